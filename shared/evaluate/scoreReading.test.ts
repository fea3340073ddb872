import { describe, expect, it } from 'vitest';
import type { Claim } from '../extract/extraction.ts';
import { countReadings, type GoldReading } from './scoreReading.ts';

const gold = (more: Partial<GoldReading> = {}): GoldReading => ({
  stance: 'warn',
  polarity: 'positive',
  kind: 'person',
  time: '2024-03-04',
  ...more,
});
const found = (more: Partial<Claim> = {}) => ({
  stance: 'warn' as const,
  polarity: 'positive' as const,
  sourceKind: 'person' as const,
  time: { text: 'Monday', value: '2024-03-04' },
  ...more,
});

describe('countReadings', () => {
  it('counts of each claim whether stance, polarity and kind are right', () => {
    const counts = countReadings([
      { gold: gold(), found: found() },
      { gold: gold({ stance: 'fear', polarity: 'negative', kind: 'group' }), found: found() },
    ]);
    for (const reading of ['stance', 'polarity', 'source kind'] as const)
      expect(counts[reading]).toEqual({ right: 1, rightFound: 1, gold: 2, found: 2 });
  });

  it('takes no source for one of unknown kind', () => {
    const counts = countReadings([{ gold: gold({ kind: 'unknown' }), found: found({ sourceKind: null }) }]);
    expect(counts['source kind'].right).toBe(1);
  });

  it('counts times that are told, and those that are given', () => {
    const counts = countReadings([
      { gold: gold(), found: found() },
      { gold: gold(), found: found({ time: null }) },
      { gold: gold({ time: null }), found: found() },
      { gold: gold({ time: null }), found: found({ time: null }) },
    ]);
    expect(counts.time).toEqual({ right: 1, rightFound: 1, gold: 2, found: 2 });
  });
});
