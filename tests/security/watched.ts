import { Worker } from 'node:worker_threads';
import type { Outcome, Reply, Task } from './targetWorker.ts';

/** No single input may keep a part busy for longer. */
export const HANG_MS = 10_000;

/**
 * Puts inputs to parts of Claimwire in a thread of its own, one at a time, and times each. An input that takes longer than
 * HANG_MS is a failure: its thread is ended, so that a hang fails a test instead of stalling it.
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

  async function put(task: Task, deadline = HANG_MS): Promise<Outcome & { readonly milliseconds: number }> {
    const target = thread();
    const reply = await new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        worker = null;
        void target.terminate();
        reject(new Error(`An input kept ${task.part} busy for more than ${deadline} ms: ${shown(task)}`));
      }, deadline);
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
    return { ...reply.outcome, milliseconds: reply.milliseconds };
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
