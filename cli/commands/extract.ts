import { fstatSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { SHIPPED_MODELS } from '../../shared/extract/modelFolder.ts';
import { createWorkerPool, type Outcome, type WorkerPool } from '../../shared/workers/workerPool.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { type InputLine, readLines } from '../readLines.ts';
import { printable } from '../terminal/printable.ts';
import { progressLine } from '../terminal/progress.ts';
import { writeLine } from '../terminal/writeLine.ts';
import { inOrder } from './extract/inOrder.ts';
import { LineError, parseLine } from './extract/parseLine.ts';
import { progressText } from './extract/progressText.ts';
import type { ExtractJob, ExtractResult, ExtractWorkerData } from './extract/worker.ts';

export interface ExtractFlags {
  /** How many articles are done at the same time; without it, one a core. */
  readonly jobs?: number;
  readonly minConfidence?: number;
  /** Folder of the model. @default the one that ships */
  readonly model?: string;
  readonly quiet?: boolean;
}

/** A text of the greatest length, every unit of it escaped (`\\u0000`), and the other fields. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;
/** Lines in hand, a worker: so many can be done while a long article before them is not. More buys little (decision 09). */
const LINES_A_WORKER = 4;
/** What a worker with a long article takes. */
const WORKER_BYTES = 300 * 2 ** 20;
const WORKER = new URL('./extract/worker.ts', import.meta.url);
/** What a shell reports for a command that Ctrl-C ended. */
const INTERRUPTED = 130;
/** How long a reader that takes nothing can hold up the end after Ctrl-C. */
const FLUSH_MS = 1_000;

/** What became of a line of the input; null for a blank one. */
type Done = (Outcome<ExtractResult> & { readonly id: string | null }) | null;

/**
 * Reads articles as JSON Lines from stdin and writes what was found in each as one JSON line, in the same order.
 * A line that cannot be done is told on stderr, with its number and id; the others are done. Ctrl-C ends it after a whole line.
 *
 * @returns exit code 1 when there was such a line
 * @throws PermanentError `model.unreadable`
 */
export async function extract(flags: ExtractFlags): Promise<ExitCode> {
  const jobs = flags.jobs ?? oneACore();
  const data: ExtractWorkerData = {
    modelDir: flags.model ?? SHIPPED_MODELS.default,
    minConfidence: flags.minConfidence ?? 0,
  };
  const pool = await createWorkerPool<ExtractJob, ExtractResult>({ script: WORKER, data, most: jobs });
  const progress = progressOf(flags.quiet !== true);
  const end = () => {
    progress.clear();
    pool.stop();
  };
  // Also when Ctrl-C, or the reader of our output that has gone, ends the process at once.
  process.once('exit', end);
  const stop = onInterrupt(progress.tellStopped);
  const work = async (line: InputLine) => ({ line, done: await doLine(line, pool) });
  try {
    const lines = readLines(process.stdin, MAX_LINE_BYTES);
    for await (const { line, done } of inOrder(lines, work, jobs * LINES_A_WORKER)) {
      if (stop.isTold()) break;
      if (done !== null && 'result' in done) {
        if (process.stdout.isTTY) progress.clear();
        await writeLine(done.result.line);
      } else if (done !== null) {
        progress.clear();
        process.stderr.write(`line ${line.number}: ${printable(done.error)}${naming(done.id)}\n`);
      }
      progress.count(line, done);
    }
  } finally {
    end();
    process.off('exit', end);
    stop.off();
    // It may be waiting for input that does not come.
    process.stdin.destroy();
  }
  return progress.tellEnd();
}

async function doLine(
  { number, bytes }: InputLine,
  pool: WorkerPool<ExtractJob, ExtractResult>,
): Promise<Done> {
  if (bytes === null) {
    return { id: null, error: `longer than ${MAX_LINE_BYTES} bytes; cut the article into parts` };
  }
  let job: ExtractJob | null;
  try {
    job = parseLine(bytes, number);
  } catch (error) {
    if (error instanceof LineError) return { id: error.id, error: error.message };
    throw error;
  }
  return job === null ? null : { id: job.id, ...(await pool.run(job, job.text.length)) };
}

/** An id is anybody's text, of any length. */
const naming = (id: string | null): string =>
  id === null ? '' : ` (id "${printable(id.length > 100 ? `${id.slice(0, 99)}…` : id)}")`;

/** As many as there are cores, and as fit in half of the memory that is free. */
const oneACore = (): number =>
  Math.max(1, Math.min(availableParallelism(), Math.floor(process.availableMemory() / 2 / WORKER_BYTES)));

function progressOf(isWanted: boolean) {
  const line = isWanted ? progressLine() : null;
  const size = inputSize();
  const started = performance.now();
  let read = 0;
  let last = 0;
  let done = 0;
  let claims = 0;
  let failed = 0;
  const clear = () => line?.clear();
  return {
    clear,
    count({ number, bytes }: InputLine, outcome: Done) {
      last = number;
      read += (bytes?.length ?? MAX_LINE_BYTES) + 1;
      if (outcome === null) return;
      if ('result' in outcome) {
        done += 1;
        claims += outcome.result.claims;
      } else failed += 1;
      const seconds = (performance.now() - started) / 1000;
      line?.show(progressText({ done, claims, failed, seconds, share: size === null ? null : read / size }));
    },
    tellStopped() {
      clear();
      process.stderr.write(`Stopped after line ${last} of the input.\n`);
    },
    tellEnd(): ExitCode {
      if (failed === 0) return EXIT.done;
      process.stderr.write(`${failed} of ${done + failed} articles could not be done.\n`);
      return EXIT.someFailed;
    },
  };
}

/** Bytes of the input where it is a file; null for a pipe or a terminal. */
function inputSize(): number | null {
  try {
    const info = fstatSync(process.stdin.fd);
    return info.isFile() && info.size > 0 ? info.size : null;
  } catch {
    return null;
  }
}

/** Ends the process at Ctrl-C, once what was written has gone out: no line is cut. */
function onInterrupt(tell: () => void): { isTold(): boolean; off(): void } {
  let isTold = false;
  const stop = () => {
    // Under npm, Ctrl-C comes twice.
    if (isTold) return;
    isTold = true;
    tell();
    const end = () => process.exit(INTERRUPTED);
    process.stdout.write('', end);
    setTimeout(end, FLUSH_MS);
  };
  process.on('SIGINT', stop);
  return { isTold: () => isTold, off: () => process.off('SIGINT', stop) };
}
