import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import type { Span } from '../span.ts';
import { type AnnotatedMention, countCoreference, scoreClusters } from './scoreCoreference.ts';
import { score } from './tally.ts';

const clusters = (...sets: number[][]) => sets.map((ids) => new Set(ids));
const scores = (key: Set<number>[], response: Set<number>[]) => {
  const { muc, bCubed, ceaf } = scoreClusters(key, response);
  return [muc, bCubed, ceaf].map((tally) => {
    const { precision, recall, f1 } = score(tally);
    return [precision, recall, f1].map((value) => Math.round(value * 10) / 10);
  });
};

describe('scoreClusters', () => {
  // The example of Luo 2005, figure 1, and its values in tables 1 and 2 (12 mentions in entities of 5, 2 and 5).
  const key = clusters([1, 2, 3, 4, 5], [6, 7], [8, 9, 10, 11, 12]);

  it('scores two entities made one as Luo does', () => {
    expect(scores(key, clusters([1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11, 12]))).toEqual([
      [90, 100, 94.7],
      [76.2, 100, 86.5],
      [91.7, 61.1, 73.3],
    ]);
    expect(scores(key, clusters([1, 2, 3, 4, 5, 8, 9, 10, 11, 12], [6, 7]))).toEqual([
      [90, 100, 94.7],
      [58.3, 100, 73.7],
      [83.3, 55.6, 66.7],
    ]);
  });

  it('counts mentions that the other side lacks against the side that has them', () => {
    const { muc, bCubed, ceaf } = scoreClusters(clusters([1, 2, 3]), clusters([1, 2], [4, 5]));
    // One of two links is there, and one of two links found is right.
    expect(muc).toEqual({ right: 1, rightFound: 1, gold: 2, found: 2 });
    // 1 and 2 have 2 of their 3 each; in the response, all of their 2.
    expect(bCubed).toEqual({ right: 4 / 3, rightFound: 2, gold: 3, found: 4 });
    // 2 · 2 shared of 3 + 2.
    expect(ceaf).toEqual({ right: 0.8, rightFound: 0.8, gold: 1, found: 2 });
  });

  it('pairs entities for the best sum, not the best pair', () => {
    // {1, 2, 3} is most like {1, 2, 4} (0.67), but with {3} (0.5) it leaves that one to {4, 5} (0.4).
    const { ceaf } = scoreClusters(clusters([1, 2, 3], [4, 5]), clusters([1, 2, 4], [3]));
    expect(ceaf.right).toBeCloseTo(0.9);
  });

  it('has nothing right where one side is empty', () => {
    expect(scores(clusters([1, 2]), [])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe('countCoreference', () => {
  const text = 'The old mayor Ana Reis said she would go. A neighbour said he would stay. Ana Reis left.';
  const { tokens } = articleFromText(text);
  const at = (words: string, from = 0): Span => {
    const start = text.indexOf(words, from);
    return [start, start + words.length];
  };
  const exact = (span: Span, named: boolean): AnnotatedMention => ({ span, core: span, named });
  const ana = [
    { span: at('The old mayor Ana Reis'), core: at('Ana'), named: true },
    exact(at('she'), false),
    exact(at('Ana Reis', 50), true),
  ];
  const neighbour = [exact(at('A neighbour'), false), exact(at('he', 55), false)];
  const found = (references: Span[]) => [{ mentions: [at('Ana Reis'), at('Ana Reis', 50)], references }];

  it('takes a mention for the annotated one that it lies in with its core, and leaves out who has no name', () => {
    const { muc, ceaf, references } = countCoreference(tokens, [ana, neighbour], found([at('she')]));
    expect(muc).toEqual({ right: 2, rightFound: 2, gold: 2, found: 2 });
    expect(ceaf).toEqual({ right: 1, rightFound: 1, gold: 1, found: 1 });
    expect(references).toEqual({ right: 1, rightFound: 1, gold: 1, found: 1 });
  });

  it('counts a reference to someone else as wrong', () => {
    const { muc, references } = countCoreference(tokens, [ana, neighbour], found([at('he', 55)]));
    expect(references).toEqual({ right: 0, rightFound: 0, gold: 1, found: 1 });
    expect(muc).toEqual({ right: 1, rightFound: 1, gold: 2, found: 2 });
  });

  it('counts a reference that lacks the core, or goes beyond the mention, as wrong', () => {
    for (const span of [at('would go'), at('said she')])
      expect(countCoreference(tokens, [ana], found([span])).references.rightFound).toBe(0);
  });
});
