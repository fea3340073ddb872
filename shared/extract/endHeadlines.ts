import type { Block } from '../article/article.ts';
import type { Model } from './loadModel.ts';
import type { Word } from './readWords.ts';
import type { WindowScores } from './scoreWords.ts';
import type { Chain } from './viterbi.ts';

const FORBIDDEN = -10_000;
const MARK = /^[“”"„«»]$/;

/**
 * Lets no span go on from a heading into the paragraph below it, alone and in every frame: what "Growers fear third lost
 * harvest" attributes ends there, and the paragraph has a frame of its own. But for a heading that ends in a colon, and where the
 * paragraph is nothing but a quotation. Changes `scores`.
 *
 * @param words those of the window
 */
export function endHeadlines(
  scores: WindowScores,
  { attribution, frame }: Pick<Model, 'attribution' | 'frame'>,
  words: readonly Word[],
  blocks: readonly Block[],
): void {
  words.forEach((word, i) => {
    const before = words[i - 1];
    if (!before || before.block === word.block || blocks[before.block]!.kind !== 'heading') return;
    if (before.surface === ':' || isQuotation(words, i)) return;
    forbidGoingOn(scores.attribution, attribution, i);
    forbidGoingOn(scores.frame.alone, frame, i);
  });
}

function forbidGoingOn(rows: Float32Array, { labels }: Chain, word: number): void {
  labels.forEach((label, k) => {
    if (label.startsWith('I-')) rows[word * labels.length + k] = FORBIDDEN;
  });
}

/** Whether the block that begins with a word is one quotation, as far as the window shows it. */
function isQuotation(words: readonly Word[], first: number): boolean {
  const { block } = words[first]!;
  const end = words.findIndex((word, i) => i > first && word.block !== block);
  const own = words.slice(first, end === -1 ? undefined : end).map(({ surface }) => surface);
  if (!MARK.test(own[0]!)) return false;
  const next = own.findIndex((surface, i) => i > 0 && MARK.test(surface));
  return next === -1 || next >= own.length - 2;
}
