import { createExtractor } from '../shared/extract/createExtractor.ts';
import { serveJobs } from '../shared/workers/serveJobs.ts';
import type { Done, Job } from './extractInWorker.ts';

await serveJobs(async ({ modelDir }: { modelDir: string }) => {
  const { version, extract } = await createExtractor({ modelDir });
  return async (article: Job): Promise<Done> => ({
    version,
    extraction: article === null ? null : await extract(article),
  });
});
