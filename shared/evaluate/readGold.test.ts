import { describe, expect, it } from 'vitest';
import { readGold } from './readGold.ts';

const header = `id: a
genre: local
publisher: The Courier
published: 2024-03-05
title: Dockers end strike`;
const text =
  'The strike is over. {s1 {e1 Mara Quill}, a docker}, {c1 said} {t1 "we" won}. {h It may rain.} {x-question Who knows?}';
const claim =
  'claim 1: name="Mara Quill" entity=1 kind=person polarity=positive stance=assert standalone="[The dockers] won, "all" of them" time="2024-03-04"';
const entity = 'entity 1: person | Mara Quill';
const file = (parts: Partial<Record<'header' | 'text' | 'lines', string>> = {}) =>
  `${parts.header ?? header}\n===\n${parts.text ?? text}\n===\n${parts.lines ?? `${claim}\n${entity}`}\n`;

describe('readGold', () => {
  it('joins the annotation’s lines to what is marked', () => {
    const gold = readGold('a.txt', file());
    expect(gold).toMatchObject({ id: 'a', genre: 'local', published: '2024-03-05' });
    expect(gold.claims).toEqual([
      {
        number: 1,
        parent: null,
        source: [[20, 40]],
        cue: [[42, 46]],
        content: [[47, 55]],
        name: 'Mara Quill',
        entity: 1,
        kind: 'person',
        polarity: 'positive',
        stance: 'assert',
        standalone: '[The dockers] won, "all" of them',
        time: '2024-03-04',
      },
    ]);
    expect(gold.entities).toEqual([
      { number: 1, type: 'person', name: 'Mara Quill', named: [[20, 30]], other: [] },
    ]);
  });

  it('takes for narrated what is hedged and what shares nothing with attributions and asides', () => {
    const { text, narrated } = readGold('a.txt', file());
    expect(narrated.map(({ span, hedged }) => [text.slice(...span), hedged])).toEqual([
      ['The strike is over.', false],
      ['It may rain.', true],
    ]);
  });

  it.each<[string, Parameters<typeof file>[0]]>([
    ['a.txt:1:1: the header lacks title', { header: header.replace(/\ntitle.*/, '') }],
    ['a.txt:2:1: a line of the header is one of', { header: header.replace('genre:', 'kind:') }],
    ['published is a day', { header: header.replace('03-05', '02-30') }],
    ['a.txt:7:1: {s1} is never closed', { text: '{s1 Li' }],
    ['attribution 1 has no claim line', { lines: entity }],
    [
      'a.txt:10:1: claim 2 has no attribution',
      { lines: `${claim}\n${claim.replace('m 1', 'm 2')}\n${entity}` },
    ],
    ['entity 1 is marked in the text and has no line', { lines: claim }],
    ['entity 2 is marked nowhere', { lines: `${claim}\n${entity}\nentity 2: person | Li` }],
    ['claim 1: its name is not that of entity 1', { lines: `${claim}\nentity 1: person | M. Quill` }],
    [
      'claim 1: its name is null when',
      { lines: `${claim.replace('"Mara Quill" entity=1', 'null entity=null')}\n${entity}` },
    ],
    ['claim 1: entity 3 has no line', { lines: `${claim.replace('entity=1', 'entity=3')}\n${entity}` }],
    ['claim 1 lacks stance', { lines: `${claim.replace(' stance=assert', '')}\n${entity}` }],
    ['claim 1: stance is one of', { lines: `${claim.replace('=assert', '=sing')}\n${entity}` }],
    [
      'its standalone text is empty',
      { lines: `${claim.replace(/standalone=".*?of them"/, 'standalone=""')}\n${entity}` },
    ],
    ['claim 1: not understood', { lines: `${claim} and more\n${entity}` }],
    ['claim 1: time is a day', { lines: `${claim.replace('-04"', '-4"')}\n${entity}` }],
    ['a.txt:10:1: entity 1: a type', { lines: `${claim}\nentity 1: hero | Mara Quill` }],
    ['two lines === part', { text: 'A\n===\nB' }],
  ])('says: %s', (cause, parts) => {
    expect(() => readGold('a.txt', file(parts))).toThrow(cause);
  });
});
