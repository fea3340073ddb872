import { beforeEach, describe, expect, it } from 'vitest';
import { emptyLedgers } from '../../tests/emptyLedgers.ts';
import { type NamedEntity, namedArticle } from '../../tests/namedArticle.ts';
import { nameGovernments } from '../extract/nameGovernments.ts';
import { mergeNames } from '../ops/decideNames.ts';
import { articleId } from './keys.ts';
import type { ClaimQuery, Ledger } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { nameRegistry } from './nameRegistry.ts';

let table: LedgerTable;
let ledger: Ledger;

const emptyLedger = emptyLedgers();
beforeEach(async () => {
  ({ table, ledger } = await emptyLedger());
});

/** As an extractor wrote it that knew places alone. */
const older = (key: string, ...named: NamedEntity[]) =>
  namedArticle(key, `${named.map(([name]) => name).join(' and ')} said so.`, named);
const now = (key: string, ...named: NamedEntity[]) => {
  const request = older(key, ...named);
  return { ...request, extraction: nameGovernments(request.article.text, request.extraction) };
};
const claims = async (query: Omit<ClaimQuery, 'limit'>) =>
  (await ledger.claims({ limit: 50, ...query })).items.toSorted((a, b) =>
    a.standalone < b.standalone ? -1 : 1,
  );
const said = async (query: Omit<ClaimQuery, 'limit'>) =>
  (await claims(query)).map(({ standalone }) => standalone);

const ALL = ['Kremlin in two', 'Moscow in one', 'Russia in three'];
const NAMES = [
  'Moscow',
  'the Kremlin',
  'Russia',
  'Government of Russia',
  'Russian government',
  'government-of-russia',
];

describe.each([
  ['with its entity', now],
  ['as older extractors wrote it', older],
])('what a government says, %s', (_, article) => {
  beforeEach(async () => {
    await ledger.record(article('one', ['Moscow', 'location']));
    await ledger.record(article('two', ['Kremlin', 'facility']));
    await ledger.record(article('three', ['Russia', 'location'], ['Chicago', 'location']));
    await ledger.record(article('four', ['Russians', 'group'], ['Kyiv', 'location']));
  });

  it('is found by all its names, and by the ids of its places', async () => {
    for (const source of [...NAMES, 'city:524901'])
      expect(await said({ source }), source).toEqual(
        source === 'Russia' ? [...ALL, 'Russians in four'] : ALL,
      );
    expect(await said({ source: 'country:ru' })).toEqual([...ALL, 'Russians in four']);
    expect(await said({ source: 'Chicago' })).toEqual(['Chicago in three']);
    expect(await said({ source: 'Ukraine' })).toEqual(['Kyiv in four']);
  });

  it('has the id of the government, and its name as the text has it', async () => {
    expect(
      (await claims({ source: 'Kremlin' })).map(({ sourceName, sourceId }) => [sourceName, sourceId]),
    ).toEqual([
      ['Kremlin', 'government-of-russia'],
      ['Moscow', 'government-of-russia'],
      ['Russia', 'government-of-russia'],
    ]);
    expect((await claims({ source: 'Russians' })).at(-1)?.sourceId).toBe('country:ru');
    expect((await claims({ source: 'Chicago' }))[0]?.sourceId).toBe('city:4887398');
  });

  it('is not what mentions the city, the house or the country', async () => {
    expect(await said({ entity: 'Moscow' })).toEqual(['Moscow in one']);
    expect(await said({ entity: 'Kremlin' })).toEqual(['Kremlin in two']);
    expect(await ledger.entity('Moscow')).toMatchObject({ id: 'city:524901', type: 'location' });
    expect(await ledger.entity('Government of Russia')).toMatchObject({
      ...{ id: 'government-of-russia', type: 'organization', iso: 'RU', why: { rule: 'gazetteer' } },
      aliases: expect.arrayContaining([
        expect.objectContaining({ key: 'russian-government', rule: 'gazetteer' }),
        expect.objectContaining({ key: 'kremlin', rule: 'speaker' }),
        expect.objectContaining({ key: 'moscow', rule: 'speaker' }),
      ]),
    });
  });
});

describe('the entity of a government', () => {
  it('is stored with its country and the names it has', async () => {
    const request = now('one', ['Moscow', 'location'], ['Russia', 'location']);
    await ledger.record(request);
    const { entities, claims: told } = (await ledger.article(articleId('uploads', 'one')))!;
    expect(entities.map(({ name, entityId }) => [name, entityId])).toEqual([
      ['Government of Russia', 'government-of-russia'],
    ]);
    expect(entities[0]).toMatchObject({
      ...{ iso: 'RU', aliases: ['Moscow', 'Russia'] },
      mentions: [
        [0, 6],
        [11, 17],
      ],
    });
    expect(told.map(({ sourceEntity, sourceId }) => [sourceEntity, sourceId])).toEqual([
      ['e1', 'government-of-russia'],
      ['e1', 'government-of-russia'],
    ]);
    expect(await said({ entity: 'Government of Russia' })).toEqual(['Moscow in one', 'Russia in one']);
  });

  it('learns no alias from places, and keeps those that articles introduce', async () => {
    const text = 'The Government of India (GoI) met. New Delhi (ND) said so.';
    const request = namedArticle('intro', text, [
      ['Government of India', 'organization', 'GoI'],
      ['New Delhi', 'location'],
    ]);
    await ledger.record({ ...request, extraction: nameGovernments(text, request.extraction) });
    await ledger.record(now('later', ['GoI', 'organization'], ['ND', 'organization']));
    expect(await said({ source: 'New Delhi' })).toEqual([
      'GoI in later',
      'Government of India in intro',
      'New Delhi in intro',
    ]);
    expect(await said({ entity: 'New Delhi' })).toEqual(['New Delhi in intro']);
    expect((await ledger.entity('ND'))?.id).toBe('nd');
  });

  it('leads the European Union and Brussels to one', async () => {
    await ledger.record(now('one', ['Brussels', 'location']));
    await ledger.record(now('two', ['EU', 'organization']));
    await ledger.record(older('three', ['European Union', 'organization']));
    for (const source of ['Brussels', 'EU', 'European Union', 'E.U.'])
      expect(await said({ source }), source).toEqual([
        'Brussels in one',
        'EU in two',
        'European Union in three',
      ]);
    expect(new Set((await claims({ source: 'EU' })).map(({ sourceId }) => sourceId))).toEqual(
      new Set(['european-union']),
    );
    expect(await said({ entity: 'EU' })).toContain('European Union in three');
  });

  it('says nothing that a person of a place’s name says', async () => {
    await ledger.record(now('one', ['Jordan', 'person']));
    await ledger.record(now('two', ['Amman', 'location']));
    expect(await said({ source: 'Amman' })).toEqual(['Amman in two']);
    expect(await said({ source: 'Jordan' })).toEqual(['Amman in two', 'Jordan in one']);
  });

  it('gives way to what an operator decided of a name', async () => {
    await ledger.record(older('one', ['Kremlin', 'organization']));
    await ledger.record(now('two', ['Moscow', 'location']));
    await ledger.record(now('three', ['Kremlin Press Service', 'organization']));
    await mergeNames(nameRegistry(table, Date.now), 'Kremlin', 'Kremlin Press Service', null);
    const both = ['Kremlin Press Service in three', 'Kremlin in one'];
    expect(await said({ source: 'Kremlin' })).toEqual(both);
    expect(await said({ source: 'Russia' })).toEqual(['Moscow in two']);
    expect((await claims({ source: 'Kremlin' })).map(({ sourceId }) => sourceId)).toEqual([
      'kremlin-press-service',
      'kremlin-press-service',
    ]);
  });
});
