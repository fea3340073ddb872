import { describe, expect, it } from 'vitest';
import { STANCES } from '../extract/extraction.ts';
import { mayHaveStance, packStances } from './stanceMarks.ts';

describe('packed stances', () => {
  const given = [null, ...STANCES, null, 'deny'] as const;
  const packed = packStances(given);

  it('tell each stance from all others, and from none', () => {
    for (const stance of STANCES) {
      const places = given.flatMap((_, place) => (mayHaveStance(packed, stance)(place) ? [place] : []));
      expect(places).toEqual(given.flatMap((one, place) => (one === stance ? [place] : [])));
    }
    expect(mayHaveStance(packed, 'deny')(given.length)).toBe(false);
  });

  it('exclude nothing where they were not kept', () => {
    expect(mayHaveStance(undefined, 'deny')(3)).toBe(true);
  });
});
