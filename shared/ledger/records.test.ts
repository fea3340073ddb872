import { describe, expect, it } from 'vitest';
import { articleRequest, passedOn } from '../../tests/articleRequest.ts';
import type { LedgerClaim } from './ledger.ts';
import { readClaims, SCHEMA_VERSION, storedClaim } from './records.ts';

const item = (claims: readonly object[], more: object = { chains: true }) => ({
  pk: 'A#1',
  sk: 'G#1#claims#0000',
  schemaVersion: SCHEMA_VERSION,
  extractorVersion: '0.1.0+00000000',
  claims,
  ...more,
});

describe('a chunk of claims', () => {
  const { extraction } = passedOn(articleRequest({ claims: 3, narrated: 1 }));
  const claims = extraction.claims.map((claim): LedgerClaim => ({ ...claim, sourceKey: null }));
  const [claim] = claims;

  it('is read as it was written, with the chains', () => {
    expect(readClaims(item(claims.map(storedClaim)))).toEqual(claims);
    expect(claims.map(({ chain }) => chain?.length)).toEqual([1, 2, 1, 0]);
    const unnamed = [{ ...claim!, sourceName: null, chain: ['Reuters', null, null] }];
    expect(readClaims(item(unnamed.map(storedClaim)))).toEqual(unnamed);
  });

  it('has names of a chain for claims inside others alone', () => {
    expect(claims.map((each) => storedClaim(each).outer)).toEqual([
      undefined,
      [claim!.sourceName],
      undefined,
      undefined,
    ]);
  });

  it('reads well as it was written before claims had chain, stance, polarity and dates', () => {
    const { chain: _chain, stance: _stance, polarity: _polarity, dates: _dates, ...old } = claim!;
    expect(readClaims(item([old], {}))).toEqual([
      { ...old, chain: null, stance: null, polarity: null, dates: [] },
    ]);
  });
});
