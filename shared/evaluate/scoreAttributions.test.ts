import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import {
  type AttributionSpans,
  compareAttributions,
  countAttributions,
  countLinks,
  scoreAttributions,
} from './scoreAttributions.ts';

// "aa bb cc …": token i is [3i, 3i + 2).
const tokens = Array.from({ length: 20 }, (_, i): Span => [3 * i, 3 * i + 2]);
const words = (from: number, to: number): Span => [3 * from, 3 * to - 1];
const one = (source: Span[], cue: Span[], content: Span[]): AttributionSpans => ({ source, cue, content });
const score = (gold: AttributionSpans[], found: AttributionSpans[]) =>
  scoreAttributions([{ tokens, gold, found }]);

describe('scoreAttributions', () => {
  const gold = [
    one([words(0, 2)], [words(2, 3)], [words(3, 8)]),
    one([words(10, 11)], [words(11, 12)], [words(12, 15), words(17, 19)]),
  ];

  it('gives 100 to what is all right', () => {
    const { spans, triples } = score(gold, gold);
    for (const role of [spans.source, spans.cue, spans.content, triples])
      expect([role.exact.f1, role.overlap.f1]).toEqual([100, 100]);
  });

  it('counts a wrong edge as overlap only, in the span and in its triple', () => {
    const { spans, triples } = score(gold, [one([words(0, 2)], [words(2, 3)], [words(4, 8)]), gold[1]!]);
    expect(spans.source.exact.f1).toBe(100);
    expect(spans.content.exact).toMatchObject({ gold: 3, found: 3 });
    expect(spans.content.exact.f1).toBeCloseTo(200 / 3);
    expect(spans.content.overlap.f1).toBe(100);
    expect([triples.exact.f1, triples.overlap.f1]).toEqual([50, 100]);
  });

  it('counts right spans that are wrongly linked as spans, not as triples', () => {
    const swapped = [
      one(gold[1]!.source as Span[], [...gold[0]!.cue], [...gold[0]!.content]),
      one(gold[0]!.source as Span[], [...gold[1]!.cue], [...gold[1]!.content]),
    ];
    const { spans, triples } = score(gold, swapped);
    expect(spans.source.exact.f1).toBe(100);
    expect([triples.exact.f1, triples.overlap.f1]).toEqual([0, 0]);
  });

  it('counts no pair twice', () => {
    const { triples } = score([gold[0]!], [gold[0]!, gold[0]!]);
    expect(triples.exact).toMatchObject({ precision: 50, recall: 100, gold: 1, found: 2 });
  });

  it('snaps spans to whole tokens, and joins those with no token between', () => {
    const { spans } = score(
      [
        one(
          [],
          [],
          [
            [1, 7],
            [9, 11],
          ],
        ),
      ],
      [one([], [], [words(0, 4)])],
    );
    expect(spans.content.exact.f1).toBe(100);
  });

  it('takes a role that both lack for agreement, and one that one lacks for none', () => {
    expect(score([one([], [], [words(0, 2)])], [one([], [], [words(0, 2)])]).triples.exact.f1).toBe(100);
    expect(
      score([one([], [], [words(0, 2)])], [one([words(4, 5)], [], [words(0, 2)])]).triples.overlap.f1,
    ).toBe(0);
  });

  it('gives nothing for nothing', () => {
    expect(score([], []).triples.exact).toEqual({ precision: 0, recall: 0, f1: 0, gold: 0, found: 0 });
  });
});

describe('countAttributions', () => {
  it('counts of a selection what is right by all', () => {
    const gold = [
      one([words(0, 1)], [words(1, 2)], [words(2, 4)]),
      one([words(5, 6)], [words(6, 7)], [words(7, 9)]),
    ];
    const comparison = compareAttributions({ tokens, gold, found: [...gold].reverse() });
    // Found 0 is gold 1: selected apart, both are right all the same.
    const { spans, triples } = countAttributions(comparison, { gold: (i) => i === 0, found: (j) => j === 0 });
    expect(spans.content.exact).toEqual({ right: 1, rightFound: 1, gold: 1, found: 1 });
    expect(triples.exact).toEqual({ right: 1, rightFound: 1, gold: 1, found: 1 });
  });
});

describe('countLinks', () => {
  const outer = one([words(0, 1)], [words(1, 2)], [words(2, 10)]);
  const inner = one([words(2, 3)], [words(3, 4)], [words(4, 10)]);
  const links = (found: AttributionSpans[], parents: (number | null)[]) =>
    countLinks(compareAttributions({ tokens, gold: [outer, inner], found }), {
      gold: [null, 0],
      found: parents,
    });

  it('takes a link for right when both its ends are', () => {
    expect(links([outer, inner], [null, 0]).exact).toEqual({ right: 1, rightFound: 1, gold: 1, found: 1 });
    expect(links([outer, inner], [null, null]).exact).toEqual({ right: 0, rightFound: 0, gold: 1, found: 0 });
    expect(links([outer, inner], [1, null]).exact).toEqual({ right: 0, rightFound: 0, gold: 1, found: 1 });
  });

  it('takes a wrong edge at an end for overlap only', () => {
    const short = one([words(2, 3)], [words(3, 4)], [words(5, 10)]);
    const { exact, overlap } = links([outer, short], [null, 0]);
    expect([exact.right, overlap.right]).toEqual([0, 1]);
  });
});
