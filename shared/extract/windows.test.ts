import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodingSequences, planWindows, WINDOW_PIECES } from './windows.ts';

/** Words of so many pieces each, a list a block. */
const article = (blocks: readonly (readonly number[])[]) =>
  blocks.flatMap((sizes, block) => sizes.map((size) => ({ block, pieces: new Array<number>(size).fill(1) })));

const anyArticle = fc
  .array(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 400 }), { maxLength: 12 })
  .map(article);

/** Pieces of a window with `[CLS]` and the `[SEP]` after each block. */
function size(words: ReturnType<typeof article>, start: number, end: number): number {
  const inside = words.slice(start, end);
  return (
    1 +
    inside.reduce((sum, word) => sum + word.pieces.length, 0) +
    new Set(inside.map((word) => word.block)).size
  );
}

describe('planWindows', () => {
  it('takes the scores of every word from just one window, in order, and no window is too long', () => {
    fc.assert(
      fc.property(anyArticle, (words) => {
        let next = 0;
        for (const { start, end, kept } of planWindows(words)) {
          expect(kept.start).toBe(next);
          expect(kept.end).toBeGreaterThan(kept.start);
          expect(start).toBeLessThanOrEqual(kept.start);
          expect(end).toBeGreaterThanOrEqual(kept.end);
          expect(size(words, start, end)).toBeLessThanOrEqual(WINDOW_PIECES);
          next = kept.end;
        }
        expect(next).toBe(words.length);
      }),
    );
  });

  it('packs whole blocks as long as they fit', () => {
    const blocks = [60, 60, 60, 30].map((length) => new Array<number>(length).fill(1));
    const ranges = planWindows(article(blocks)).map(({ start, end }) => [start, end]);
    expect(ranges).toEqual([
      [0, 120],
      [120, 210],
    ]);
  });

  it('cuts a block that is too long so that a word near a cut is scored where it has context on both sides', () => {
    const words = article([new Array<number>(600).fill(1)]);
    const windows = planWindows(words);
    expect(windows.length).toBeGreaterThan(2);
    for (const { start, end, kept } of windows) {
      if (start > 0) expect(kept.start - start).toBeGreaterThanOrEqual(32);
      if (end < words.length) expect(end - kept.end).toBeGreaterThanOrEqual(32);
    }
  });
});

describe('decodingSequences', () => {
  it('decodes the windows over one long block as one sequence, all other windows on their own', () => {
    const words = article([[1, 1], new Array<number>(600).fill(1), [1]]);
    expect(decodingSequences(planWindows(words))).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 602 },
      { start: 602, end: 603 },
    ]);
  });
});
