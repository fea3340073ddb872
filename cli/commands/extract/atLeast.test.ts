import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../shared/extract/extraction.ts';
import { atLeast } from './atLeast.ts';

const claim = (id: string, confidence: number, parent: string | null, chain: Claim['chain']): Claim => ({
  id,
  confidence,
  parent,
  chain,
  kind: 'attributed',
  content: [[0, 4]],
  cue: null,
  cueText: null,
  source: null,
  sourceName: id.toUpperCase(),
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
    claim('c1', 0.9, null, ['C1']),
    claim('c2', 0.4, 'c1', ['C1', 'C2']),
    claim('c3', 0.8, 'c2', ['C1', 'C2', 'C3']),
    claim('c4', 0.3, null, ['C4']),
    claim('c5', 0.8, 'c4', ['C4', 'C5']),
  ];

  it('leaves claims as they are when all are wanted', () => {
    expect(atLeast(0, claims)).toEqual(claims);
  });

  it('keeps ids, takes the bound itself in, and has as parent and chain the claims around it that are left', () => {
    expect(atLeast(0.8, claims)).toEqual([
      claims[0],
      { ...claims[2], parent: 'c1', chain: ['C1', 'C3'] },
      { ...claims[4], parent: null, chain: ['C5'] },
    ]);
  });
});
