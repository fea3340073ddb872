/**
 * What extraction costs: latency by length, articles a second, cold start, memory, and where the time goes; against `compromise` in
 * the same run, both with one thread. Medians, and ratios of medians (Claimwire's by the other's).
 *
 *     node bench/extract.ts [--rounds 5] [--model fast] [--json]
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelFolder } from '../shared/extract/modelFolder.ts';
import { LENGTHS, type Length, makeArticles, words } from './extract/articles.ts';
import { ENGINES, type Engine, loadEngine } from './extract/engines.ts';
import type { FreshProcess } from './extract/freshProcess.ts';
import { timeStages } from './extract/stages.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    model: { type: 'string', default: 'default' },
    json: { type: 'boolean', default: false },
  },
});
const ROUNDS = Math.max(1, Number.parseInt(flags.rounds, 10) || 1);
const MODEL = modelFolder(flags.model);
const COMMAND_ARTICLES = 48;
const CLI = join(import.meta.dirname, '..', 'cli', 'claimwire.ts');
const FRESH = join(import.meta.dirname, 'extract', 'freshProcess.ts');

const at = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
const median = (values: readonly number[]): number => at(values, 0.5);
const rounded = (value: number): number => Number(value.toPrecision(3));
const tell = (what: string) => process.stderr.write(`${what} …\n`);

/** Milliseconds by the clock, and those of a processor, which tell more on a machine that does other things as well. */
interface Time {
  readonly ms: number;
  readonly cpuMs: number;
}

async function timed(work: () => unknown): Promise<Time> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000 };
}

/** The same for both, and how many times as much ours is. */
const compared = (of: (engine: Engine) => number) => {
  const [ours, theirs] = [of('claimwire'), of('compromise')];
  return { claimwire: rounded(ours), compromise: rounded(theirs), ratio: rounded(ours / theirs) };
};

const loadBefore = loadavg()[0] ?? 0;

tell('Cold start and memory');
const fresh: Record<Engine, FreshProcess[]> = { claimwire: [], compromise: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const engine of ENGINES) {
    const args = [FRESH, engine, MODEL];
    fresh[engine].push(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
  }
}
const ofFresh = (key: keyof FreshProcess) =>
  compared((engine) => median(fresh[engine].map((one) => one[key])));
const megabytes = (key: keyof FreshProcess) =>
  compared((engine) => median(fresh[engine].map((one) => one[key])) / 2 ** 20);

tell('Latency');
const articles = await makeArticles();
const engines = {
  claimwire: await loadEngine('claimwire', MODEL),
  compromise: await loadEngine('compromise', MODEL),
};
const times = {} as Record<Length, Record<Engine, Time[][]>>;
for (const length of Object.keys(LENGTHS) as Length[]) {
  times[length] = { claimwire: [], compromise: [] };
  for (const engine of ENGINES) await engines[engine].run(articles[length][0]!);
  // The two take turns, so that whatever else the machine does meets both.
  for (let round = 0; round < ROUNDS; round++) {
    const inRound: Record<Engine, Time[]> = { claimwire: [], compromise: [] };
    for (const text of articles[length])
      for (const engine of ENGINES) inRound[engine].push(await timed(() => engines[engine].run(text)));
    for (const engine of ENGINES) times[length][engine].push(inRound[engine]);
  }
}
const all = (length: Length, engine: Engine) => times[length][engine].flat().map(({ ms }) => ms);
const latency = (length: Length) => ({
  pieces: LENGTHS[length].pieces,
  words: Math.round(median(articles[length].map(words))),
  articles: articles[length].length,
  p50: compared((engine) => at(all(length, engine), 0.5)),
  p95: compared((engine) => at(all(length, engine), 0.95)),
  cpu: compared((engine) => median(times[length][engine].flat().map(({ cpuMs }) => cpuMs))),
});
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const perSecond = (length: Length) =>
  compared((engine) =>
    median(times[length][engine].map((round) => (1000 * round.length) / sum(round.map(({ ms }) => ms)))),
  );

tell('Stages');
const stageRounds: Record<string, number>[] = [];
for (let round = 0; round < ROUNDS; round++) {
  stageRounds.push(
    await timeStages(async () => {
      for (const text of articles.medium) await engines.claimwire.run(text);
    }),
  );
}
const stageMs = [...new Set(stageRounds.flatMap((round) => Object.keys(round)))].map(
  (stage) => [stage, median(stageRounds.map((round) => round[stage] ?? 0)) / articles.medium.length] as const,
);
const allStages = sum(stageMs.map(([, ms]) => ms));
const stages = Object.fromEntries(
  stageMs.map(([stage, ms]) => [stage, { ms: rounded(ms), share: rounded(ms / allStages) }]),
);

tell('The command');
const input = Array.from({ length: COMMAND_ARTICLES }, (_, index) =>
  JSON.stringify({ id: `${index}`, text: articles.medium[index % articles.medium.length] }),
).join('\n');
const jobs = [...new Set([1, availableParallelism()])];
const commandTimes = new Map<number, number[]>(jobs.map((count) => [count, []]));
for (let round = 0; round < Math.min(3, ROUNDS); round++) {
  for (const count of jobs) {
    const args = [CLI, 'extract', '--model', MODEL, '--jobs', String(count)];
    const { ms } = await timed(() => execFileSync(process.execPath, args, { input, maxBuffer: 2 ** 30 }));
    commandTimes.get(count)?.push(ms);
  }
}
const commandPerSecond = jobs.map((count) => {
  const rate = (1000 * COMMAND_ARTICLES) / median(commandTimes.get(count) ?? []);
  return { jobs: count, articlesPerSecond: rounded(rate) };
});

const result = {
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    loadBefore: rounded(loadBefore),
  },
  rounds: ROUNDS,
  latencyMs: { short: latency('short'), medium: latency('medium'), long: latency('long') },
  articlesPerSecond: { short: perSecond('short'), medium: perSecond('medium'), long: perSecond('long') },
  command: {
    articles: COMMAND_ARTICLES,
    byJobs: commandPerSecond,
    ratio: rounded(commandPerSecond.at(-1)!.articlesPerSecond / commandPerSecond[0]!.articlesPerSecond),
  },
  coldStartMs: {
    import: ofFresh('importMs'),
    load: ofFresh('loadMs'),
    firstArticle: ofFresh('firstMs'),
    sameAgain: ofFresh('secondMs'),
    processToFirstArticle: ofFresh('totalMs'),
  },
  memoryMB: { loaded: megabytes('loadedBytes'), peak: megabytes('peakBytes') },
  stages,
};

if (flags.json) console.log(JSON.stringify(result, null, 2));
else print();

function print(): void {
  const { machine, latencyMs, articlesPerSecond, command, coldStartMs, memoryMB } = result;
  const row = (what: string, cells: readonly (string | number)[]) =>
    console.log(what.padEnd(44) + cells.map((cell) => String(cell).padStart(12)).join(''));
  const both = (what: string, values: ReturnType<typeof compared>) =>
    row(what, [values.claimwire, values.compromise, Number.isFinite(values.ratio) ? values.ratio : '']);
  console.log(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${machine.loadBefore}; ${ROUNDS} rounds, one thread`,
  );
  row('', [...ENGINES, 'ratio']);
  for (const [length, { pieces, words: count, p50, p95, cpu }] of Object.entries(latencyMs)) {
    both(`${length}, ${pieces} pieces (${count} words): ms, p50`, p50);
    both('  p95', p95);
    both('  time of a processor, median', cpu);
    both('  articles a second', articlesPerSecond[length as Length]);
  }
  both('cold start, ms: import', coldStartMs.import);
  both('  load', coldStartMs.load);
  both('  first short article', coldStartMs.firstArticle);
  both('  the same again', coldStartMs.sameAgain);
  both('  process start to first article', coldStartMs.processToFirstArticle);
  both('memory, MB: loaded', memoryMB.loaded);
  both('  peak, a long article included', memoryMB.peak);
  console.log(`\nwhere the time of a medium article goes${' '.repeat(16)}ms       share`);
  for (const [stage, { ms, share }] of Object.entries(stages)) row(`  ${stage}`, [ms, share]);
  console.log(`\nclaimwire extract, ${command.articles} medium articles, its start included`);
  for (const { jobs: count, articlesPerSecond: rate } of command.byJobs)
    row(`  --jobs ${count}: articles a second`, [rate]);
}
