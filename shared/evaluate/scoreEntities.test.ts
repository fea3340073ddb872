import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import { countEntities, micro } from './scoreEntities.ts';

const tokens: Span[] = [
  [0, 3],
  [4, 7],
  [7, 9],
  [10, 15],
];
const mention = (label: string, start: number, end: number) => ({ label, span: [start, end] as const });

describe('countEntities', () => {
  it('takes a mention for right by its label and whole tokens', () => {
    const counts = countEntities(
      tokens,
      [mention('Person', 0, 7), mention('Date', 10, 15)],
      [mention('Person', 0, 6), mention('Person', 10, 15)],
      ['Person', 'Date', 'Money'],
    );
    expect(Object.fromEntries(counts)).toEqual({
      Person: { right: 1, rightFound: 1, gold: 1, found: 2 },
      Date: { right: 0, rightFound: 0, gold: 1, found: 0 },
      Money: { right: 0, rightFound: 0, gold: 0, found: 0 },
    });
    expect(micro(counts, ['Person', 'Date'])).toEqual({ right: 1, rightFound: 1, gold: 2, found: 2 });
  });

  it('sees a token too much', () => {
    const counts = countEntities(tokens, [mention('Person', 0, 7)], [mention('Person', 0, 9)], ['Person']);
    expect(counts.get('Person')!.right).toBe(0);
  });
});
