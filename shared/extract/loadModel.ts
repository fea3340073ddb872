import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import type { CalibrationCurve } from './calibrate.ts';
import type { FrameHead } from './frames.ts';
import type { Chain } from './viterbi.ts';
import { createWordPiece, type WordPiece } from './wordPiece.ts';

export interface Model {
  readonly session: InferenceSession;
  readonly wordPiece: WordPiece;
  /** Label scores for source, cue and content. */
  readonly attribution: Chain;
  /** Label scores for named entities. */
  readonly entity: Chain;
  /** Scores for the labels of one attribution, given its cue. */
  readonly frame: FrameHead;
  /** From the model's probability of a claim to its confidence: of outermost claims and of nested ones. */
  readonly calibration: { readonly outermost: CalibrationCurve; readonly nested: CalibrationCurve };
  /** SHA-256 of the model's files, in hex. */
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
  const hash = createHash('sha256');
  const graph = await read(folder, 'model.onnx', async (bytes) => {
    hash.update(bytes);
    return InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      executionMode: 'sequential',
      // Threads that wait in a loop take the processor from whatever shares it: two to four times slower there.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    });
  });
  const vocabulary = await read(folder, 'vocab.txt', async (bytes) => {
    hash.update(bytes);
    return createWordPiece(bytes.toString('utf8'));
  });
  const decoding = await read(folder, 'decoding.json', async (bytes) => {
    hash.update(bytes);
    return JSON.parse(bytes.toString('utf8'));
  });
  return {
    session: graph,
    wordPiece: vocabulary,
    attribution: decoding.attribution,
    entity: decoding.entity,
    frame: decoding.frame,
    calibration: decoding.calibration ?? UNCALIBRATED,
    hash: hash.digest('hex'),
  };
}

const AS_IT_IS: CalibrationCurve = [
  [0, 0],
  [1, 1],
];
/** For a model that is being calibrated. */
const UNCALIBRATED = { outermost: AS_IT_IS, nested: AS_IT_IS };

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
