import { describe, expect, it } from 'vitest';
import { layOut } from '../../shared/ledger/layOut.ts';
import { toldHead } from '../../shared/ledger/records.ts';
import { articleRequest } from '../../tests/articleRequest.ts';
import { claimsTable } from './claimsTable.ts';

describe('claimsTable', () => {
  it('names the publisher as the one who narrates, tells hedged claims, and fits 80 columns', () => {
    const request = articleRequest({ claims: 1, narrated: 2 });
    const article = toldHead(layOut(request).head);
    const claims = request.extraction.claims.map((claim) => ({ ...claim, sourceKey: null, article }));
    const lines = claimsTable(claims, 80).split('\n');
    expect(
      lines.filter((line) => line.includes('(the publisher)')).map((line) => line.slice(20, 30).trim()),
    ).toEqual(['hedged', '–']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
