import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import { findErrors, worstFirst } from './findErrors.ts';
import { type AttributionSpans, compareAttributions } from './scoreAttributions.ts';

const tokens = Array.from({ length: 30 }, (_, i): Span => [3 * i, 3 * i + 2]);
const words = (from: number, to: number): Span[] => [[3 * from, 3 * to - 1]];
const one = (source: Span[], cue: Span[], content: Span[]): AttributionSpans => ({ source, cue, content });
const errors = (gold: AttributionSpans[], found: AttributionSpans[], confidence = found.map(() => 0.5)) =>
  findErrors(compareAttributions({ tokens, gold, found }), confidence);

describe('findErrors', () => {
  const said = one(words(0, 1), words(1, 2), words(2, 6));
  const added = one(words(10, 11), words(11, 12), words(12, 16));

  it('finds none where all is right', () => {
    expect(errors([said, added], [added, said])).toEqual([]);
  });

  it('tells missed from spurious by what was left over', () => {
    expect(errors([said], [added], [0.9])).toEqual([
      { kind: 'missed', gold: 0, found: null, badness: 6 },
      { kind: 'spurious', gold: null, found: 0, badness: 0.9 },
    ]);
  });

  it('calls an edge wrong by how sure the model was times how far it is off', () => {
    const [error, ...others] = errors([said], [one(words(0, 1), words(1, 2), words(2, 4))], [0.8]);
    expect(others).toEqual([]);
    expect(error).toMatchObject({ kind: 'edge wrong', gold: 0, found: 0 });
    expect(error!.badness).toBeCloseTo((0.8 * 0.5) / 3);
  });

  it('calls a content under another source’s name wrongly linked', () => {
    expect(errors([said], [one(words(7, 8), words(1, 2), words(2, 6))])).toMatchObject([
      { kind: 'link wrong', gold: 0, found: 0 },
    ]);
  });

  it('calls a right attribution in a wrong place of the nesting wrongly linked', () => {
    const comparison = compareAttributions({ tokens, gold: [said, added], found: [said, added] });
    const hanging = (found: (number | null)[]) =>
      findErrors(comparison, [0.5, 0.5], { gold: [null, 0], found }).map(({ kind, gold }) => [kind, gold]);
    expect(hanging([null, 0])).toEqual([]);
    expect(hanging([null, null])).toEqual([['link wrong', 1]]);
    expect(hanging([1, null])).toEqual([
      ['link wrong', 0],
      ['link wrong', 1],
    ]);
  });
});

describe('worstFirst', () => {
  it('takes the kinds in turn, each from its worst', () => {
    const list = [
      { kind: 'missed', badness: 3 },
      { kind: 'missed', badness: 8 },
      { kind: 'missed', badness: 5 },
      { kind: 'edge wrong', badness: 0.1 },
      { kind: 'edge wrong', badness: 0.4 },
    ] as const;
    expect(worstFirst(list, 4).map(({ kind, badness }) => [kind, badness])).toEqual([
      ['missed', 8],
      ['edge wrong', 0.4],
      ['missed', 5],
      ['edge wrong', 0.1],
    ]);
    expect(worstFirst([], 4)).toEqual([]);
  });
});
