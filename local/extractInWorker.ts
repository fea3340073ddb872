import { Worker } from 'node:worker_threads';
import type { Article } from '../shared/article/article.ts';
import { PermanentError } from '../shared/errors.ts';
import type { Extraction, Extractor } from '../shared/extract/extraction.ts';

/** From the worker: it has loaded the model, or not; what it found in an article, or why it could not. */
export type Reply =
  | { readonly version: string }
  | { readonly id: number; readonly extraction: Extraction }
  | { readonly id: number; readonly error: Error }
  | { readonly notLoaded: string };

export interface Job {
  readonly id: number;
  readonly article: Article;
}

/**
 * Runs the extractor in a thread of its own. onnxruntime-node computes on the thread that calls it: on the main one, the API and S3
 * would not answer while an article is being read.
 *
 * @returns the extractor, once the model is loaded; rejects with PermanentError `model.unreadable` when it cannot be
 */
export function extractInWorker(modelDir: string): { extractor: Promise<Extractor>; stop(): Promise<void> } {
  const worker = new Worker(new URL('./extractorWorker.ts', import.meta.url), { workerData: { modelDir } });
  const jobs = new Map<number, PromiseWithResolvers<Extraction>>();
  const loaded = Promise.withResolvers<Extractor>();
  let count = 0;

  const extract = (article: Article): Promise<Extraction> => {
    const id = count++;
    const job = Promise.withResolvers<Extraction>();
    jobs.set(id, job);
    worker.postMessage({ id, article } satisfies Job);
    return job.promise;
  };
  const fail = (error: Error) => {
    loaded.reject(error);
    for (const job of jobs.values()) job.reject(error);
    jobs.clear();
  };
  worker.on('message', (reply: Reply) => {
    if ('version' in reply) loaded.resolve({ version: reply.version, extract });
    else if ('notLoaded' in reply) fail(new PermanentError('model.unreadable', reply.notLoaded));
    else {
      const job = jobs.get(reply.id);
      jobs.delete(reply.id);
      if ('error' in reply) job?.reject(reply.error);
      else job?.resolve(reply.extraction);
    }
  });
  worker.on('error', (error) => fail(error as Error));
  worker.on('exit', () => fail(new Error('The extractor has ended.')));

  return {
    extractor: loaded.promise,
    async stop() {
      await worker.terminate();
    },
  };
}
