import { type Block, CLAIM_BLOCKS } from '../article/article.ts';
import type { Word } from './readWords.ts';
import type { Chain } from './viterbi.ts';

const FORBIDDEN = -10_000;

/** Leaves "nothing" as the only label for words of blocks that cannot hold claims. Changes `scores`. */
export function forbidAttributions(
  scores: Float32Array,
  { labels }: Chain,
  words: readonly Word[],
  blocks: readonly Block[],
): void {
  const row = Float32Array.from(labels, (label) => (label === 'O' ? 0 : FORBIDDEN));
  words.forEach((word, i) => {
    if (!CLAIM_BLOCKS.has(blocks[word.block]!.kind)) scores.set(row, i * labels.length);
  });
}
