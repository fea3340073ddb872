/** One engine in a fresh process: what its start and its memory are. Prints one line of JSON; `node freshProcess.ts ENGINE MODEL_FOLDER`. */
import { makeArticles } from './articles.ts';
import { type Engine, loadEngine } from './engines.ts';

export interface FreshProcess {
  readonly importMs: number;
  readonly loadMs: number;
  /** The first short article, and the same again. */
  readonly firstMs: number;
  readonly secondMs: number;
  /** From the start of the process until the first article was done, without the time that making it took. */
  readonly totalMs: number;
  readonly loadedBytes: number;
  /** Most of memory that was in use, a long article included. */
  readonly peakBytes: number;
}

const making = performance.now();
const { short, medium, long } = await makeArticles();
const made = performance.now() - making;
const { run, importMs, loadMs } = await loadEngine(process.argv[2] as Engine, process.argv[3]!);
const loadedBytes = process.memoryUsage.rss();
const started = performance.now();
await run(short[0]!);
const first = performance.now();
await run(short[0]!);
const second = performance.now();
for (const text of [medium[0]!, long[0]!]) await run(text);
const result: FreshProcess = {
  importMs,
  loadMs,
  firstMs: first - started,
  secondMs: second - first,
  totalMs: first - made,
  loadedBytes,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(result));
