import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../shared/ledger/ledger.ts';
import { entityText } from './entityText.ts';

const since = '2026-11-22T10:00:00.000Z';
const articleId = '5f2c8a90b1d34e67a8c9f012';
const record: EntityRecord = {
  id: 'institute-for-the-study-of-war',
  name: 'Institute for the \u001b[31mStudy of War\u202e',
  type: 'organization',
  iso: null,
  wikidata: null,
  why: { rule: 'same-name', articleId, since: null },
  aliases: [{ name: 'ISW\u0007', key: 'isw', rule: 'brackets', articleId, since }],
  mayMean: [{ name: 'X'.repeat(200), key: 'x', rule: 'initials', articleId, since }],
  toldApart: ['institute-for-the-study-of-war~2'],
  history: [
    {
      at: since,
      what: 'split',
      key: 'isw',
      entity: 'institute-for-the-study-of-war',
      articles: [articleId],
      note: 'no \u001b]0;title\u0007one',
    },
  ],
};

describe('entityText', () => {
  it('tells all there is in 80 columns, without what moves a cursor', () => {
    const text = stripVTControlCharacters(entityText(record, 80));
    for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    for (const part of [
      'Institute for the Study of War',
      'ISW',
      'introduced in brackets',
      'split',
      '“no one”',
    ])
      expect(text.replace(/\s+/g, ' ')).toContain(part);
    expect(text).not.toMatch(/[\u0007\u001b\u202e]/);
  });
});
