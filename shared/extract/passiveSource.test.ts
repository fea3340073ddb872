import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import { withoutPatient } from './passiveSource.ts';

/** Reads "[s source] [c cue] [t content]" and gives source and content as they are said then. */
function read(marked: string) {
  let text = '';
  const spans: Record<string, Span[]> = { s: [], c: [], t: [] };
  for (const { groups } of marked.matchAll(/\[(?<role>[sct]) (?<inner>[^\]]+)\]|(?<plain>[^[\]]+)/gu)) {
    const start = text.length;
    text += groups!.inner ?? groups!.plain!;
    if (groups!.role) spans[groups!.role]!.push([start, text.length]);
  }
  const draft = withoutPatient(text, {
    source: spans.s![0] ?? null,
    cue: spans.c!,
    content: spans.t!,
    probability: 1,
  });
  const cut = (span: Span) => text.slice(...span);
  return { source: draft.source && cut(draft.source), content: draft.content.map(cut) };
}

describe('withoutPatient', () => {
  it.each([
    '[s The mayor] [c was asked] [t whether she would go]',
    '[s It] [c is widely believed] [t to have sunk]',
    '[s The ferry] [c has not been reported] [t to be lost]',
    '[s Swimmers] were angry when [c it emerged] [t that nothing had been paid]',
    '[s The crew] [c were told] [t to wait by the pier]',
    'They found [s a boat] [c thought] [t to be his brother’s]',
    '[s Two men] [c widely believed] [t to have fled] were held',
    '[s Mr Tarn] [c had been assured] [t that it was locked]',
    '[s The crew] [c were told] by noon [t that it was over]',
    'Lund [c was advised] by a plumber, a guard and two of his neighbours [t to go]',
  ])('takes the source that is told or spoken of away: %s', (marked) => {
    expect(read(marked).source).toBeNull();
  });

  it.each([
    ['[s Mara Quill] [c said] [t it was over]', 'Mara Quill'],
    ['[s She] [c said] [t to be careful]', 'She'],
    ['[s The mayor] [c thought] [t she was late]', 'The mayor'],
    ['[s Mr Tarn] [c had been assured] by a member of staff [t that it was locked]', 'a member of staff'],
    ['[s She] [c was surprised] [t that he came]', 'She'],
    ['He [c was told] by [s the clerk] [t that it had gone]', 'the clerk'],
    ['[s The minister] [c was quoted as saying] [t that it was early]', 'The minister'],
    ['[s The union] [c made it known] [t that it would strike]', 'The union'],
  ])('leaves the others as they are: %s', (marked, source) => {
    expect(read(marked).source).toBe(source);
  });

  it('finds who did it at the end of the content', () => {
    expect(read('It [c had been encouraged] [t to go on by two of its shareholders]')).toEqual({
      source: 'two of its shareholders',
      content: ['to go on'],
    });
    expect(read('[s The crew] [c were ordered] [t to leave by the captain of the ferry]').source).toBe(
      'the captain of the ferry',
    );
  });

  it('takes no day and no other passive’s agent for one', () => {
    for (const content of [
      'to leave by Friday',
      'to leave by the end of May',
      'to be approved by the Senate',
    ])
      expect(read(`It [c was asked] [t ${content}]`)).toEqual({ source: null, content: [content] });
  });

  it('puts the noun before a mere participle into the content', () => {
    expect(read('[s a man] [c believed] [t to be his son]').content).toEqual(['a man', 'to be his son']);
  });
});
