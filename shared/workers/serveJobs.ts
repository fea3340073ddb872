import { parentPort, workerData } from 'node:worker_threads';

/** To a worker: a job, or to end as soon as it can. */
export type Order<Job> = { readonly job: Job } | { readonly end: true };

/** From a worker: it is ready, or cannot be; what came of its job. */
export type Reply<Result> =
  | { readonly ready: true }
  | { readonly notReady: string }
  | { readonly result: Result }
  | { readonly error: string };

/** What a worker is started with. */
export interface Start {
  readonly data: unknown;
  /** One cell, 0 while the worker runs: the main thread can wait for it without its event loop. */
  readonly ended: Int32Array<SharedArrayBuffer>;
}

/**
 * A worker's whole life in a pool (createWorkerPool): gets ready, does the jobs it is sent one after another, and ends when told.
 *
 * @param prepare takes the pool's `data` and gives what does a job; what either throws is told to the pool by its message
 */
export async function serveJobs<Data, Job, Result>(
  prepare: (data: Data) => Promise<(job: Job) => Promise<Result>>,
): Promise<void> {
  const { data, ended } = workerData as Start;
  const reply = (message: Reply<Result>) => parentPort?.postMessage(message);
  let work: ((job: Job) => Promise<Result>) | null = null;

  process.on('exit', () => {
    Atomics.store(ended, 0, 1);
    Atomics.notify(ended, 0);
  });
  // Listens from the beginning: it may be told to end while it is getting ready.
  parentPort?.on('message', async (order: Order<Job>) => {
    if ('end' in order) process.exit();
    try {
      reply({ result: await work!(order.job) });
    } catch (error) {
      reply({ error: (error as Error).message });
    }
  });
  try {
    work = await prepare(data as Data);
    reply({ ready: true });
  } catch (error) {
    reply({ notReady: (error as Error).message });
  }
}
