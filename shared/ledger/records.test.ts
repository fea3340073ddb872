import { describe, expect, it } from 'vitest';
import { articleRequest } from '../../tests/articleRequest.ts';
import { readClaims, SCHEMA_VERSION } from './records.ts';

const item = (claim: object) => ({
  pk: 'A#1',
  sk: 'G#1#claims#0000',
  schemaVersion: SCHEMA_VERSION,
  extractorVersion: '0.1.0+00000000',
  claims: [{ ...claim, sourceKey: null }],
});

describe('a chunk of claims', () => {
  const [claim] = articleRequest({ claims: 1 }).extraction.claims;

  it('is read as it was written', () => {
    expect(readClaims(item(claim!))).toEqual([{ ...claim, sourceKey: null }]);
  });

  it('reads well as it was written before claims had chain, stance, polarity and dates', () => {
    const { chain: _chain, stance: _stance, polarity: _polarity, dates: _dates, ...old } = claim!;
    expect(readClaims(item(old))).toEqual([
      { ...old, sourceKey: null, chain: null, stance: null, polarity: null, dates: [] },
    ]);
  });
});
