import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../shared/extract/extraction.ts';
import { atLeast } from './atLeast.ts';

const claim = (id: string, confidence: number, parent: string | null): Claim => ({
  id,
  confidence,
  parent,
  kind: 'attributed',
  content: [[0, 4]],
  cue: null,
  cueText: null,
  source: null,
  sourceName: null,
  sourceEntity: null,
  sourceKind: null,
  hedged: null,
  quoteType: 'indirect',
  stance: 'assert',
  polarity: 'positive',
  standalone: 'text',
  dates: [],
  time: null,
});

describe('atLeast', () => {
  const claims = [
    claim('c1', 0.9, null),
    claim('c2', 0.4, 'c1'),
    claim('c3', 0.8, 'c2'),
    claim('c4', 0.3, null),
    claim('c5', 0.8, 'c4'),
  ];

  it('leaves claims as they are when all are wanted', () => {
    expect(atLeast(0, claims)).toEqual(claims);
  });

  it('keeps ids, takes the bound itself in, and names as parent the innermost claim that is left', () => {
    expect(atLeast(0.8, claims)).toEqual([
      claims[0],
      { ...claims[2], parent: 'c1' },
      { ...claims[4], parent: null },
    ]);
  });
});
