import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import { type MarkedText, readMarkup } from './readMarkup.ts';

const read = (marked: string) => readMarkup(marked, { file: 'a.txt', line: 7 });
const words = ({ text }: MarkedText, spans: readonly Span[]) =>
  spans.map(([start, end]) => text.slice(start, end));
const roles = (marked: MarkedText) =>
  marked.attributions.map(({ number, parent, source, cue, content }) => ({
    number,
    parent,
    source: words(marked, source),
    cue: words(marked, cue),
    content: words(marked, content),
  }));

describe('readMarkup', () => {
  it('takes the tags out and gives what they mark, a split content as several spans', () => {
    const marked = read('{t1 “It’s over,”} {c1 said} {s1 Mara 🐟 Quill}. {t1 “We lost.”}');
    expect(marked.text).toBe('“It’s over,” said Mara 🐟 Quill. “We lost.”');
    expect(roles(marked)).toEqual([
      {
        number: 1,
        parent: null,
        source: ['Mara 🐟 Quill'],
        cue: ['said'],
        content: ['“It’s over,”', '“We lost.”'],
      },
    ]);
  });

  it('gives a source that two attributions share to both', () => {
    const marked = read('{s1,2 She} {c1 denied} {t1 it} and {c2 said} {t2 it was late}.');
    expect(roles(marked).map(({ source }) => source)).toEqual([['She'], ['She']]);
  });

  it('takes the innermost attribution whose content holds cue and content for the parent', () => {
    const marked = read(
      '{t1 {s2 Lund} {c2 says} {t2 {s3 the board} {c3 fears} {t3 a loss}}}, {s1 Reuters} {c1 reported}. {s4 He} {c4 left} {t4 it}.',
    );
    expect(roles(marked).map(({ parent }) => parent)).toEqual([null, 1, 2, null]);
  });

  it('finds the parent also where the nested claim’s source stands outside in a frame', () => {
    const marked = read('{t1 {s2 The dockers}}, {s1 Quill} {c1 said}, {t1 {c2 want} {t2 more}}.');
    expect(roles(marked)[1]).toMatchObject({ parent: 1, source: ['The dockers'] });
  });

  it('cuts a content at a blank line', () => {
    const marked = read('{s1 Li} {c1 said}: {t1 “One.\n\n“Two.”}');
    expect(roles(marked)[0]!.content).toEqual(['“One.', '“Two.”']);
  });

  it('gives mentions, hedged narration and what is no claim', () => {
    const marked = read('{h {e1 Li} may go.} {x-caption {e1 Li} and {r2 her dog}}');
    expect(marked.mentions).toEqual([
      { entity: 1, span: [0, 2], named: true },
      { entity: 1, span: [11, 13], named: true },
      { entity: 2, span: [18, 25], named: false },
    ]);
    expect(words(marked, marked.hedged)).toEqual(['Li may go.']);
    expect(marked.asides).toEqual([{ kind: 'caption', span: [11, 25] }]);
  });

  it.each([
    ['{s1 Li} {c1 said', 'a.txt:7:9: {c1} is never closed'],
    ['One.\n\nLi} said', 'a.txt:9:3: a brace that closes nothing'],
    ['a {b} c', 'a.txt:7:3: a brace that opens no tag'],
    ['{s1Li} said', 'a.txt:7:1: a brace that opens no tag'],
    ['{s1 Li } said', '{s1} has white space at its edge'],
    ['{s1 } said', '{s1} is empty'],
    ['{s1 Li\n\nMa} said', '{s1} runs over a blank line'],
    ['{s1 Li} {c1 left}', 'attribution 1 has no content'],
    ['{s1 Li}: {t1 no}', 'attribution 1 has no cue'],
    ['{c1 says} {t1 {s1 Li} is ill}', 'its source and its content overlap'],
    ['{c1 says} {t1 {t1 Li} is ill}', 'a content stands inside another of its own'],
    ['{h {c1 says} {t1 no}}', 'overlaps what is marked h or x-'],
    ['{e1,2 Li and Ma}', 'a mention is of one entity'],
    ['{x-joke Li}', 'no such tag: x-joke'],
  ])('says of %j: %s', (marked, cause) => {
    expect(() => read(marked)).toThrow(cause);
  });
});
