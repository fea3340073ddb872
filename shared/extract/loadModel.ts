import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import type { Chain } from './viterbi.ts';
import { createWordPiece, type WordPiece } from './wordPiece.ts';

export interface Model {
  readonly session: InferenceSession;
  readonly wordPiece: WordPiece;
  /** Label scores for source, cue and content. */
  readonly attribution: Chain;
  /** Label scores for named entities. */
  readonly entity: Chain;
  /** SHA-256 of model.onnx, in hex. */
  readonly hash: string;
}

/**
 * Loads the model that lies in a folder: model.onnx, vocab.txt and decoding.json (model/README.md).
 *
 * @param threads processor threads a run may use; without it, one a core
 * @throws PermanentError `model.unreadable` when a file is missing or is not what it should be
 */
export async function loadModel(folder: string, threads?: number): Promise<Model> {
  // One after the other: of several files that cannot be used, the first is always the one that is named.
  const graph = await read(folder, 'model.onnx', async (bytes) => ({
    session: await InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      executionMode: 'sequential',
      // Threads that wait in a loop take the processor from whatever shares it: two to four times slower there.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    }),
    hash: createHash('sha256').update(bytes).digest('hex'),
  }));
  const vocabulary = await read(folder, 'vocab.txt', async (bytes) =>
    createWordPiece(bytes.toString('utf8')),
  );
  const decoding = await read(folder, 'decoding.json', async (bytes) => JSON.parse(bytes.toString('utf8')));
  return {
    ...graph,
    wordPiece: vocabulary,
    attribution: decoding.attribution,
    entity: decoding.entity,
  };
}

async function read<T>(folder: string, file: string, parse: (bytes: Buffer) => Promise<T>): Promise<T> {
  const path = join(folder, file);
  try {
    return await parse(await readFile(path));
  } catch (error) {
    throw new PermanentError(
      'model.unreadable',
      `The model's file ${path} cannot be used (${error instanceof Error ? error.message : error}). ` +
        'Check that the model folder is right and its files are whole.',
      { path },
      error,
    );
  }
}
