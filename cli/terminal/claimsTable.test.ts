import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../shared/ledger/layOut.ts';
import type { ListedClaim } from '../../shared/ledger/ledger.ts';
import { toldHead } from '../../shared/ledger/records.ts';
import { articleRequest } from '../../tests/articleRequest.ts';
import { claimsTable } from './claimsTable.ts';

const claim = (changes: Partial<ListedClaim>): ListedClaim => ({
  id: 'c1',
  kind: 'attributed',
  content: [[0, 4]],
  cue: [[5, 9]],
  cueText: 'said',
  source: [[10, 14]],
  sourceName: 'Mara Quill',
  sourceEntity: null,
  sourceKind: 'person',
  sourceKey: 'mara-quill',
  sourceId: 'mara-quill',
  quoteType: 'indirect',
  hedged: null,
  parent: null,
  chain: ['Mara Quill'],
  stance: 'assert',
  polarity: 'positive',
  standalone: 'The bridge was safe',
  confidence: 0.9,
  time: null,
  dates: [],
  article: {
    id: 'a',
    title: 'A bridge',
    publisher: null,
    published: null,
    url: null,
    time: '',
    textHash: null,
  },
  ...changes,
});
const shown = (changes: Partial<ListedClaim>) => stripVTControlCharacters(claimsTable([claim(changes)], 80));

describe('claimsTable', () => {
  it('tells beside a claim how its source stands to it, and when it was said', () => {
    const text = shown({
      stance: 'deny',
      polarity: 'negative',
      time: { text: 'Wednesday', value: '2023-01-11' },
    });
    expect(text).toContain('The bridge was safe');
    expect(text).toContain('(denied, 2023-01-11)');
    expect(shown({ stance: 'deny' })).toContain('(not denied)');
    expect(shown({ polarity: 'negative' })).toContain('(not said)');
    expect(shown({ stance: 'believe', polarity: 'negative' })).toContain('(believed, not said)');
  });

  it('tells nothing more of a plain statement, nor of a record that has no stance', () => {
    expect(shown({})).not.toContain('(');
    expect(shown({ stance: null, polarity: null })).not.toContain('(');
  });

  it('names the sources of a nested claim from the outermost in', () => {
    const inner = { parent: 'c2', sourceName: 'Russia' };
    expect(shown({ ...inner, chain: ['CNN', 'Russia'] })).toContain('CNN → Russia');
    expect(shown({ ...inner, chain: [null, 'Russia'] })).toMatch(/\(not named\) →\s.*\n +Russia/);
    expect(shown({})).not.toContain('→');
  });

  it('tells that a claim is nested where its record has no chain', () => {
    expect(shown({ parent: 'c2', sourceName: 'Russia', chain: null })).toContain('… → Russia');
  });

  it('stays within the width, and shows no control characters of a text', () => {
    const text = shown({
      stance: 'estimate',
      standalone: `\u001b[31m${'long words '.repeat(30)}`,
      parent: 'c2',
      chain: [`\u001b[31m${'Long Name '.repeat(20)}`, null, '\u202eMara\nQuill\u0007'],
      time: { text: 'x', value: '\u001b[2J' },
    });
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    const red = '\u001b[31mred';
    const coloured = claimsTable([claim({ standalone: red, parent: 'c2', chain: [red, red] })], 80);
    expect(coloured).not.toContain('\u001b[31m');
  });

  it('names the publisher as the one who narrates, tells hedged claims, and fits 80 columns', () => {
    const request = articleRequest({ claims: 1, narrated: 2 });
    const article = toldHead(layOut(request).head);
    const claims = request.extraction.claims.map((claim) => ({
      ...claim,
      sourceKey: null,
      sourceId: null,
      article,
    }));
    const lines = claimsTable(claims, 80).split('\n');
    expect(
      lines.filter((line) => line.includes('(the publisher)')).map((line) => line.slice(20, 30).trim()),
    ).toEqual(['hedged', '–']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
