import { Worker } from 'node:worker_threads';
import { PermanentError } from '../errors.ts';
import type { Order, Reply, Start } from './serveJobs.ts';

/** What came of a job: a result, or why there is none. */
export type Outcome<Result> = { readonly result: Result } | { readonly error: string };

export interface WorkerPool<Job, Result> {
  /**
   * Has a job done by the next worker that is free.
   *
   * @param size of the job in characters of text: says whether another worker is worth its start
   * @returns an error for a job that failed or whose worker died; the pool goes on. Once it is stopped, an error for every job
   * @throws PermanentError `model.unreadable` when no worker is left and none can be started
   */
  run(job: Job, size: number): Promise<Outcome<Result>>;
  /**
   * Ends the workers and waits for it, each until its run of the model is over; jobs not done get an error. The pool does so by itself
   * when the process exits.
   */
  stop(): void;
}

/** Waiting jobs that are worth another worker: it takes 0.2 to 0.4 s to load the model, in which one reads about so much. */
const WORTHWHILE = { jobs: 3, characters: 6_000 };
/** Far more than a run of the model over one window takes. */
const STOP_MS = 5_000;
const STOPPED = { error: 'The extractor has ended.' } as const;

interface Task<Job, Result> {
  readonly job: Job;
  readonly size: number;
  readonly outcome: PromiseWithResolvers<Outcome<Result>>;
}

/**
 * Threads that each do one job at a time. It begins with one; others are started only when those there are cannot keep up, as many
 * at a time as are running already. One that dies takes the job it had with it, and is replaced when there is need.
 *
 * @param options.script module of the worker, which calls `serveJobs`
 * @param options.data what `serveJobs` gives the module
 * @param options.most how many workers there may be
 * @returns the pool, once its first worker is ready
 * @throws PermanentError `model.unreadable` when that one cannot be
 */
export async function createWorkerPool<Job, Result>(options: {
  script: URL;
  data: unknown;
  most: number;
}): Promise<WorkerPool<Job, Result>> {
  let { most } = options;
  const first = Promise.withResolvers<void>();
  let failure: PermanentError | null = null;
  let isStopped = false;
  const waiting: Task<Job, Result>[] = [];
  const workers = new Map<Worker, Start>();
  const loading = new Set<Worker>();
  const idle = new Set<Worker>();
  const busy = new Map<Worker, Task<Job, Result>>();
  const tell = (worker: Worker, order: Order<Job>) => worker.postMessage(order);

  function stop(): void {
    isStopped = true;
    process.off('exit', stop);
    // Not by force (terminate, or the end of the process): onnxruntime-node aborts the process when that comes during a run.
    for (const worker of workers.keys()) tell(worker, { end: true });
    for (const { ended } of workers.values()) Atomics.wait(ended, 0, 0, STOP_MS);
    for (const { outcome } of [...busy.values(), ...waiting.splice(0)]) outcome.resolve(STOPPED);
    busy.clear();
  }

  function start(): void {
    const workerData: Start = { data: options.data, ended: new Int32Array(new SharedArrayBuffer(4)) };
    const worker = new Worker(options.script, { workerData });
    let reason = 'it ended';
    workers.set(worker, workerData);
    loading.add(worker);
    worker.on('message', (reply: Reply<Result>) => {
      if ('notReady' in reply) {
        tell(worker, { end: true });
        notReady(worker, reply.notReady);
        return;
      }
      if ('ready' in reply) {
        loading.delete(worker);
        first.resolve();
      } else settle(worker, reply);
      idle.add(worker);
      handOut();
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      workers.delete(worker);
      if (isStopped) return;
      if (loading.has(worker)) notReady(worker, `The extractor did not start: ${reason}.`);
      idle.delete(worker);
      settle(worker, { error: `the extractor died at this article: ${reason}` });
      handOut();
    });
  }

  function settle(worker: Worker, outcome: Outcome<Result>): void {
    busy.get(worker)?.outcome.resolve(outcome);
    busy.delete(worker);
  }

  /** A machine may have room for fewer workers than were asked for; with none nothing can be done. */
  function notReady(worker: Worker, reason: string): void {
    loading.delete(worker);
    most = loading.size + idle.size + busy.size;
    if (most > 0) return;
    failure = new PermanentError('model.unreadable', reason);
    first.reject(failure);
    for (const { outcome } of waiting.splice(0)) outcome.reject(failure);
  }

  function handOut(): void {
    for (const worker of idle) {
      const task = waiting.shift();
      if (task === undefined) return;
      idle.delete(worker);
      busy.set(worker, task);
      tell(worker, { job: task.job });
    }
    if (waiting.length === 0 || loading.size > 0) return;
    const characters = waiting.reduce((sum, { size }) => sum + size, 0);
    const isWorthwhile = waiting.length >= WORTHWHILE.jobs || characters >= WORTHWHILE.characters;
    if (busy.size === 0) start();
    else if (isWorthwhile) for (let i = Math.min(busy.size, most - busy.size); i > 0; i--) start();
  }

  process.on('exit', stop);
  start();
  await first.promise.catch((error) => {
    stop();
    throw error;
  });
  return {
    run(job, size) {
      if (isStopped) return Promise.resolve(STOPPED);
      if (failure !== null) return Promise.reject(failure);
      const outcome = Promise.withResolvers<Outcome<Result>>();
      waiting.push({ job, size, outcome });
      handOut();
      return outcome.promise;
    },
    stop,
  };
}
