import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import type { Span } from '../span.ts';
import type { Entity, EntityType } from './extraction.ts';
import { type Draft, frameQuotations } from './frameQuotations.ts';

/** Words in brackets: [s source], [c cue], [k content], those of one claim with the same number ([k2 …]). */
function frame(marked: string, names: Readonly<Record<string, EntityType>> = {}) {
  const parts: { role: string; claim: number; span: Span }[] = [];
  let text = '';
  for (const part of marked.split(/(\[[sck]\d? [^\]]*\])/)) {
    const [, role, claim, words] = /^\[([sck])(\d?) ([^\]]*)\]$/.exec(part) ?? [];
    if (role) parts.push({ role, claim: Number(claim), span: [text.length, text.length + words!.length] });
    text += words ?? part;
  }
  const drafts = [...Map.groupBy(parts, ({ claim }) => claim).values()].map((own): Draft => {
    const spans = (role: string) => own.filter((part) => part.role === role).map(({ span }) => span);
    return { source: spans('s')[0] ?? null, cue: spans('c'), content: spans('k'), probability: 1 };
  });
  const entities = Object.entries(names).map(
    ([name, type], i): Entity => ({
      id: `e${i + 1}`,
      name,
      type,
      mentions: [...text.matchAll(new RegExp(name.replace(/^(.*) /, '(?:$1 )?'), 'g'))].map(
        ({ 0: word, index }) => [index, index + word.length],
      ),
    }),
  );
  const words = (span: Span) => text.slice(...span);
  return frameQuotations(articleFromText(text), drafts, entities).map(({ source, cue, content }) =>
    [source && words(source), cue.map(words).join(), ...content.map(words)].filter((one) => one !== ''),
  );
}

describe('frameQuotations', () => {
  it('goes on in the next paragraph, whether the quotation was left open or not, found or not', () => {
    const one = ['Ana', 'said', '“We waited.”', '“Nobody came.', '“We left.”'];
    expect(frame('[k “We waited.”] [s Ana] [c said].\n\n“Nobody came.\n\n“We left.”')).toEqual([one]);
    expect(frame('[k “We waited.”] [s Ana] [c said].\n\n[k2 “Nobody came.]\n\n[k2 “We left.”]')).toEqual([
      one,
    ]);
  });

  it('goes on in the same paragraph, also past a sentence of what "she" did', () => {
    expect(frame('[k “We waited,”] [s Ana] [c said]. “Nobody came.”')).toEqual([
      ['Ana', 'said', '“We waited,”', '“Nobody came.”'],
    ]);
    expect(frame('[k “We waited,”] [s Ana] [c said]. She was tired. “Nobody came.”')).toEqual([
      ['Ana', 'said', '“We waited,”', '“Nobody came.”'],
    ]);
  });

  it('takes a quotation from a far frame for somebody who reacts between them', () => {
    const names = { 'Goro Sand': 'person' } as const;
    expect(
      frame('[k “I stopped paying.”] Goro Sand laughed. [s The town] [c said] [k it would pay].', names),
    ).toEqual([
      ['The town', 'said', 'it would pay'],
      ['Goro Sand', '“I stopped paying.”'],
    ]);
    expect(
      frame('[s The town] [c said] [k it would pay]. Goro Sand laughed. [k “They never paid.”]', names),
    ).toEqual([
      ['The town', 'said', 'it would pay'],
      ['Goro Sand', '“They never paid.”'],
    ]);
    const left = '[k “I stopped paying.”] Goro Sand was there. [s The town] [c said] [k it would pay].';
    expect(frame(left, names)).toEqual([['The town', 'said', '“I stopped paying.”', 'it would pay']]);
  });

  it.each([
    ['after a question that is closed', '[s Ana] [c asked]: [k “Who came?”]\n\n“Nobody came.”'],
    ['when somebody else did something', '[k “We waited,”] [s Ana] [c said]. Ben left.\n\n“Nobody came.”'],
    ['past a heading', '[k “We waited,”] [s Ana] [c said].\n\n# The wait\n\n“Nobody came.”'],
    ['under other marks', '[k “We waited,”] [s Ana] [c said].\n\n"Nobody came."'],
    ['where a signature stands behind', '[k “We waited,”] [s Ana] [c said].\n\n“Nobody came.” — Ben'],
    ['in a term', '[k “We waited,”] [s Ana] [c said]. “Late trains” are common.'],
    ['in a title', '[k “We waited,”] [s Ana] [c said].\n\n“Late Trains”'],
  ])('does not go on %s', (_, text) => {
    const [claim, ...others] = frame(text);
    expect(others).toEqual([]);
    expect(claim).toHaveLength(3);
  });

  it('takes the subject of the sentence before in the paragraph', () => {
    expect(frame('Ana waited. On Friday she shrugged at the clock. “Nobody came.”')).toEqual([
      ['she', '“Nobody came.”'],
    ]);
    const names = { 'Ben Moss': 'person' } as const;
    const text = 'Across the road, the baker, Ben Moss, was less gloomy. [k “They stay longer.”]';
    expect(frame(text, names)).toEqual([['the baker, Ben Moss', '“They stay longer.”']]);
    expect(frame('An old woman in a red coat sat down there. “I was born here.”')).toEqual([
      ['An old woman in a red coat', '“I was born here.”'],
    ]);
  });

  it('goes on with what the subject says there', () => {
    expect(frame('[s The baker] [c says] [k she is glad]. “They stay longer.”')).toEqual([
      ['The baker', 'says', 'she is glad', '“They stay longer.”'],
    ]);
  });

  it.each([
    ['is no person', 'The bakery was less gloomy. “They stay longer.”', {}],
    ['is several', 'Two bakers were less gloomy. “They stay longer.”', {}],
    ['has come to grief', 'The baker was killed in the fire. “They stay longer.”', {}],
    ['is named in the quotation', 'Ben Moss won. “Moss stays longer.”', { 'Ben Moss': 'person' }],
    ['stands beside a quotation', 'The baker shrugged at the “closed” sign. “They stay longer.”', {}],
  ] as const)('takes no subject that %s', (_, text, names) => {
    expect(frame(text, names)).toEqual([]);
  });

  it('leaves a quotation that somebody has, and one that nobody has', () => {
    expect(frame('The baker shrugged. [k “They stay longer,”] [s Ben] [c said].')).toEqual([
      ['Ben', 'said', '“They stay longer,”'],
    ]);
    expect(frame('It rained.\n\n[k “They stay longer.”]')).toEqual([[null, '“They stay longer.”']]);
  });

  it('keeps what is said inside a quotation that it gives a speaker', () => {
    expect(frame('The baker shrugged. “[s2 People] [c2 say] [k2 it rains].”')).toEqual([
      ['People', 'say', 'it rains'],
      ['The baker', '“People say it rains.”'],
    ]);
  });

  it('gives a quotation that begins the text to the subject of the next paragraph', () => {
    const names = { 'Ben Moss': 'person' } as const;
    const found = [['Ben Moss', '“You fall.”']];
    expect(frame('# Late\n\n[k “You fall.”]\n\nBen Moss was grinning.', names)).toEqual(found);
    expect(frame('“You fall.”\n\n“You get up.”\n\nBen Moss was grinning.', names)).toEqual([
      ['Ben Moss', '“You fall.”', '“You get up.”'],
    ]);
    expect(frame('It rained.\n\n“You fall.”\n\nBen Moss was grinning.', names)).toEqual([]);
  });

  it('gives contents the last signs of their quotations', () => {
    expect(frame('[s Ana] [c wrote]: [k “Nobody came]. We left.”')).toEqual([
      ['Ana', 'wrote', '“Nobody came'],
    ]);
    expect(frame('[s Ana] [c wrote]: [k “Nobody came].”')).toEqual([['Ana', 'wrote', '“Nobody came.”']]);
    expect(frame("“[s They] [c told] us, [k 'It closes].'” It rained.")).toEqual([
      ['They', 'told', "'It closes.'"],
    ]);
  });
});
