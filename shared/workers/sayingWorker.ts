/** A worker for tests of the pool: it does what its jobs say. */
import { setTimeout as delay } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { serveJobs } from './serveJobs.ts';

export type SayingJob =
  | { readonly say: string; readonly afterMs?: number }
  | { readonly fail: string }
  | { readonly die: string }
  | { readonly leave: true };

export interface Said {
  readonly said: string;
  /** The thread that said it. */
  readonly by: number;
}

export interface SayingData {
  /** How many workers can get ready, one cell; without it, all. */
  readonly room?: Int32Array<SharedArrayBuffer> | undefined;
  /** What one does for which there is no room. */
  readonly otherwise: 'tells' | 'dies';
}

await serveJobs(async ({ room, otherwise }: SayingData) => {
  if (room !== undefined && Atomics.sub(room, 0, 1) <= 0) {
    if (otherwise === 'dies') process.exit(1);
    throw new Error('no model');
  }
  return async (job: SayingJob): Promise<Said> => {
    if ('fail' in job) throw new Error(job.fail);
    if ('leave' in job) process.exit(1);
    if ('die' in job) {
      setImmediate(() => {
        throw new Error(job.die);
      });
      await new Promise(() => {});
      throw new Error('not reached');
    }
    await delay(job.afterMs ?? 0);
    return { said: job.say, by: threadId };
  };
});
