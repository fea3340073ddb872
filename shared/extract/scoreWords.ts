import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Model } from './loadModel.ts';
import type { Word } from './readWords.ts';
import type { Window } from './windows.ts';
import { CLS, SEP } from './wordPiece.ts';

/** A row of label scores for every word, one after another, for each of the model's two heads. */
export interface WordScores {
  readonly attribution: Float32Array;
  readonly entity: Float32Array;
}

/**
 * What the model makes of the words. One window is run at a time: the int8 model scales its activations over all
 * that is run together, so in a batch a window's scores would depend on its neighbours (docs/decisions/02).
 */
export async function scoreWords(
  words: readonly Word[],
  windows: readonly Window[],
  { session, attribution, entity }: Pick<Model, 'session' | 'attribution' | 'entity'>,
): Promise<WordScores> {
  const scores = {
    attribution: new Float32Array(words.length * attribution.labels.length),
    entity: new Float32Array(words.length * entity.labels.length),
  };
  for (const window of windows) {
    const { feeds, firstPieces } = encode(words, window);
    const outputs = await session.run(feeds);
    keep(outputs.attribution_logits, attribution.labels.length, window, firstPieces, scores.attribution);
    keep(outputs.entity_logits, entity.labels.length, window, firstPieces, scores.entity);
  }
  return scores;
}

/** The model's input for a window, and where in it each word's first piece stands. */
function encode(words: readonly Word[], { start, end }: Window) {
  const ids = [CLS];
  const shapes = [0];
  const firstPieces: number[] = [];
  for (let i = start; i < end; i++) {
    const word = words[i]!;
    if (i > start && word.block !== words[i - 1]!.block) {
      ids.push(SEP);
      shapes.push(0);
    }
    firstPieces.push(ids.length);
    for (const piece of word.pieces) {
      ids.push(piece);
      shapes.push(word.shape);
    }
  }
  ids.push(SEP);
  shapes.push(0);
  const tensor = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const feeds: InferenceSession.FeedsType = {
    input_ids: tensor(ids),
    shape_ids: tensor(shapes),
    attention_mask: tensor(ids.map(() => 1)),
  };
  return { feeds, firstPieces };
}

function keep(
  logits: Tensor | undefined,
  width: number,
  { start, kept }: Window,
  firstPieces: readonly number[],
  into: Float32Array,
): void {
  const rows = logits!.data as Float32Array;
  for (let word = kept.start; word < kept.end; word++) {
    const row = firstPieces[word - start]! * width;
    into.set(rows.subarray(row, row + width), word * width);
  }
}
