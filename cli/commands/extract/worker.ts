import type { ArticleMetadata } from '../../../shared/article/article.ts';
import { articleFromText } from '../../../shared/article/articleFromText.ts';
import { createExtractor } from '../../../shared/extract/createExtractor.ts';
import { serveJobs } from '../../../shared/workers/serveJobs.ts';
import { atLeast } from './atLeast.ts';

export interface ExtractJob {
  readonly id: string;
  readonly text: string;
  readonly metadata: ArticleMetadata;
}

export interface ExtractResult {
  /** The line to print, without its end. Made here, so that it crosses between threads as one string. */
  readonly line: string;
  readonly claims: number;
}

export interface ExtractWorkerData {
  readonly modelDir: string;
  readonly minConfidence: number;
}

await serveJobs(async ({ modelDir, minConfidence }: ExtractWorkerData) => {
  // Articles are done side by side, so each has one thread: none waits for another's.
  const extractor = await createExtractor({ modelDir, threads: 1 });
  return async ({ id, text, metadata }: ExtractJob): Promise<ExtractResult> => {
    const article = articleFromText(text, metadata);
    const extraction = await extractor.extract(article);
    const claims = atLeast(minConfidence, extraction.claims);
    const { entities } = extraction;
    const { blocks } = article;
    const line = JSON.stringify({ id, extractorVersion: extractor.version, claims, entities, blocks });
    return { line, claims: claims.length };
  };
});
