import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { readMarkup } from '../evaluate/readMarkup.ts';
import type { EntityType } from './extraction.ts';
import { groupEntities } from './groupEntities.ts';
import { nestClaims } from './nestClaims.ts';
import { resolveSources } from './resolveSources.ts';

/** Types by the number of a name's tag: `{e1 …}` is a person, `{e10 …}` an organization, and so on. */
const TYPES: readonly EntityType[] = ['person', 'organization', 'location', 'group'];

/** Who the sources of a text with inline markup are, in the order of their numbers. */
function resolve(marked: string) {
  const { text, attributions, mentions } = readMarkup(marked, { file: 'test', line: 1 });
  const drafts = attributions.map(({ source, cue, content }) => ({
    source: source[0] ?? null,
    cue,
    content,
  }));
  const entities = groupEntities(
    text,
    mentions.map(({ entity, span }) => ({ type: TYPES[Math.floor(entity / 10)]!, span })),
  );
  return resolveSources(articleFromText(text), drafts, nestClaims(drafts), entities);
}

const names = (marked: string) => resolve(marked).map(({ sourceName }) => sourceName);
/** Of one source whose claim says nothing of interest. */
const name = (source: string, before = '') =>
  resolve(`${before} {s1 ${source}} {c1 said} {t1 that it was late}.`).map(({ sourceName, sourceKind }) => [
    sourceName,
    sourceKind,
  ])[0];

describe('resolveSources', () => {
  it('takes what a relative pronoun follows where the text does not name it', () => {
    expect(
      names(
        '{e1 Ana Reis} left. Her agent, {s1 who} {c1 had hinted} {t1 that it was late}, {c2 told} {t2 him to go}.',
      )[0],
    ).toBe('her agent');
    expect(names('{e1 Ana Reis} tore up a 2024 report {s1 that} {c1 said} {t1 that it was late}.')).toEqual([
      'a 2024 report',
    ]);
  });

  it('does not take the operator of one thing for that of another', () => {
    const before = 'It was dark, the grid operator, {e10 Elerin}, said. Flights from the airport were late.';
    expect(name('its operator', before)).toEqual(['its operator', 'organization']);
    expect(name('the operator', before)).toEqual(['Elerin', 'organization']);
  });

  it('finds a pronoun’s person in "For …," at the beginning of a sentence', () => {
    const before =
      '{s2 {e2 Ida Okafor}} {c2 said} {t2 that all was well}.\n\nFor {e1 Ana Reis}, that is not enough.';
    expect(
      names(
        `{e1 Ana Reis} came. {e2 Ida Okafor} left. ${before} {s1 She} {c1 says} {t1 that it was late}.`,
      )[0],
    ).toBe('Ana Reis');
  });

  it.each([
    ['{e1 Ana Reis}', 'Ana Reis', 'person'],
    ['Foreign Minister {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['{e1 Ana Reis}, head of {e10 Tidal},', 'Ana Reis', 'person'],
    ['{e1 Ana Reis}, the union’s secretary,', 'Ana Reis', 'person'],
    ['{e1 Ana Reis}, 41, who runs the shelter that {e2 Rui Costa} built,', 'Ana Reis', 'person'],
    ['The head of {e10 Tidal}’s board, {e1 Ana Reis},', 'Ana Reis', 'person'],
    ['{e2 Costa}’s lawyer {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['One of them, {e1 Ana Reis},', 'Ana Reis', 'person'],
    ['{e1 Ana Reis} of {e20 Porto}, who leads the board,', 'Ana Reis', 'person'],
    ['Her publisher, {e1 Ana Reis} of {e10 Tidal},', 'Ana Reis', 'person'],
    ['{e1 Ana Reis} herself', 'Ana Reis', 'person'],
    ['Minister of Education {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['{e30 Chilean} Ambassador to the {e20 United States} {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['Undersecretary for Education Mr. {e1 Reis}', 'Reis', 'person'],
    [
      'Executive director of the {e20 Porto} chapter of the {e10 Wine Board} {e1 Ana Reis}',
      'Ana Reis',
      'person',
    ],
    ['{e30 American} academic and professor {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['The founder and chief executive {e1 Ana Reis}', 'Ana Reis', 'person'],
    ['The {e10 Board for the Study of Tides}', 'Board for the Study of Tides', 'organization'],
    ['The ferry company, {e10 Island Lines},', 'Island Lines', 'organization'],
    ['the {e10 Interlux} news agency', 'Interlux', 'organization'],
    ['{e20 Lisbon}', 'Lisbon', 'organization'],
    ['{e20 Lisbon}’s', 'Lisbon', 'organization'],
  ])('finds the name that heads %s', (source, expected, kind) => {
    expect(name(source)).toEqual([expected, kind]);
  });

  it.each([
    ['a spokesman for the {e10 Wine Board}', 'a spokesman for the Wine Board', 'person'],
    ['A spokesman for {e1 Ana Reis}, the minister,', 'a spokesman for Ana Reis', 'person'],
    ['A spokesman for Prime Minister {e1 Ana Reis}', 'a spokesman for Prime Minister Ana Reis', 'person'],
    ['A lawyer for Gov. {e1 Ana Reis}', 'a lawyer for Gov. Ana Reis', 'person'],
    ['The widow of actor {e1 Rui Costa}', 'the widow of actor Rui Costa', 'person'],
    ['Her brother and {e1 Ana Reis}', 'her brother and Ana Reis', 'unknown'],
    ['Fans of {e20 Porto}’s {e1 Ana Reis}', 'Fans of Porto’s Ana Reis', 'unknown'],
    ['{e1 Costa}’s campaign', 'Costa’s campaign', 'organization'],
    ['two officials in {e20 Porto}', 'two officials in Porto', 'group'],
    ['Many {e30 Greens}', 'many Greens', 'group'],
    ['{e1 Ana Reis} and {e2 Rui Costa}', 'Ana Reis and Rui Costa', 'unknown'],
    ['the report of the {e10 Wine Board}', 'the report of the Wine Board', 'document'],
    [
      'A study published in 2021 by the {e10 Wine Board}',
      'a study published in 2021 by the Wine Board',
      'document',
    ],
    ['three people close to  the talks', 'three people close to the talks', 'group'],
    [
      'A retired postman in the front pew, who asked not to be named',
      'a retired postman in the front pew',
      'person',
    ],
    ['ministers, mayors and the police', 'ministers, mayors and the police', 'group'],
  ])('keeps the words of %s, without what a comma adds', (source, expected, kind) => {
    expect(name(source)).toEqual([expected, kind]);
  });

  it('takes “he” and “she” for the likeliest person before: a source or subject, and of that gender', () => {
    expect(name('He', '{e1 Rui Costa} met {e2 Ana Reis}.')).toEqual(['Rui Costa', 'person']);
    expect(name('She', 'Mr {e1 Costa} met his minister, Mrs {e2 Reis}.')).toEqual(['Reis', 'person']);
    expect(
      name('She', '{e1 Kim Lunt}, the chairwoman, met {e2 Lee Roe}, a spokesman. {e2 Roe} smiled.'),
    ).toEqual(['Kim Lunt', 'person']);
    expect(name('He', '{e1 Lee Roe} sold her shop. {e2 Kim Lunt} and {e1 Roe} met.')).toEqual([
      'Kim Lunt',
      'person',
    ]);
    expect(name('She', '{e1 Lee Roe} died. She was 91. Her rival {e2 Kim Lunt} wept. He was 90.')).toEqual([
      'Lee Roe',
      'person',
    ]);
    expect(name('She', 'Nobody was named.')).toEqual(['she', 'person']);
  });

  it('takes no “he” in a quotation for who speaks there, but “he” in reported speech for the speaker', () => {
    expect(
      names(
        '{s1 {e1 Lee Roe}} {c1 met the board and said} {t1 it was late}. ' +
          '{s2 {e2 Kim Lunt}} {c2 said}: {t2 “{s3 He} {c3 never said} {t3 why}.”} ' +
          '{s4 {e2 Lunt}} {c4 said} {t4 {s5 he} {c5 believed} {t5 so}}.',
      ),
    ).toEqual(['Lee Roe', 'Kim Lunt', 'Lee Roe', 'Kim Lunt', 'Kim Lunt']);
  });

  it('takes “I” and “we” in a quotation for who speaks, also through two quotations', () => {
    expect(
      names(
        '{t1 “{s2 I} {c2 asked} {t2 why}, and {s3 he} {c3 said}: {t3 ‘{s4 We} {c4 hope} {t4 so}.’}”}, {s1 {e1 Ana Reis}} {c1 said}.',
      ),
    ).toEqual(['Ana Reis', 'Ana Reis', 'he', 'he']);
    expect(names('{s1 {e1 Ana Reis}} {c1 said}: “{t1 So late}, {s2 I} {c2 think} {t2 it is}.”')).toEqual([
      'Ana Reis',
      'Ana Reis',
    ]);
    expect(name('I')).toEqual(['I', 'person']);
  });

  it('takes “who” for the one it tells of, with a name or without', () => {
    expect(name('who', 'a friend of {e1 Ana Reis},')).toEqual(['Ana Reis', 'person']);
    expect(name('who', '{e1 Ana Reis} met a friend')).toEqual(['a friend', 'person']);
    expect(
      names('{s1 A fisherman, {s2 who} {c2 asked} {t2 not to be named}}, {c1 said} {t1 it was late}.'),
    ).toEqual(['a fisherman', 'a fisherman']);
  });

  it.each([
    ['The vicar', 'Canon {e1 Jo Ash}, the vicar, has left.', 'Jo Ash'],
    [
      'The biologist',
      '{e1 Mara Quill}, 41, a marine biologist from {e20 Porto}, met {e2 Lee Roe}, a docker.',
      'Mara Quill',
    ],
    ['The governor', 'Governor {e1 Tilda Brand} met {e2 Lee Roe}.', 'Tilda Brand'],
    [
      'The prime minister',
      'The prime minister, {e1 Helen Oka}, met {e2 Lee Roe}, the minister for fish.',
      'Helen Oka',
    ],
    [
      'Her chancellor',
      'She left. {s2 {e1 Lee Roe}, the chancellor,} {c2 wept} {t2 that she had}.',
      'Lee Roe',
    ],
    ['The 62-year-old', '{e1 Lee Roe}, 62, met {e2 Kim Lunt}. {e2 Lunt} smiled.', 'Lee Roe'],
    ['The 30-year-old', '{e1 Kim Lunt}, 41, met {e2 Lee Roe}. {e2 Roe} smiled.', 'Lee Roe'],
    ['The agency', '{s2 The {e10 Interlux} news agency} {c2 called {e11 Falcon}} {t2 it late}.', 'Interlux'],
    [
      'The ministry',
      'The {e10 Ministry of Fish} wrote to {e11 Tidal}. {e11 Tidal} wrote back.',
      'Ministry of Fish',
    ],
    ['The department', 'The {e10 Treasury} wrote to {e11 Tidal}. {e11 Tidal} wrote back.', 'Treasury'],
    [
      'The think tank',
      'The {e10 Tidal Institute} wrote to {e11 Island Lines}. {e11 Island Lines} wrote back.',
      'Tidal Institute',
    ],
    [
      'The company',
      '{e10 Halyard} wrote to the {e11 Ministry of Fish}. The {e11 Ministry of Fish} wrote back.',
      'Halyard',
    ],
    ['The woman', 'Ms {e1 Lunt} met {e2 Lee Roe}, a spokesman.', 'Lunt'],
  ])('takes “%s” for whom the text calls so: %s', (source, before, expected) => {
    expect(name(source, before)![0]).toBe(expected);
  });

  it.each([
    ['The ministry', '{e10 Tidal} left.'],
    ['The minister', '{e1 Helen Oka}, the prime minister, left.'],
    ['The senator', '{e1 Helen Oka} left.'],
    ['Tunisia’s coach', '{e1 Helen Oka}, Chile’s coach, left.'],
    ['The spokesman for the board', '{e1 Lee Roe}, a spokesman for the league, left.'],
  ])('takes “%s” for nobody whom the text does not call so: %s', (source, before) => {
    expect(name(source, before)![0]).toBe(source.replace(/^The/, 'the'));
  });

  it('takes a description for the one that came up by a fuller one', () => {
    expect(
      names(
        '{s1 A former engineer on the project, {s2 who} {c2 feared} {t2 for her job}}, {c1 showed} {t1 it was late}. ' +
          '{s3 An internal memo seen by {e10 Tidal}} {c3 said} {t3 so too}. {s4 The memo} {c4 said} {t4 why}. ' +
          '{s5 It} {c5 said} {t5 when}. {s6 The engineer} {c6 said} {t6 who}. {s7 She} {c7 said} {t7 how}.',
      ),
    ).toEqual([
      'a former engineer on the project',
      'a former engineer on the project',
      'an internal memo seen by Tidal',
      'an internal memo seen by Tidal',
      'an internal memo seen by Tidal',
      'a former engineer on the project',
      'a former engineer on the project',
    ]);
  });

  it('reaches back some paragraphs, not to the beginning of a long text', () => {
    expect(name('She', `{e1 Ana Reis} left. ${'Nothing happened there. '.repeat(100)}`)).toEqual([
      'she',
      'person',
    ]);
  });

  it('gives nothing where nobody is mentioned', () => {
    expect(resolve('It {c1 is feared} {t1 that it was late}.')).toEqual([
      { sourceName: null, sourceEntity: null, sourceKind: null },
    ]);
  });

  it('takes “US” for a country', () => {
    expect(
      names(
        '{s1 {e10 Tidal}} {c1 said} {t1 “{s2 {e20 US}} {c2 wants} {t2 the boats}, and {s3 us} {c3 wants} {t3 it}”}.',
      ),
    ).toEqual(['Tidal', 'US', 'Tidal']);
  });

  describe('the "we" of a quotation', () => {
    it.each([
      ['{e1 Ana Reis}, who founded {e10 Tidal},', 'Tidal'],
      ['{e1 Ana Reis}, 41, the chief executive of {e10 Tidal},', 'Tidal'],
      ['{e1 Ana Reis}, {e10 Tidal}’s spokeswoman,', 'Tidal'],
      ['{e10 Tidal}’s managing director, {e1 Ana Reis},', 'Tidal'],
      ['{e10 Tidal} spokeswoman {e1 Ana Reis}', 'Tidal'],
      ['{e1 Ana Reis}, an analyst at {e10 Tidal},', 'Ana Reis'],
      ['{e1 Ana Reis}, who left {e10 Tidal},', 'Ana Reis'],
      ['{e1 Ana Reis}', 'Ana Reis'],
    ])('is whom %s speaks for', (source, expected) => {
      expect(
        names(`{s1 ${source}} {c1 said}: {t1 “{s2 We} {c2 think} {t2 so}, and {s3 I} {c3 hope} {t3 so}.”}`),
      ).toEqual(['Ana Reis', expected, 'Ana Reis']);
    });
  });

  it.each([
    ['its chairman, {e1 Ana Reis},', 'Tidal'],
    ['its analyst, {e1 Ana Reis},', 'Ana Reis'],
  ])('gives the "we" of %s to the organization before', (source, expected) => {
    expect(
      names(`{e10 Tidal} fell. {s1 ${source}} {c1 said}: {t1 “{s2 We} {c2 think} {t2 so}.”}`).at(-1),
    ).toBe(expected);
  });

  it.each([
    [
      '{s1 {e1 Ana Reis}} {c1 said} {t1 no}. {s2 {e2 Rui Costa}} {c2 said} {t2 yes}. {t3 “{e2 Rui} lies,”} {s3 she} {c3 said}.',
      'Ana Reis',
    ],
    [
      '{s1 {e1 Ana Reis}} {c1 asked} {e2 Rui Costa}: {t1 “Why?”} {t2 “It rained,”} {s2 he} {c2 replied}.',
      'Rui Costa',
    ],
    ['{s1 {e1 Ana Reis}, a nurse who helps her,} {c1 said} {t1 no}. {s2 He} {c2 wept}: {t2 no}.', 'Ana Reis'],
    [
      '{s1 {e1 Ana Reis}, the mayor,} {c1 said} {t1 no}. {s2 The former nurse} {c2 added} {t2 that it rained}.',
      'Ana Reis',
    ],
    [
      '{s1 {e1 Ana Reis}, 49, who owns the ferry,} {c1 said} {t1 no}. {s2 The owner} {c2 added} {t2 that it rained}.',
      'Ana Reis',
    ],
    [
      '{s1 {e10 Tidal Ltd}} {c1 said} {t1 no}. In {e20 Porto} {s2 it} {c2 added} {t2 that it rained}.',
      'Tidal Ltd',
    ],
    [
      '{s1 {e10 Tidal Ltd}, the maker of boats,} {c1 said} {t1 no}. {s2 The company} {c2 added} {t2 that it rained}.',
      'Tidal Ltd',
    ],
    ['{s1 {e10 Tidal Ltd}} {c1 said} {t1 no}. {s2 {e11 Tidal}} {c2 added} {t2 that it rained}.', 'Tidal Ltd'],
    ['{e1 Ana Reis} and her husband, {e2 Rui Reis}, came. {s1 Mr {e3 Reis}} {c1 said} {t1 no}.', 'Rui Reis'],
  ])('tells who is meant in %s', (text, expected) => {
    expect(names(text).at(-1)).toBe(expected);
  });

  describe('namesakes', () => {
    it.each([
      // by a title that the text gives one of them
      [
        'General {e1 Rui Reis} and Private {e2 Ivo Reis} came. {s1 Private {e3 Reis}} {c1 said} {t1 no}.',
        'Ivo Reis',
      ],
      // by the likely gender of the given name
      ['{e1 Rui Reis} met {e2 Laura Reis}. {s1 Mrs {e3 Reis}} {c1 said} {t1 no}.', 'Laura Reis'],
      // who spoke last
      [
        '{s1 {e1 Rui Reis}} {c1 said} {t1 no}. {s2 {e2 Ivo Reis}} {c2 said} {t2 yes}. {s3 {e3 Reis}} {c3 added} {t3 that it rained}.',
        'Ivo Reis',
      ],
      // who is the younger one, by age and by what the other is called
      ['{e1 Rui Reis}, 61, and {e2 Ivo Reis}, 40, came. {s1 The younger man} {c1 said} {t1 no}.', 'Ivo Reis'],
      ['{e1 Rui Reis} and {e2 Ivo Costa} came. {s1 The younger man} {c1 said} {t1 no}.', 'the younger man'],
      // kinship
      [
        '{e2 Ivo Reis} wept. {s1 {e1 Rui Reis}} {c1 said} {t1 {s2 his brother} {c2 hoped} {t2 so}}.',
        'Ivo Reis',
      ],
      [
        '{t1 “{s2 My sister} {c2 said} {t2 no},”} {s1 {e1 Rui Reis}} {c1 said}. {e2 Laura Reis} wept.',
        'Laura Reis',
      ],
      [
        '{e2 Laura Reis}, his daughter, wept. {s1 {e1 Rui Reis}} {c1 said} {t1 {s2 his sister} {c2 hoped} {t2 so}}.',
        'his sister',
      ],
    ])('are told apart in %s', (text, expected) => {
      expect(names(text).at(-1)).toBe(expected);
    });
  });

  it.each([
    // descriptions of someone who has been named
    [
      '{s1 {e1 Ana Reis}, who sells bread,} {c1 said} {t1 no}. {s2 The baker} {c2 added} {t2 that it rained}.',
      'Ana Reis',
    ],
    [
      '{s1 {e1 Ana Reis}} {c1 said} {t1 no}. {s2 She} {c2 hopes} {t2 so}. {s3 The baker} {c3 added} {t3 that it rained}.',
      'the baker',
    ],
    ['{s1 {e1 Ana Reis}} {c1 said} {t1 no}. {s2 The judge} {c2 added} {t2 that it rained}.', 'the judge'],
    ['General {e1 Ana Reis} came. {e2 Rui Costa} wept. {s1 The commander} {c1 said} {t1 no}.', 'Ana Reis'],
    [
      '{e2 Rui Costa}, who runs {e10 Tidal}, came. {e1 Ana Reis} wept. {s1 The director} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    [
      '{e1 Ana Reis}, who succeeded {e2 Rui Costa}, came. {s1 Her predecessor} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    [
      '{e2 Rui Costa} met {e1 Ana Reis}, whom they know as “the Professor”. {s1 The Professor} {c1 said} {t1 no}.',
      'Ana Reis',
    ],
    // of organizations
    [
      'The {e10 Fair Conduct Board} fined {e11 Harbour Trust}. {s1 The regulator} {c1 said} {t1 no}.',
      'Fair Conduct Board',
    ],
    [
      'The {e10 Fair Conduct Board} fined {e11 Harbour Trust}. {s1 The lender} {c1 said} {t1 no}.',
      'Harbour Trust',
    ],
    ['{e10 Tidal} came. {s1 The {e30 Danish} company} {c1 said} {t1 no}.', 'Tidal'],
    [
      '{s1 {e10 Rigshospitalet}} {c1 said} {t1 no}. {s2 The hospital} {c2 added} {t2 that it rained}.',
      'Rigshospitalet',
    ],
    ['{e10 Tidal} sued a hospital. {s1 The hospital} {c1 said} {t1 no}.', 'the hospital'],
    ['The {e20 United States} won. {s1 The refugee team} {c1 said} {t1 no}.', 'the refugee team'],
    [
      '{s1 {e10 Tidal}’s manager, {e1 Rui Costa},} {c1 said} {t1 {s2 his company} {c2 hoped} {t2 so}}.',
      'Tidal',
    ],
    ['{e11 Porto Mutual} came. {s1 The insurer, {e10 Tidal},} {c1 said} {t1 no}.', 'Tidal'],
    // of documents
    [
      '{s1 An internal report} {c1 said} {t1 no}. {s2 The document} {c2 added} {t2 that it rained}.',
      'an internal report',
    ],
    // a name after a role that is all of the source
    ['{s1 {e20 Porto}’s mayor} {e1 Ana Reis} {c1 said} {t1 no}.', 'Ana Reis'],
    // a quotation that goes on after the one before
    ['“{t1 It rained},” {s1 {e1 Ana Reis}} {c1 said}. “Later {s2 I} {c2 thought} {t2 so}.”', 'Ana Reis'],
    // who says it rather than whom he speaks of
    ['{s1 {e1 Yuki Sato}} {c1 denied} {t1 that a diver had left}. {s2 She} {c2 added} {t2 no}.', 'Yuki Sato'],
    ['{s1 {e1 Ana Reis}} {c1 did not believe} {t1 he had left}. {s2 She} {c2 added} {t2 no}.', 'Ana Reis'],
    // where he is from, how old he is
    [
      '{s1 {e1 Rui Costa}} {c1 said} {t1 no}. {s2 The {e30 Dane}} {c2 added} {t2 that it rained}.',
      'Rui Costa',
    ],
    [
      '{s1 {e1 Rui Costa}} {c1 said} {t1 no}. {s2 The 41-year-old {e30 Kenyan}} {c2 added} {t2 that it rained}.',
      'Rui Costa',
    ],
    ['{s1 {e1 Rui Costa}} {c1 said} {t1 no}. {s2 The {e30 Danes}} {c2 added} {t2 that it rained}.', 'Danes'],
    // the only one who has come up
    ['{e1 Ana Reis} found a moss. {s1 The botanist} {c1 said} {t1 no}.', 'Ana Reis'],
    ['“No,” {s1 {e1 Rui Costa}} {c1 said}{t1 .} {s2 The coach} {c2 added} {t2 that it rained}.', 'Rui Costa'],
    ['{e1 Rui Costa} came. {s1 The judge} {c1 said} {t1 no}.', 'the judge'],
    // other words for him
    ['{e1 Rui Costa}, then her boss, left. {s1 Her former chief} {c1 said} {t1 no}.', 'Rui Costa'],
    ['{e1 Rui Costa}, a cardiologist, met {e2 Ida Moe}. {s1 The doctor} {c1 said} {t1 no}.', 'Rui Costa'],
    [
      '{e1 Rui Moe}, 58, and {e2 Ida Moe}, a docker half his age, ran. {s1 The younger candidate} {c1 said} {t1 no}.',
      'Ida Moe',
    ],
    ['It was late. Champion {e1 Rui Costa} fell. {s1 The 41-year-old} {c1 said} {t1 no}.', 'Rui Costa'],
    [
      '{s1 {e1 Rui Costa}} {c1 said} {t1 no}. Asked why, {s2 the 49-year-old} {c2 replied}: {t2 no}.',
      'Rui Costa',
    ],
    [
      '{e2 Ida Moe} left. His rival, {e1 Rui Costa}, wept. {s1 The {e10 Tidal} boss} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    ['{e11 Lumme} fell. {s1 One of them, {e10 Tidal},} {c1 said} {t1 no}.', 'Tidal'],
    ['{s1 The utility that owns the dam, {e10 Tidal},} {c1 said} {t1 no}.', 'Tidal'],
    ['A judge of {e20 Ferris County} left. {s1 The county} {c1 said} {t1 no}.', 'Ferris County'],
    ['It drew anger from old colleagues {s1 who} {c1 said} {t1 no}.', 'old colleagues'],
    ['{s1 A study of 68,000 people} {c1 found} {t1 no}.', 'a study of 68,000 people'],
    // parties
    [
      'Republican {e1 Rui Costa} and Democrat {e2 Ida Moe} met. {s1 The {e30 GOP} nominee} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    [
      '{e1 Rui Costa}, D-Iowa, and {e2 Ida Moe} met. {s1 The {e30 Iowa Democrat}} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    [
      'Democratic vice presidential nominee {e1 Rui Costa} and Democrat {e2 Ida Moe} met. {e2 Moe} won. {s1 The Democratic presidential nominee} {c1 said} {t1 no}.',
      'Ida Moe',
    ],
    [
      '{e1 Rui Costa} met {e2 Ida Moe}. {e1 Costa} wept. {e1 Costa} left. {s1 The Republican nominee} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    [
      'It rained on voters who had come a long way to see {e1 Rui Costa} and {e2 Ida Moe}. {s1 The Republican nominee} {c1 said} {t1 no}.',
      'the Republican nominee',
    ],
    [
      'Republican {e1 Rui Costa} fell. {e2 Ida Moe} came. {s1 The Republican nominee} {c1 said} {t1 no}.',
      'Ida Moe',
    ],
    ['{e10 Potsdam Study} fell. {s1 The study} {c1 said} {t1 no}.', 'the study'],
    // who says it rather than whom he speaks of
    ['{s1 {e10 Tidal}} {c1 said} {t1 {e11 Lumme} had lost}. {s2 It} {c2 added} {t2 no}.', 'Tidal'],
    [
      '{s1 {e1 Rui Costa}} {c1 said} {t1 a delay would cost the company}. {s2 The company} {c2 said} {t2 no}.',
      'the company',
    ],
    ['The {e10 WHO} left. One of them, {s1 who} {c1 said} {t1 no}, wept.', 'one of them'],
    // a clause more
    [
      '{s1 {e1 Rui Costa}} {c1 said} {t1 no}. {s2 The 61-year-old, who retired in spring,} {c2 said} {t2 no}.',
      'Rui Costa',
    ],
    // what the named body is
    ['{s1 The {e10 Unite} union} {c1 said} {t1 no}.', 'Unite'],
    // who is on trial
    [
      '{e2 Ida Moe} wept. {e1 Rui Costa}, 58, is accused of fraud. {s1 The defendant} {c1 said} {t1 no}.',
      'Rui Costa',
    ],
    // one of another name has come up
    [
      '{e10 Court of Appeal} fell. A sports tribunal sat. {s1 The tribunal} {c1 said} {t1 no}.',
      'a sports tribunal',
    ],
    // nationalities before a noun
    [
      '{s1 {e2 Ida Moe}} {c1 told} {e30 Dutch} radio {t1 no}. {e31 Dutch} rider {e1 Rui Costa} left. {s2 They} {c2 said} {t2 no}.',
      'they',
    ],
    // short titles
    ['{e1 Rui Costa} met Sen. {e2 Ida Moe}. {e1 Costa} left. {s1 The senator} {c1 said} {t1 no}.', 'Ida Moe'],
    [
      'Its leader, {e1 Rui Costa}, left. {s1 The Labour councillor} {c1 said} {t1 no}. Cllr {e1 Costa} wept.',
      'Rui Costa',
    ],
    // newspapers
    [
      '{s1 {e10 Lumme}} {c1 fell}, {t1 no}. The daily {e11 Sudo News} came. {s2 The paper} {c2 said} {t2 no}.',
      'Sudo News',
    ],
    [
      '{s2 Sen. {e1 Rui Costa}} {c2 left} {t2 early}. {s3 {e2 Ida Moe}} {c3 said} {t3 no}. {s4 {e1 Costa}} {c4 wept} {t4 after {s9 the billionaire} {c9 said} {t9 no}}.',
      'Ida Moe',
    ],
    ['{e10 Umlazi Mutual} fell. {s1 The mutual} {c1 said} {t1 no}.', 'Umlazi Mutual'],
    ['{e10 Umlazi Mutual} met {e11 Cape Mutual}. {s1 The mutual} {c1 said} {t1 no}.', 'the mutual'],
    ['{e10 Tidal} fell. {s1 The regulator} {c1 said} {t1 no}.', 'the regulator'],
    // businesses
    ['{e10 Tidal} cut a wing. {s1 The planemaker} {c1 said} {t1 no}.', 'Tidal'],
    [
      'The {e30 Korean} firm {e10 Hanbit} fell. {e11 Tidal} rose. {s1 The {e31 Korean} group} {c1 said} {t1 no}.',
      'Hanbit',
    ],
    [
      'The {e30 Korean} firm {e10 Hanbit} fell. {s1 The {e31 Danish} group} {c1 said} {t1 no}.',
      'the Danish group',
    ],
    [
      '{s1 {e10 Tidal}} {c1 said} {t1 no}. {s2 The company} {c2 said} {t2 no}. Rivals at {e11 Lumme} left. Bad. Worse. {s3 The company} {c3 said} {t3 no}.',
      'Tidal',
    ],
    // the fuller words of before
    ['She wrote to the culture ministry. {s1 The ministry} {c1 said} {t1 no}.', 'the culture ministry'],
    [
      'She wrote to the culture ministry and the defence ministry. {s1 The ministry} {c1 said} {t1 no}.',
      'the ministry',
    ],
    ['The prime minister left. {s1 The minister} {c1 said} {t1 no}.', 'the minister'],
    // documents
    [
      '{s1 A preliminary report} {c1 said} {t1 no}. {s2 The 40-page document} {c2 said} {t2 no}.',
      'a preliminary report',
    ],
    // what he says of the director is not said by him
    ['{e1 Hugh Carmody} came. ‘She went,’ {s1 he} {c1 said}: {t1 no}.', 'Hugh Carmody'],
  ])('finds who is described in %s', (text, expected) => {
    expect(names(text).at(-1)).toBe(expected);
  });

  it.each([
    // called so
    [
      '{s1 Coach} {c1 denies} {t1 he is leaving}\n\n{e1 Rui Costa} came. The coach, {e2 Ida Moe}, left.',
      'Ida Moe',
    ],
    // says the same
    [
      '{s1 Ex-registrar}{c1 :} {t1 Concessions entered twice}\n\n{s2 {e1 Ana Reis}} {c2 said} {t2 that concessions had been entered twice}. {s3 {e2 Rui Costa}} {c3 said} {t3 no}.',
      'Ana Reis',
    ],
    // alone speaks
    ['{s1 Coach} {c1 denies} {t1 he is leaving}\n\n{s2 {e1 Rui Costa}} {c2 said} {t2 no}.', 'Rui Costa'],
    [
      '{s1 Coach} {c1 denies} {t1 he is leaving}\n\n{s2 {e1 Rui Costa}} {c2 said} {t2 no}. {s3 {e2 Ida Moe}} {c3 said} {t3 yes}.',
      'coach',
    ],
  ])('finds who is meant in the headline of %s', (text, expected) => {
    expect(names(text)[0]).toBe(expected);
  });

  it('takes the person whom the second paragraph begins with for whom the first describes', () => {
    const text = (rest: string) =>
      `{s1 A bakery owner} {c1 threatened} {t1 to burn the shop}.\n\n{e1 Rui Costa}${rest} It rained.`;
    expect(names(text(', 52, is on trial.'))[0]).toBe('Rui Costa');
    expect(names(text(', a lawyer for the town, wept.'))[0]).toBe('a bakery owner');
  });

  it('takes who is named in the next paragraph for whom one describes, where no more is told of him', () => {
    const text = (name: string) =>
      `It was late. {e2 Ida Moe} left.\n\n{s1 Porto’s tax commissioner} {c1 said} {t1 no}.\n\n{s2 {e1 Rui Costa}${name}} {c2 says} {t2 yes}.`;
    expect(names(text(''))[0]).toBe('Rui Costa');
    expect(names(text(', who caught a thief,'))[0]).toBe('Porto’s tax commissioner');
  });

  it('takes nobody for the daughter of a namesake who is no relation', () => {
    const text = (words: string) =>
      `“No,” {s1 {e1 Ana Reis}} {c1 said}{t1 .} {e2 Ida Reis}${words}, ran. {t2 “{s3 My daughter} {c3 said} {t3 no},”} {s2 {e3 Ana Reis}} {c2 said}.`;
    expect(names(text(', her daughter'))[2]).toBe('Ida Reis');
    expect(names(text(', no relation'))[2]).toBe('my daughter');
  });

  it.each([
    ['{s1 A prosecutor} {c1 said} {t1 no}.\n\nProsecutor {e1 Ana Reis} wept.', 'Ana Reis'],
    [
      '{s1 A prosecutor} {c1 said} {t1 no}.\n\nProsecutor {e1 Ana Reis} wept. Prosecutor {e2 Rui Costa} came.',
      'a prosecutor',
    ],
    [
      '{s1 An aide to {e2 Rui Costa}} {c1 said} {t1 no}.\n\n{t2 “It rained,”} {s2 {e1 Ana Reis}} {c2 said}.',
      'Ana Reis',
    ],
    [
      '{s1 An aide to {e2 Rui Costa}} {c1 said} {t1 no}.\n\n{t2 “It rained,”} {s2 {e1 Ana Reis}, the mayor,} {c2 said}.',
      'an aide to Rui Costa',
    ],
  ])('finds who the lede describes in %s', (text, expected) => {
    expect(names(text)[0]).toBe(expected);
  });

  it.each([
    ['Secretary of State John Kerry came. {s1 Mr. Kerry} {c1 said} {t1 no}.', 'John Kerry'],
    ['{s1 FBI director Laura Costa} {c1 said} {t1 no}.', 'Laura Costa'],
    ['{s1 The secretary of the board, Laura M. Costa,} {c1 said} {t1 no}.', 'Laura M. Costa'],
    ['{s1 A friend of Laura Costa} {c1 said} {t1 no}.', 'a friend of Laura Costa'],
    ['{s1 Laura Costa and Rui Reis} {c1 said} {t1 no}.', 'Laura Costa and Rui Reis'],
    ['{s1 Chairman Trey Tidal} {c1 said} {t1 no}.', 'Chairman Trey Tidal'],
  ])('reads a name that was not recognised in %s', (text, expected) => {
    expect(names(text)[0]).toBe(expected);
  });

  it('takes a pronoun far from others for whom the article is about', () => {
    const about = (name: string) =>
      names(
        `{e1 Ana Reis} died. {e1 Reis} left. {e1 Reis} sang. {s1 {e2 ${name}}} {c1 said} {t1 no}. It rained. It was late. It was dark. {s2 She} {c2 thought} {t2 so}.`,
      ).at(-1);
    expect(about('Laura Costa')).toBe('Ana Reis');
    expect(
      names('{e1 Ana Reis} died. {s1 {e2 Laura Costa}} {c1 said} {t1 no}. {s2 She} {c2 thought} {t2 so}.').at(
        -1,
      ),
    ).toBe('Laura Costa');
  });

  it('writes a description without the marks around it', () => {
    expect(names('{t1 It rained}, {c1 according to} {s1 “people in the boardroom”}.')).toEqual([
      'people in the boardroom',
    ]);
  });

  it('keeps the clause that tells which body is meant, but not that one would not be named', () => {
    expect(
      names(
        '{s1 The resort, which sold 9,000 passes that day,} {c1 said} {t1 no}. {s2 Two aides, who asked not to be named,} {c2 said} {t2 no}.',
      ),
    ).toEqual(['the resort, which sold 9,000 passes that day', 'two aides']);
  });

  describe('an interview without names before its turns', () => {
    const turns = (...answers: string[]) =>
      answers.map((answer, i) => `Question ${i} of them, do you think?\n\n${answer}`).join('\n\n');
    const answers = [
      '{s1 I} {c1 think} {t1 that it was}.',
      'No. {s2 My} {c2 belief} is {t2 that we lost}.',
      '“{s3 We} {c3 hope} {t3 so},” is what {s4 I} always {c4 said}: {t4 it rained}.',
    ];

    it('gives the answers to who is interviewed', () => {
      const text = `{e1 Ana Reis} on tides\n\n{e1 Ana Reis} of Porto met {e2 Rui Costa}.\n\n${turns(...answers)}`;
      expect(names(text)).toEqual(['Ana Reis', 'Ana Reis', 'Ana Reis', 'Ana Reis']);
    });

    it('goes by the words that bring the one interviewed up', () => {
      const text = `{e2 Rui Costa} on tides\n\nThe {e10 Tidal} met him. We spoke with the sailor {e1 Ana Reis}.\n\n${turns(...answers)}`;
      expect(names(text)[0]).toBe('Ana Reis');
    });

    it('gives "you" in a question to who is interviewed', () => {
      const text = `{e1 Ana Reis} on tides\n\n${turns(...answers)}\n\nWhy do {s5 you} {c5 say} {t5 it rained}?\n\nI do not know.`;
      expect(names(text).at(-1)).toBe('Ana Reis');
    });

    it('leaves a writer alone who asks himself', () => {
      const text = `{e1 Ana Reis} on tides\n\n${turns(...answers).replaceAll('do you think', 'then')}`;
      expect(names(text)[0]).toBe('I');
    });

    it('leaves the first person of a question alone', () => {
      const text = `{e1 Ana Reis} on tides\n\n${turns(...answers)}\n\n{s5 I} {c5 heard} {t5 it rained}. Did it?\n\nI do not know.`;
      expect(names(text).at(-1)).toBe('I');
    });

    it('guesses nobody where two are named as often, or where few questions are asked', () => {
      expect(names(`{e1 Ana Reis} and {e2 Rui Costa} on tides\n\n${turns(...answers)}`)[0]).toBe('I');
      expect(names(`{e1 Ana Reis} on tides\n\n${turns(...answers.slice(0, 1))}`)[0]).toBe('I');
    });
  });
});
