import { parentPort, workerData } from 'node:worker_threads';
import type { ArticleMetadata } from '../shared/article/article.ts';
import { articleFromText } from '../shared/article/articleFromText.ts';
import { createExtractor } from '../shared/extract/createExtractor.ts';
import type { Extraction } from '../shared/extract/extraction.ts';

/** An article to extract from. */
export interface Question {
  readonly index: number;
  readonly text: string;
  readonly metadata: Partial<ArticleMetadata>;
}

/** First the extractor's version, then one answer for each question; null instead of a question ends the worker. */
export type Answer =
  | { readonly version: string }
  | { readonly index: number; readonly extraction: Extraction }
  | { readonly index: number; readonly failure: string };

// One thread a worker: several workers share the processor better than the threads of one run do.
const extractor = await createExtractor({ modelDir: workerData.model, threads: 1 });
const answer = (message: Answer) => parentPort?.postMessage(message);

parentPort?.on('message', async (question: Question | null) => {
  if (question === null) return parentPort?.close();
  const { index, text, metadata } = question;
  try {
    answer({ index, extraction: await extractor.extract(articleFromText(text, metadata)) });
  } catch (error) {
    answer({ index, failure: (error as Error).message });
  }
});
answer({ version: extractor.version });
