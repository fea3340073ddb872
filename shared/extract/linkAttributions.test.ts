import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';

import { linkAttributions } from './linkAttributions.ts';
import { readWords } from './readWords.ts';
import { textSpans } from './textSpans.ts';
import type { WeighedSpan } from './weighSpans.ts';

/** Links a text whose spans are marked `[s …]` source, `[c …]` cue, `[k …]` content; gives their texts. */
function link(marked: string) {
  const label = { s: 'source', c: 'cue', k: 'content' };
  let text = '';
  const marks: { label: string; start: number; end: number }[] = [];
  for (const part of marked.matchAll(/\[([sck]) ([^\]]*)\]|[^[]+/g)) {
    const start = text.length;
    text += part[2] ?? part[0];
    if (part[1]) marks.push({ label: label[part[1] as 's' | 'c' | 'k'], start, end: text.length });
  }
  const article = articleFromText(text);
  const words = readWords(article, () => [1]);
  const spans = marks.map(
    (mark): WeighedSpan => ({
      label: mark.label,
      start: article.tokens.findIndex((token) => token[0] >= mark.start),
      end: article.tokens.findLastIndex((token) => token[1] <= mark.end) + 1,
      probability: 0.5,
    }),
  );
  const texts = (ranges: readonly { start: number; end: number }[]) =>
    ranges
      .flatMap((range) => textSpans(range, words, article.tokens))
      .map(([start, end]) => text.slice(start, end));
  return linkAttributions(words, spans).map(({ source, cue, content, probability }) => ({
    source: source && texts([source])[0],
    cue: texts(cue),
    content: texts(content),
    probability,
  }));
}

describe('linkAttributions', () => {
  it('links source, cue and content of each sentence', () => {
    expect(
      link('[s The mayor] [c said] [k the bridge was safe]. [k It was not], [s an engineer] [c wrote].'),
    ).toEqual([
      { source: 'The mayor', cue: ['said'], content: ['the bridge was safe'], probability: 0.125 },
      { source: 'an engineer', cue: ['wrote'], content: ['It was not'], probability: 0.125 },
    ]);
  });

  it('makes one claim of content that its frame cuts', () => {
    const [claim, ...others] = link('[k “The bridge,”] [s she] [c said], [k “is safe.”]');
    expect(others).toEqual([]);
    expect(claim).toMatchObject({ source: 'she', content: ['“The bridge,”', '“is safe.”'] });
  });

  it('lets a quotation without a cue go on with the one before it, not with a nearer cue', () => {
    const claims = link(
      '[k “Nobody asked us,”] [s Ana Reis] [c said], [c denying] [k a report that she had agreed]. [k “Not once.”]',
    );
    expect(claims.map(({ cue, content }) => [...cue, ...content])).toEqual([
      ['said', '“Nobody asked us,”', '“Not once.”'],
      ['denying', 'a report that she had agreed'],
    ]);
  });

  it('goes on into the next paragraph with a quotation that was left open', () => {
    const open = link('[s Ana Reis] [c said]: [k “Nobody asked us.]\n\n[k “Nobody ever does.”]');
    expect(open.map(({ content }) => content)).toEqual([['“Nobody asked us.', '“Nobody ever does.”']]);
    const closed = link('[s Ana Reis] [c said]: [k “Nobody asked us.”]\n\n[k “Nobody ever does.”]');
    expect(closed.map(({ source, content }) => [source, ...content])).toEqual([
      ['Ana Reis', '“Nobody asked us.”'],
      [null, '“Nobody ever does.”'],
    ]);
  });

  it('takes the frame from the paragraph before where that ends in a colon', () => {
    const claims = (sign: string) =>
      link(
        `[s Ana Reis] [c said] [k no]. [s She] [c wrote]${sign}\n\n[k “Nobody asked us.”] [c It was feared that] [k all failed].`,
      );
    expect(claims(':')).toMatchObject([
      { source: 'Ana Reis', content: ['no'] },
      { source: 'She', cue: ['wrote'], content: ['“Nobody asked us.”'] },
      { source: null, content: ['all failed'] },
    ]);
    expect(claims('.').find(({ content }) => content.includes('“Nobody asked us.”'))?.source).toBe(null);
  });

  it('shares a subject among the cues after it, but gives no cue the source of a nearer one behind it', () => {
    expect(
      link('[s The union] [c denied] [k the report] and [c suggested that] [k it was invented].').map(
        ({ source }) => source,
      ),
    ).toEqual(['The union', 'The union']);
    expect(
      link('[c Asked] [k whether it was true], [s the minister] [c said] [k he would check].').map(
        ({ source }) => source,
      ),
    ).toEqual([null, 'the minister']);
  });

  it('adds a cue without content to its neighbour, and gives it content that the neighbour can spare', () => {
    expect(
      link('[s He] [c said] [k the offer stands], [c according to] a letter.').map(({ cue, content }) => [
        cue,
        content,
      ]),
    ).toEqual([[['said', 'according to'], ['the offer stands']]]);
    expect(
      link('[s He] [c called] the plan of theirs [k “a joke,”] [c threatened to] [k leave].').map(
        ({ cue, content }) => [...cue, ...content],
      ),
    ).toEqual([
      ['called', '“a joke,”'],
      ['threatened to', 'leave'],
    ]);
  });

  it('keeps content without a cue, and drops cues and sources without content', () => {
    expect(link('[k “It was a long night,”] [s Ana Reis], 43.')).toMatchObject([
      { source: 'Ana Reis', cue: [], content: ['“It was a long night,”'] },
    ]);
    expect(link('[s The mayor] [c spoke].')).toEqual([]);
  });

  it('does not look for a cue in another paragraph', () => {
    expect(link('[s She] [c said] so.\n\n[k The bridge was safe].')).toMatchObject([
      { source: null, cue: [] },
    ]);
  });

  const levels = (marked: string) =>
    link(marked).map(({ source, cue, content }) => [source, cue.join(' … '), content.join(' … ')]);

  it('tells the outer from the inner of two frames that share a content', () => {
    const study = ['a study', 'According to', 'frost is rarer'];
    expect(levels('[c According to] [s a study], [k frost is rarer], [s Radio Tarn] [c reported].')).toEqual([
      study,
      ['Radio Tarn', 'reported', 'According to a study, frost is rarer'],
    ]);
    expect(levels('[s Ana Reis] [c said] [k frost is rarer], [s Radio Tarn] [c also reported].')).toEqual([
      ['Ana Reis', 'said', 'frost is rarer'],
      ['Radio Tarn', 'also reported', 'Ana Reis said frost is rarer'],
    ]);
    expect(
      levels('[k “Frost is rarer,”] [c according to] [s a study, Reis,] [s the Post] [c reported].'),
    ).toEqual([
      ['a study, Reis,', 'according to', '“Frost is rarer,”'],
      ['the Post', 'reported', '“Frost is rarer,” according to a study, Reis'],
    ]);
  });

  it('gives the outer frame its content where the cue was linked to what stands behind it', () => {
    expect(
      levels('[s Reis] [c said] [k it froze], [s CNN] [c reported], [c citing] [k two growers].'),
    ).toEqual([
      ['Reis', 'said', 'it froze'],
      ['CNN', 'citing', 'two growers'],
      ['CNN', 'reported', 'Reis said it froze'],
    ]);
  });

  it('makes no levels without a comma, a source of its own or a content before', () => {
    expect(levels('[s He] [c said] [k it froze] and [s she] [c agreed].')).toEqual([
      ['He', 'said', 'it froze'],
    ]);
    expect(levels('[s He] [c said] [k it froze], [c according to] notes.')).toHaveLength(1);
    expect(levels('[s The report], [s Reis] [c said], [c found] [k that it froze].')).toHaveLength(1);
  });

  it('parts a content at the end of a paragraph where both sides have a frame', () => {
    expect(levels('[s Growers] [c fear] [k frost.\n\nIt froze], [s a union] [c said].')).toEqual([
      ['Growers', 'fear', 'frost.'],
      ['a union', 'said', 'It froze'],
    ]);
    expect(levels('[k “It froze.\n\n“It froze again,”] [s Reis] [c said].')).toEqual([
      ['Reis', 'said', '“It froze. … “It froze again,”'],
    ]);
  });

  it('puts a source together that was taken apart at its relative clause', () => {
    expect(levels('[s An aide], [s who] [c asked] [s not to be named,] [c said] [k it froze].')).toEqual([
      ['An aide, who asked not to be named,', 'said', 'it froze'],
      ['who', 'asked', 'not to be named'],
    ]);
    expect(levels('[s An aide], [s who was there], [c said] [k it froze].')).toEqual([
      ['An aide, who was there', 'said', 'it froze'],
    ]);
    expect(levels('[s An aide], [s who] [c feared] [k frost], [c said] [k it froze].')[0]).toEqual([
      'who',
      'feared',
      'frost',
    ]);
  });
});
