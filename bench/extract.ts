/**
 * What extraction costs: cold start, latency by length of the article, memory, and articles a second by threads.
 * Prints medians. Run: `node bench/extract.ts`
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { articleFromText } from '../shared/article/articleFromText.ts';
import type { Extractor } from '../shared/extract/extraction.ts';

const MODEL = join(import.meta.dirname, '..', 'model');
const LENGTHS = [100, 250, 500, 1000, 2500, 5000];
const USUAL_LENGTH = 1000;
const RUNS = 7;
const COLD_RUNS = 5;

const PARAGRAPHS = [
  'The harbour board of Porto Alto rejected the offer of the shipping line on Monday, its chairwoman said.',
  '“We have waited eleven years for a second crane,” Marta Oliveira told reporters outside the town hall, “and what they sent us was a calendar.”',
  'The line, which runs four ferries a day in summer, maintains that it never promised to pay for the crane. A spokesman for the company said that talks would go on in May.',
  'According to a report of the Coastal Economic Institute, every tenth job in the town depends on the port. The institute warned that two of the three yards could close before the end of the year.',
  'Nobody was hurt when the old crane fell over in January. It had been out of use since 2019.',
];

/** An article of about so many pieces of the model's vocabulary: of sentences of the kinds that articles have. */
function article(pieces: number) {
  const paragraphs: string[] = [];
  // These paragraphs have 1.15 pieces a blank-separated word.
  for (let count = 0, i = 0; count < pieces; i++) {
    const paragraph = PARAGRAPHS[i % PARAGRAPHS.length]!;
    paragraphs.push(paragraph);
    count += Math.round(paragraph.split(' ').length * 1.15);
  }
  return articleFromText(paragraphs.join('\n\n'));
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** One fresh process: what a cold start consists of. */
async function coldStart(): Promise<Record<string, number>> {
  const [load, { createExtractor }] = await timed(() => import('../shared/extract/createExtractor.ts'));
  const [create, extractor] = await timed(() => createExtractor({ modelDir: MODEL, threads: 1 }));
  const afterCreate = process.memoryUsage.rss();
  const text = article(250);
  const [first] = await timed(() => extractor.extract(text));
  const [second] = await timed(() => extractor.extract(text));
  return { load, create, first, second, afterCreate, afterRun: process.memoryUsage.rss() };
}

async function latencies(extractor: Extractor): Promise<void> {
  for (const pieces of LENGTHS) {
    const text = article(pieces);
    const times: number[] = [];
    let claims = 0;
    for (let run = 0; run < RUNS; run++) {
      const [time, extraction] = await timed(() => extractor.extract(text));
      times.push(time);
      claims = extraction.claims.length;
    }
    const words = `${text.tokens.length} tokens, ${claims} claims`;
    console.log(`  about ${pieces} pieces (${words}): ${median(times).toFixed(0)} ms`);
  }
}

if (process.argv[2] === '--cold') {
  console.log(JSON.stringify(await coldStart()));
} else {
  const cold = Array.from({ length: COLD_RUNS }, () =>
    JSON.parse(execFileSync(process.execPath, [import.meta.filename, '--cold'], { encoding: 'utf8' })),
  );
  const of = (key: string) => median(cold.map((one) => one[key]));
  console.log('Cold start, 1 thread, in a fresh process:');
  console.log(`  import ${of('load').toFixed(0)} ms, create ${of('create').toFixed(0)} ms`);
  console.log(
    `  first short article ${of('first').toFixed(0)} ms, the same again ${of('second').toFixed(0)} ms`,
  );
  console.log(
    `  memory ${megabytes(of('afterCreate'))} once created, ${megabytes(of('afterRun'))} after the first run`,
  );

  const { createExtractor } = await import('../shared/extract/createExtractor.ts');
  for (const threads of [1, 2]) {
    const extractor = await createExtractor({ modelDir: MODEL, threads });
    await extractor.extract(article(USUAL_LENGTH));
    console.log(`Latency, ${threads} thread${threads === 1 ? '' : 's'}:`);
    await latencies(extractor);
    const text = article(USUAL_LENGTH);
    const [time] = await timed(async () => {
      for (let run = 0; run < RUNS; run++) await extractor.extract(text);
    });
    console.log(
      `  one after another: ${((1000 * RUNS) / time).toFixed(1)} articles of about ${USUAL_LENGTH} pieces a second`,
    );
  }
  console.log(
    `Memory with both models loaded, after the longest article: ${megabytes(process.memoryUsage.rss())}`,
  );
}
