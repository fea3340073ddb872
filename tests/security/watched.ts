import { Worker } from 'node:worker_threads';
import type { Outcome, Reply, Task } from './targetWorker.ts';

/** CPU time that no single input may take. */
const HANG_MS = 10_000;
/** When a thread that has not answered is ended: a busy machine gives it a part of a core. */
const DEADLINE_MS = 6 * HANG_MS;

/**
 * Puts inputs to parts of Claimwire in a thread of its own, one at a time, and takes the CPU time of each. An input that
 * takes more than HANG_MS is a failure; one that never ends has its thread ended, so that a hang fails a test instead of
 * stalling it.
 */
export function startWatched() {
  let worker: Worker | null = null;
  const slowest = { milliseconds: 0, task: '' };
  let count = 0;
  const kinds = new Map<string, number>();

  function thread(): Worker {
    worker ??= new Worker(new URL('./targetWorker.ts', import.meta.url), {
      // Its logs are part of the outcome where they matter; they are not the test run's.
      stdout: true,
      stderr: true,
      env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'DEBUG', POWERTOOLS_METRICS_NAMESPACE: 'Claimwire' },
    });
    return worker;
  }

  async function put(task: Task): Promise<Outcome> {
    const target = thread();
    const reply = await new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        worker = null;
        void target.terminate();
        reject(new Error(`An input kept ${task.part} busy for more than ${DEADLINE_MS} ms: ${shown(task)}`));
      }, DEADLINE_MS);
      const onMessage = (message: Reply) => {
        settle();
        resolve(message);
      };
      const onError = (error: unknown) => {
        settle();
        worker = null;
        reject(new Error(`An input ended the thread of ${task.part}: ${shown(task)}`, { cause: error }));
      };
      const settle = () => {
        clearTimeout(timer);
        target.off('message', onMessage);
        target.off('error', onError);
      };
      target.on('message', onMessage);
      target.on('error', onError);
      target.postMessage(task);
    });
    count += 1;
    const kind = reply.outcome.is === 'refusal' ? reply.outcome.code : reply.outcome.is;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (reply.milliseconds > slowest.milliseconds) {
      slowest.milliseconds = reply.milliseconds;
      slowest.task = shown(task);
    }
    if (reply.milliseconds > HANG_MS) {
      throw new Error(
        `An input took ${task.part} ${Math.round(reply.milliseconds)} ms of CPU, more than ${HANG_MS}: ${shown(task)}`,
      );
    }
    return reply.outcome;
  }

  return {
    put,
    /** How many inputs so far, what came of them, and the slowest. */
    summary: () => ({ count, kinds: Object.fromEntries([...kinds].sort()), slowest }),
    async stop() {
      await worker?.terminate();
    },
  };
}

export type Watched = ReturnType<typeof startWatched>;

/** The input, short enough to print and whole enough to try again where it is small. */
function shown(task: Task): string {
  const text = JSON.stringify(task, (_key, value) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64').slice(0, 1_500) } : value,
  );
  return text.slice(0, 2_000);
}
