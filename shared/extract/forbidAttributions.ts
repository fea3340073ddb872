import { type Block, CLAIM_BLOCKS } from '../article/article.ts';
import type { Model } from './loadModel.ts';
import type { Word } from './readWords.ts';
import type { WindowScores } from './scoreWords.ts';
import type { Chain } from './viterbi.ts';

const FORBIDDEN = -10_000;

/** Scores of a word that leave "nothing" as its only label. */
export const nothingOnly = ({ labels }: Chain): Float32Array =>
  Float32Array.from(labels, (label) => (label === 'O' ? 0 : FORBIDDEN));

/**
 * Leaves "nothing" as the only label, alone and in every frame, for words of blocks that cannot hold claims. Changes
 * `scores`.
 *
 * @param words those of the window
 */
export function forbidAttributions(
  scores: WindowScores,
  { attribution, frame }: Pick<Model, 'attribution' | 'frame'>,
  words: readonly Word[],
  blocks: readonly Block[],
): void {
  const nothing = nothingOnly(attribution);
  const nothingInFrame = nothingOnly(frame);
  words.forEach((word, i) => {
    if (CLAIM_BLOCKS.has(blocks[word.block]!.kind)) return;
    scores.attribution.set(nothing, i * nothing.length);
    scores.frame.alone.set(nothingInFrame, i * nothingInFrame.length);
    scores.trigger[i] = FORBIDDEN;
  });
}
