import type { Article } from '../shared/article/article.ts';
import type { Extraction, Extractor } from '../shared/extract/extraction.ts';
import { createWorkerPool } from '../shared/workers/workerPool.ts';

/** An article to extract from; null asks for the version alone. */
export type Job = Article | null;

/** What came of a job; `extraction` is null when there was no article. */
export interface Done {
  readonly version: string;
  readonly extraction: Extraction | null;
}

const SCRIPT = new URL('./extractorWorker.ts', import.meta.url);

/**
 * Runs the extractor in a thread of its own. onnxruntime-node computes on the thread that calls it: on the main one, the API and S3
 * would not answer while an article is being read.
 *
 * @returns the extractor, once the model is loaded; rejects with PermanentError `model.unreadable` when it cannot be. `stop` ends it,
 *   also in the midst of an article, whose extraction then fails
 */
export function extractInWorker(modelDir: string): { extractor: Promise<Extractor>; stop(): Promise<void> } {
  const opened = createWorkerPool<Job, Done>({ script: SCRIPT, data: { modelDir }, most: 1 });
  const work = async (article: Job): Promise<Done> => {
    const outcome = await (await opened).run(article, article?.text.length ?? 0);
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.result;
  };
  const open = async (): Promise<Extractor> => ({
    version: (await work(null)).version,
    extract: async (article) => (await work(article)).extraction!,
  });

  return {
    extractor: open(),
    async stop() {
      const pool = await opened.catch(() => null);
      pool?.stop();
    },
  };
}
