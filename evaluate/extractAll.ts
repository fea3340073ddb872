import { Worker } from 'node:worker_threads';
import { CommandError, EXIT } from '../cli/exitCodes.ts';
import type { Example } from '../shared/evaluate/example.ts';
import type { Extraction } from '../shared/extract/extraction.ts';
import type { Answer, Question } from './extractWorker.ts';

/**
 * Extracts from all examples with the model in a folder, by workers of one thread each.
 *
 * @param jobs how many workers
 * @param onDone called after each article with how many are done
 * @returns the extractor's version, and the extractions in the order of the examples
 * @throws CommandError when the model cannot be loaded or an article cannot be extracted from
 */
export async function extractAll(
  examples: readonly Example[],
  { model, jobs, onDone }: { model: string; jobs: number; onDone: (done: number) => void },
): Promise<{ version: string; extractions: Extraction[] }> {
  const extractions: Extraction[] = [];
  let version = '';
  let next = 0;
  let done = 0;
  let failure: CommandError | undefined;
  const question = (): Question | null => {
    const example = examples[next];
    return example ? { index: next++, text: example.text, metadata: example.metadata } : null;
  };
  const work = (worker: Worker) =>
    new Promise<void>((resolve) => {
      // A worker is never terminated: ending a run of the model from outside ends the whole process.
      worker.on('exit', () => resolve());
      worker.on('error', (error) => {
        failure ??= new CommandError(error.message, EXIT.usage, error);
      });
      worker.on('message', (answer: Answer) => {
        if ('version' in answer) version = answer.version;
        else if ('failure' in answer) {
          const { file, id } = examples[answer.index]!;
          failure ??= new CommandError(`${file}, article ${id}: ${answer.failure}`, EXIT.usage);
        } else {
          extractions[answer.index] = answer.extraction;
          onDone(++done);
        }
        worker.postMessage(failure ? null : question());
      });
    });
  const workers = Array.from(
    { length: Math.max(1, Math.min(jobs, examples.length)) },
    () => new Worker(new URL('./extractWorker.ts', import.meta.url), { workerData: { model } }),
  );
  await Promise.all(workers.map(work));
  if (failure) throw failure;
  return { version, extractions };
}
