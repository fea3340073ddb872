import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_MODELS } from '../../shared/extract/modelFolder.ts';
import { cliEnvironment, runCli } from '../../tests/e2e/runCli.ts';

const CLI = join(import.meta.dirname, '..', 'claimwire.ts');
/** Makes the command take its stderr for a terminal of 100 columns. */
const TERMINAL = [
  '--import',
  `data:text/javascript,${encodeURIComponent('process.stderr.isTTY = true; process.stderr.columns = 100;')}`,
];

const SENTENCES = [
  'The ferry will sail again on Friday, the harbour master, Ines Calder, said.',
  '“Nobody asked us,” said Tomas Brandt, who keeps the lock.',
  'According to the Varn Institute, the bridge is sinking by a finger a year.',
  'Reporters were not let in.',
];
/** An article of so many sentences. */
const article = (id: string, sentences: number): string =>
  JSON.stringify({
    id,
    text: Array.from({ length: sentences }, (_, i) => SENTENCES[i % SENTENCES.length]).join(' '),
  });
const linesOf = (output: string) =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const idsOf = (output: string): string[] => linesOf(output).map(({ id }) => id);

/** Runs it with a file as stdin; `stderr` as a terminal of 100 columns sees it. */
async function atTerminal(file: string, args: readonly string[] = []) {
  const input = await open(file);
  const child = spawn(process.execPath, [...TERMINAL, CLI, 'extract', ...args], {
    env: cliEnvironment(),
    stdio: [input.fd, 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close'),
  ]);
  await input.close();
  return { stdout, stderr, code };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-extract-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('claimwire extract', () => {
  it('writes the same lines in the same order with one job as with several', async () => {
    const lengths = [60, 1, 0, 25, 2, 2, 40, 1, 3, 1, 30, 2];
    const input = lengths.map((sentences, index) => article(`a${index}`, sentences)).join('\n');
    const [one, three] = await Promise.all(
      ['1', '3'].map((jobs) => runCli(['extract', '--jobs', jobs], { input })),
    );
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(idsOf(one?.stdout ?? '')).toEqual(lengths.map((_, index) => `a${index}`));
    expect(three).toEqual(one);
  });

  it('tells of an article it cannot do with its line and id, and does the others', async () => {
    const tooLong = JSON.stringify({ id: 'long\u001b[31m one', text: 'word '.repeat(300_000) });
    const input = [
      article('a', 8),
      tooLong,
      '',
      article('b', 1),
      '{"id":"c"}',
      '{"id":7}',
      article('d', 2),
    ].join('\n');
    const { code, stdout, stderr } = await runCli(['extract', '--jobs', '2'], { input });
    expect(idsOf(stdout)).toEqual(['a', 'b', 'd']);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^line 2: .*at most \d+ are read.* \(id "long one"\)$/),
      expect.stringMatching(/^line 5: not an article; .*\(text: .*\) \(id "c"\)$/),
      expect.stringMatching(/^line 6: not an article; .*\(id: .*; text: .*\)$/),
      '3 of 6 articles could not be done.',
    ]);
    expect(code).toBe(1);
  });

  it('gives a result while its input is still open, and ends when its reader has gone', async () => {
    const child = spawn(process.execPath, [CLI, 'extract', '--jobs', '2'], { env: cliEnvironment() });
    const stderr = text(child.stderr);
    child.stdin.on('error', () => {});
    child.stdin.write(`${article('a', 2)}\n`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(`${article('b', 2)}\n`.repeat(20));
    // The input stays open: it must not wait for its end.
    const [code] = await once(child, 'close');
    expect(await stderr).toBe('');
    expect(code).toBe(0);
  });

  it('stops at Ctrl-C with whole lines written, saying how far it got', async () => {
    const child = spawn(process.execPath, [CLI, 'extract', '--jobs', '2'], { env: cliEnvironment() });
    const output = text(child.stdout);
    const stderr = text(child.stderr);
    child.stdin.on('error', () => {});
    child.stdin.write(`${article('a', 30)}\n`.repeat(200));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'close');
    expect([code, signal]).toEqual([130, null]);
    const written = linesOf(await output);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(200);
    const [, last] = /^Stopped after line (\d+) of the input\.\n$/.exec(await stderr) ?? [];
    // The line that was just being written may be there, too.
    expect([written.length, written.length - 1]).toContain(Number(last));
  });

  it('keeps claims of at least --min-confidence, with the ids they had', async () => {
    const input = article('a', 24);
    const all = linesOf((await runCli(['extract'], { input })).stdout)[0];
    const confidences = all.claims.map(({ confidence }: { confidence: number }) => confidence).sort();
    const middle = confidences[confidences.length >> 1];
    expect(confidences[0]).toBeLessThan(middle);
    const { stdout } = await runCli(['extract', '--min-confidence', String(middle)], { input });
    expect(linesOf(stdout)).toEqual([
      { ...all, claims: all.claims.filter(({ confidence }: { confidence: number }) => confidence >= middle) },
    ]);
  });

  it('reads with the model in the folder that --model names, and says so in the version', async () => {
    const own = join(folder, 'own model');
    await mkdir(own);
    for (const file of ['model.onnx', 'vocab.txt'])
      await copyFile(join(SHIPPED_MODELS.default, file), join(own, file));
    const decoding = JSON.parse(await readFile(join(SHIPPED_MODELS.default, 'decoding.json'), 'utf8'));
    const surest = [
      [0, 0.99],
      [1, 0.99],
    ];
    decoding.calibration = { outermost: surest, nested: surest };
    await writeFile(join(own, 'decoding.json'), JSON.stringify(decoding));
    const input = article('a', 1);
    const [shipped, named] = await Promise.all(
      [[], ['--model', own]].map(
        async (args) => linesOf((await runCli(['extract', ...args], { input })).stdout)[0],
      ),
    );
    expect(shipped.claims[0].confidence).toBeLessThan(0.99);
    expect(named.claims[0].confidence).toBe(0.99);
    expect(named.extractorVersion).not.toBe(shipped.extractorVersion);
  });

  it('reads with the fast model by its name', async () => {
    const input = article('a', 1);
    const [byName, byFolder, standard] = await Promise.all(
      [['--model', 'fast'], ['--model', SHIPPED_MODELS.fast], []].map((args) =>
        runCli(['extract', ...args], { input }),
      ),
    );
    expect(byName).toMatchObject({ code: 0, stderr: '' });
    expect(linesOf(byName!.stdout)[0].claims).toHaveLength(1);
    expect(byFolder).toEqual(byName);
    expect(linesOf(standard!.stdout)[0].extractorVersion).not.toBe(
      linesOf(byName!.stdout)[0].extractorVersion,
    );
  });

  it('names the file that is missing of a model', async () => {
    const { code, stdout, stderr } = await runCli(['extract', '--model', folder], { input: article('a', 1) });
    expect(stderr).toMatch(
      /^claimwire: The model's file .*model\.onnx cannot be used \(ENOENT.*Check that the model folder/,
    );
    expect(stderr).toContain(folder);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it.each([
    ['--min-confidence', '80', /It must be a number from 0 to 1; for 80%, give 0\.8\./],
    ['--min-confidence', '-0.1', /It must be a number from 0 to 1/],
    ['--min-confidence', 'high', /It must be a number from 0 to 1/],
    ['--jobs', '0', /It must be a whole number from 1 to 256\./],
    ['--jobs', '1.5', /It must be a whole number from 1 to 256\./],
  ])('says what %s must be, given %s', async (option, value, message) => {
    const { code, stdout, stderr } = await runCli(['extract', `${option}=${value}`], {
      input: article('a', 1),
    });
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('shows a bar at a terminal, of a file also what is left, and takes it away at the end', async () => {
    const file = join(folder, 'articles.jsonl');
    await writeFile(file, Array.from({ length: 8 }, (_, index) => `${article(`${index}`, 20)}\n`).join(''));
    const { stdout, stderr, code } = await atTerminal(file);
    expect(code).toBe(0);
    expect(idsOf(stdout)).toHaveLength(8);
    const shown = stderr.split('\r\u001b[K').slice(1);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown[0]).toMatch(
      /^█*░+ {2,3}\d+% · (?:\d+:)?\d+s? left · \d+ articles?, \d+ claims? · \d+\.\d articles\/s$/,
    );
    expect(shown.at(-1)).toBe('');
    expect(await atTerminal(file, ['--quiet'])).toEqual({ stdout, stderr: '', code: 0 });
  });
});
