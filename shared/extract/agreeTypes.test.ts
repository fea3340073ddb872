import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { agreeTypes } from './agreeTypes.ts';
import type { LabelledSpan } from './decodeSpans.ts';
import { readWords } from './readWords.ts';

const TYPES = ['Person', 'Organization', 'Location', 'Facility', 'NORP', 'Misc', 'Product', 'Date'];
const labels = ['O', ...TYPES.flatMap((type) => [`B-${type}`, `I-${type}`])];
const chain = { labels, transitions: labels.map(() => labels.map(() => 0)), start: labels.map(() => 0) };

/**
 * Names of a text with types: marked `[Organization.2 Morag Sinclair]`, where the model gives the type a score of 2 over
 * the others (1 without a number). Gives the types that were agreed on.
 */
function agreed(marked: string): string[] {
  let text = '';
  const marks: { label: string; score: number; start: number; end: number }[] = [];
  for (const part of marked.matchAll(/\[(\w+)(?:\.(\d+))? ([^\]]*)\]|[^[]+/g)) {
    const start = text.length;
    text += part[3] ?? part[0];
    if (part[1]) marks.push({ label: part[1], score: Number(part[2] ?? 1), start, end: text.length });
  }
  const article = articleFromText(text);
  const words = readWords(article, () => [1]);
  const scores = new Float32Array(words.length * labels.length);
  const spans = marks.map(({ label, score, ...mark }): LabelledSpan => {
    const start = article.tokens.findIndex((token) => token[0] >= mark.start);
    const end = article.tokens.findLastIndex((token) => token[1] <= mark.end) + 1;
    for (let i = start; i < end; i++)
      scores[i * labels.length + labels.indexOf(`${i === start ? 'B' : 'I'}-${label}`)] = score;
    return { label, start, end };
  });
  return agreeTypes(article, words, spans, scores, chain).map(({ label }) => label);
}

describe('agreeTypes', () => {
  it('lets the mentions of one name have the type that the model believes in most over all of them', () => {
    expect(agreed('[Person.3 Kettle] rose. Then [Organization Kettle] fell.')).toEqual(['Person', 'Person']);
    expect(agreed('[Person Dunamo] rose. Then [Organization.3 Dunamo] fell.')).toEqual([
      'Organization',
      'Organization',
    ]);
  });

  it('lets a person’s full name and surname agree, if one person bears it', () => {
    expect(agreed('[Organization Morag Sinclair] came. [Person.3 Sinclair] spoke.')).toEqual([
      'Person',
      'Person',
    ]);
    expect(
      agreed('[Organization Morag Sinclair] and [Person Ian Sinclair] came. [Person.3 Sinclair] spoke.'),
    ).toEqual(['Organization', 'Person', 'Person']);
  });

  it('takes a surname for the person’s who bears it, unless the model is sure', () => {
    expect(agreed('[Person.3 Morag Sinclair] came. [Organization Sinclair] spoke.')).toEqual([
      'Person',
      'Person',
    ]);
    expect(agreed('[Person.3 Nikola Tesla] died. [Organization.4 Tesla] makes cars.')).toEqual([
      'Person',
      'Organization',
    ]);
  });

  it('hears what stands beside a name', () => {
    expect(agreed('[Organization.2 Morag Sinclair], the former chief engineer, spoke.')).toEqual(['Person']);
    expect(agreed('[Organization.2 Sinclair Group], the former engineer’s employer, spoke.')).toEqual([
      'Organization',
    ]);
    expect(agreed('[Organization.2 Morag Sinclair] spoke.')).toEqual(['Organization']);
  });

  it('takes the first word of an organization’s name for it, unless somebody bears it or the model is sure', () => {
    expect(agreed('[Organization.3 Harwick Line] sank. [Person Harwick]’s head left.')).toEqual([
      'Organization',
      'Organization',
    ]);
    for (const text of [
      '[Facility.3 Harwick Line] sank. [Person Harwick] left.',
      '[Person Harwick] left the [Facility.3 Harwick Line].',
    ])
      expect(agreed(text)).toEqual(['Organization', 'Organization']);
    expect(agreed('[Organization.3 Harwick Line] sank. [Person.4 Harwick] left.')).toEqual([
      'Organization',
      'Person',
    ]);
    expect(agreed('[Person Tom Harwick] runs [Organization.3 Harwick Line]. [Person Harwick] left.')).toEqual(
      ['Person', 'Organization', 'Person'],
    );
  });

  it('leaves places and groups as they are: elsewhere the name may mean a team or a government', () => {
    expect(agreed('[Location.3 Brazil] is large. [Organization Brazil] won.')).toEqual([
      'Location',
      'Organization',
    ]);
    expect(agreed('[Organization.3 Brazil] won in [Location Brazil].')).toEqual(['Organization', 'Location']);
  });

  it('tells a company from the person whose surname it has', () => {
    expect(
      agreed(
        '[Organization Harwick], the supermarket chain, fell. [Person.3 Giles Harwick] left [Organization Harwick].',
      ),
    ).toEqual(['Organization', 'Person', 'Organization']);
    expect(
      agreed('Shares in [Person Harwick] fell. [Person.3 Giles Harwick] left. Mr [Person Harwick] wept.'),
    ).toEqual(['Organization', 'Person', 'Person']);
  });

  it('takes a short form in brackets for what the full name is', () => {
    expect(
      agreed('The [Facility.3 Harbour Tower] ([Organization HT]) closed. The [Organization HT] is old.'),
    ).toEqual(['Facility', 'Facility', 'Facility']);
    expect(agreed('The [Misc.3 Treaty on Stocks] ([Organization TOS]) holds.')).toEqual(['Misc', 'Law']);
    expect(agreed('[Location.3 Port Harwick] ([Organization XYZ]) is far.')).toEqual([
      'Location',
      'Organization',
    ]);
  });

  it('takes what a government is called by for a place, unless the model is sure', () => {
    expect(agreed('[Person.3 Quito] agreed.')).toEqual(['Location']);
    expect(agreed('[Person.9 Quito] agreed.')).toEqual(['Person']);
    expect(agreed('[Person.3 Sofia] agreed.')).toEqual(['Person']);
  });

  it('tells storms', () => {
    expect(
      agreed('[Organization Storm Harwick] came. Tropical storm [Person Ida] went. [Person Ida] was wet.'),
    ).toEqual(['Event', 'Event', 'Event']);
  });

  it('does not touch what is no name', () => {
    expect(agreed('[Date May] came. [Person.3 May] left.')).toEqual(['Date', 'Person']);
  });
});
