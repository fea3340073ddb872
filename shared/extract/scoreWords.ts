import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { FrameScores } from './frames.ts';
import type { Model } from './loadModel.ts';
import type { Word } from './readWords.ts';
import type { Window } from './windows.ts';
import { CLS, SEP } from './wordPiece.ts';

/** What the model makes of the words of one window: a row a word, for each of its heads. */
export interface WindowScores {
  /** A score for each label of `Model.attribution`. */
  readonly attribution: Float32Array;
  /** A score for each label of `Model.entity`. */
  readonly entity: Float32Array;
  /** One number: the logit of a cue beginning here, one inside another's content too. */
  readonly trigger: Float32Array;
  readonly frame: FrameScores;
}

/**
 * What the model makes of the words of a window. One window is run at a time: the int8 model scales its activations
 * over all that is run together, so in a batch a window's scores would depend on its neighbours (docs/decisions/02).
 */
export async function scoreWords(
  words: readonly Word[],
  window: Window,
  { session }: Pick<Model, 'session'>,
): Promise<WindowScores> {
  const { feeds, firstPieces } = encode(words, window);
  const outputs = await session.run(feeds);
  const rows = (name: string) => firstRows(outputs[name]!, firstPieces);
  return {
    attribution: rows('attribution_logits'),
    entity: rows('entity_logits'),
    trigger: rows('trigger_logits'),
    frame: { words: rows('frame_words'), cues: rows('frame_cues'), alone: rows('frame_logits') },
  };
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

/** The rows of an output (1 × pieces × width) at the words' first pieces. */
function firstRows({ data, dims }: Tensor, firstPieces: readonly number[]): Float32Array {
  const width = dims[2]!;
  const rows = new Float32Array(firstPieces.length * width);
  firstPieces.forEach((piece, word) => {
    rows.set((data as Float32Array).subarray(piece * width, (piece + 1) * width), word * width);
  });
  return rows;
}
