import { parentPort, workerData } from 'node:worker_threads';
import { createExtractor } from '../shared/extract/createExtractor.ts';
import type { Job, Reply } from './extractInWorker.ts';

const { modelDir } = workerData as { modelDir: string };
const reply = (message: Reply) => parentPort?.postMessage(message);

try {
  const extractor = await createExtractor({ modelDir });
  parentPort?.on('message', async ({ id, article }: Job) => {
    try {
      reply({ id, extraction: await extractor.extract(article) });
    } catch (error) {
      reply({ id, error: error as Error });
    }
  });
  reply({ version: extractor.version });
} catch (error) {
  reply({ notLoaded: (error as Error).message });
}
