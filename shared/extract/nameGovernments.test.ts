import { describe, expect, it } from 'vitest';
import { namedArticle } from '../../tests/namedArticle.ts';
import type { Span } from '../span.ts';
import type { SourceKind } from './extraction.ts';
import { nameGovernments } from './nameGovernments.ts';

type Named = Parameters<typeof namedArticle>[2];

const words = (text: string, spans: readonly Span[]) => spans.map((span) => text.slice(...span));

/** An article of which each entity says something, read for governments. */
function read(text: string, named: Named) {
  const { extraction } = namedArticle('news', text, named);
  return { before: extraction, after: nameGovernments(text, extraction) };
}

/** One claim with a source that is no entity. */
function readOnly(source: string, sourceKind: SourceKind, sourceName = source) {
  const { extraction } = namedArticle('news', `${source} said so.`, [['Nobody', 'person']]);
  const claims = extraction.claims.map((claim) => ({
    ...claim,
    ...{ source: [[0, source.length] as const], sourceName, sourceKind, sourceEntity: null },
  }));
  return nameGovernments(`${source} said so.`, { ...extraction, claims });
}

describe('nameGovernments', () => {
  it('gives all names of a government one source entity, with the mentions that speak', () => {
    const text =
      'Moscow said so. The Kremlin denied it. Russia’s claims were read in Moscow. Chicago said no.';
    const { after } = read(text, [
      ['Moscow', 'location'],
      ['Kremlin', 'facility'],
      ['Russia', 'location'],
      ['Chicago', 'location'],
    ]);
    expect(after.entities.map(({ mentions, ...entity }) => [entity, words(text, mentions)])).toEqual([
      [
        {
          ...{ id: 'e1', name: 'Government of Russia', type: 'organization', iso: 'RU' },
          ...{ aliases: ['Moscow', 'Kremlin', 'Russia'], references: [] },
        },
        ['Moscow', 'Kremlin', 'Russia'],
      ],
      [{ id: 'e2', name: 'Moscow', type: 'location', references: [] }, ['Moscow']],
      [{ id: 'e3', name: 'Chicago', type: 'location', references: [] }, ['Chicago']],
    ]);
    expect(after.entities[1]!.mentions).toEqual([
      [text.lastIndexOf('Moscow'), text.lastIndexOf('Moscow') + 6],
    ]);
    expect(after.claims.map(({ sourceEntity }) => sourceEntity)).toEqual(['e1', 'e1', 'e1', 'e3']);
    expect(after.claims.map(({ sourceName }) => sourceName)).toEqual([
      'Russia',
      'Kremlin',
      'Russia',
      'Chicago',
    ]);
    expect(after.claims.map(({ chain }) => chain.at(-1))).toEqual(['Russia', 'Kremlin', 'Russia', 'Chicago']);
  });

  it('has one name a government, a name rather than a description', () => {
    const { after } = read('Delhi said so. The Indian government has not. New Delhi left.', [
      ['Delhi', 'location'],
      ['Indian government', 'organization'],
    ]);
    expect(after.claims.map(({ sourceName }) => sourceName)).toEqual(['Delhi', 'Delhi']);
  });

  it('gives it the pronouns after its names, and what is spoken to as a state', () => {
    const text =
      'Lima accused Quito of it. It met in Quito, where it rains. Its rain fell on Lima. It is wet.';
    const { extraction } = namedArticle('news', text, [
      ['Lima', 'location'],
      ['Quito', 'location'],
    ]);
    const pronouns = [...text.matchAll(/\bit\b|\bits\b/giu)].map(({ index, 0: { length } }) => [
      index,
      index + length,
    ]) as Span[];
    const [lima, quito] = extraction.entities;
    const after = nameGovernments(text, {
      claims: extraction.claims.slice(0, 1),
      entities: [
        { ...lima!, references: pronouns.slice(4) },
        { ...quito!, references: pronouns.slice(1, 4) },
      ],
    });
    expect(
      after.entities.map(({ name, mentions, references }) => [name, mentions.length, references.length]),
    ).toEqual([
      ['Government of Peru', 1, 0],
      ['Government of Ecuador', 1, 1],
      ['Quito', 1, 2],
      ['Lima', 1, 1],
    ]);
  });

  it('leaves a place that only stands in a source’s words', () => {
    const text = 'Peru’s government said so.';
    const { extraction } = namedArticle('news', text, [['Peru', 'location']]);
    const claims = extraction.claims.map((claim) => ({ ...claim, source: [[0, 17] as const] }));
    const { entities } = nameGovernments(text, { ...extraction, claims });
    expect(entities.map(({ name, mentions }) => [name, mentions])).toEqual([
      ['Peru', [[0, 4]]],
      ['Government of Peru', []],
    ]);
  });

  it('is the body that the text names, where there is one', () => {
    const { after } = read('The Russian Government met. Moscow said so.', [
      ['Russian Government', 'organization'],
      ['Moscow', 'location'],
    ]);
    expect(after.entities[0]).toMatchObject({
      ...{
        id: 'e1',
        name: 'Government of Russia',
        mentions: [
          [4, 22],
          [28, 34],
        ],
      },
      aliases: ['Russian Government', 'Moscow'],
    });
    expect(after.entities.length).toBe(1);
    expect(after.claims.map(({ sourceEntity }) => sourceEntity)).toEqual(['e1', 'e1']);
  });

  it('keeps the name that the text has of the Union', () => {
    const { after } = read('The EU met. Brussels said so.', [
      ['EU', 'organization'],
      ['Brussels', 'location'],
    ]);
    expect(after.entities[0]).toMatchObject({ name: 'EU', iso: 'EU', aliases: ['Brussels'] });
    expect(after.claims.map(({ sourceEntity }) => sourceEntity)).toEqual(['e1', 'e1']);
  });

  it('takes nobody else for a government', () => {
    const { before, after } = read('Paris said so. Jordan agreed. Russians fear it. The Pentagon knows.', [
      ['Paris', 'person'],
      ['Jordan', 'person'],
      ['Russians', 'group'],
      ['Pentagon', 'organization'],
    ]);
    expect(after).toBe(before);
  });

  it('takes nobody who has a place’s name for its government', () => {
    const text = 'Jody Washington sings. Washington said no. Victoria met Jordan.';
    const { before, after } = read(text, [
      ['Jody Washington', 'person'],
      ['Washington', 'location'],
    ]);
    expect(after).toBe(before);
    for (const source of ['Jordan, a nurse', 'Jordan, who sings', 'Jordan, star of the show'])
      expect(readOnly(source, 'unknown', 'Jordan').claims[0]!.sourceEntity, source).toBe(null);
  });

  it('tells the government from the city by what the source is called', () => {
    const text = 'Vienna is old. It said so. Who said so?';
    const { extraction } = namedArticle('news', `${text} The city said so.`, [['Vienna', 'location']]);
    const saying = (start: number, end: number) =>
      nameGovernments(`${text} The city said so.`, {
        ...extraction,
        claims: extraction.claims.map((claim) => ({ ...claim, source: [[start, end] as const] })),
      }).entities.map(({ name }) => name);
    expect(saying(0, 6)).toEqual(['Government of Austria']);
    expect(saying(15, 17)).toEqual(['Vienna', 'Government of Austria']);
    expect(saying(27, 30)).toEqual(['Vienna']);
    expect(saying(40, 48)).toEqual(['Vienna']);
  });

  it('finds a government that is described, or whose place was not tagged', () => {
    for (const [source, kind] of [
      ['the Russian government', 'organization'],
      ['the government of Russia', 'organization'],
      ['Moscow', 'unknown'],
    ] as const) {
      const { claims, entities } = readOnly(source, kind);
      expect(entities.at(-1), source).toMatchObject({ name: 'Government of Russia', aliases: [source] });
      expect(claims[0]).toMatchObject({
        ...{ sourceName: source, sourceEntity: entities.at(-1)!.id, sourceKind: 'organization' },
      });
    }
    for (const source of ['the government', 'the Moscow government', 'officials in Moscow'])
      expect(readOnly(source, 'organization').claims[0]!.sourceEntity, source).toBe(null);
    expect(readOnly('Moscow', 'person').claims[0]!.sourceEntity).toBe(null);
  });
});
