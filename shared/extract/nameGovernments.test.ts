import { describe, expect, it } from 'vitest';
import { namedArticle } from '../../tests/namedArticle.ts';
import type { SourceKind } from './extraction.ts';
import { nameGovernments } from './nameGovernments.ts';

type Named = Parameters<typeof namedArticle>[2];

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
  it('gives all names of a government one source entity, and leaves places and names as they are', () => {
    const text =
      'Moscow said so. The Kremlin denied it. Russia’s claims were read in Moscow. Chicago said no.';
    const { before, after } = read(text, [
      ['Moscow', 'location'],
      ['Kremlin', 'facility'],
      ['Russia', 'location'],
      ['Chicago', 'location'],
    ]);
    expect(after.entities.slice(0, 4)).toEqual(before.entities);
    expect(after.entities.slice(4)).toEqual([
      {
        ...{ id: 'e5', name: 'Government of Russia', type: 'organization', iso: 'RU' },
        ...{ aliases: ['Moscow', 'Kremlin', 'Russia'], mentions: [], references: [] },
      },
    ]);
    expect(after.claims.map(({ sourceEntity }) => sourceEntity)).toEqual(['e5', 'e5', 'e5', 'e4']);
    expect(after.claims.map(({ sourceName, chain }) => [sourceName, chain])).toEqual(
      before.claims.map(({ sourceName, chain }) => [sourceName, chain]),
    );
  });

  it('is the body that the text names, where there is one', () => {
    const { after } = read('The Russian Government met. Moscow said so.', [
      ['Russian Government', 'organization'],
      ['Moscow', 'location'],
    ]);
    expect(after.entities[0]).toMatchObject({
      ...{ id: 'e1', name: 'Government of Russia', mentions: [[4, 22]] },
      aliases: ['Russian Government', 'Moscow'],
    });
    expect(after.entities.length).toBe(2);
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
