import { beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../tests/articleRequest.ts';
import { emptyLedgers } from '../../tests/emptyLedgers.ts';
import { type NamedEntity, namedArticle } from '../../tests/namedArticle.ts';
import { createLedger } from './createLedger.ts';
import { articleId } from './keys.ts';
import type { ClaimQuery, Ledger } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { nameKey, readName } from './nameRecord.ts';
import { queryAll } from './queryAll.ts';
import { LAST } from './records.ts';

let table: LedgerTable;
let ledger: Ledger;

const emptyLedger = emptyLedgers();
beforeEach(async () => {
  ({ table, ledger } = await emptyLedger());
});

const INSTITUTE = 'Institute for Sea Warfare';
const LEAGUE = 'International Seafarers Watch';
const introducing = (name: string, key: string, sequencer = '0066') =>
  namedArticle(key, `The ${name} (ISW) said so. ISW went on.`, [[name, 'organization', 'ISW']], {
    sequencer,
  });
const alone = (key: string, ...named: NamedEntity[]) =>
  namedArticle(key, `${named.map(([name]) => name).join(' and ')} said so.`, named);
const removed = (key: string, sequencer = '0099') =>
  ledger.withdraw(version(key, sequencer), '0.1.0+0a1b2c3d');
const said = async (query: Omit<ClaimQuery, 'limit'>) =>
  (await ledger.claims({ limit: 50, ...query })).items.map(({ standalone }) => standalone).sort();
const idsOf = async (query: Omit<ClaimQuery, 'limit'>) => [
  ...new Set((await ledger.claims({ limit: 50, ...query })).items.map(({ sourceId }) => sourceId)),
];
const nameOf = async (key: string) => {
  const item = await table.get(nameKey(key));
  return item && readName(item);
};
const witnesses = (key: string): Promise<Item[]> =>
  queryAll(table, { partition: `E#${key}`, from: 'W#', to: `W#${LAST}` });

describe('an alias that an article shows', () => {
  it('finds the claims of both names by either, also those from before', async () => {
    await ledger.record(alone('before', ['ISW', 'organization']));
    expect(await idsOf({ source: 'ISW' })).toEqual(['isw']);
    await ledger.record(introducing(INSTITUTE, 'intro'));
    await ledger.record(alone('after', ['ISW', 'organization']));
    const all = ['ISW in after', 'ISW in before', `${INSTITUTE} in intro`];
    for (const source of ['ISW', INSTITUTE, `the ${INSTITUTE}`, 'institute-for-sea-warfare']) {
      expect(await said({ source }), source).toEqual(all);
      expect(await said({ entity: source }), source).toEqual(all);
      expect(await idsOf({ source })).toEqual(['institute-for-sea-warfare']);
    }
    const { items } = await ledger.articlesOfEntity({ entity: 'ISW', limit: 50 });
    expect(items.map(({ key }) => key).sort()).toEqual(['after', 'before', 'intro']);
    expect(await ledger.entity('ISW')).toMatchObject({
      id: 'institute-for-sea-warfare',
      name: INSTITUTE,
      type: 'organization',
      aliases: [{ name: 'ISW', key: 'isw', rule: 'brackets', articleId: articleId('uploads', 'intro') }],
      history: [{ what: 'learned', key: 'isw', entity: 'institute-for-sea-warfare' }],
    });
  });

  it('goes through pages of any size without a claim twice or missing', async () => {
    for (let index = 0; index < 5; index++) {
      await ledger.record(introducing(INSTITUTE, `intro-${index}`));
      await ledger.record(alone(`alone-${index}`, ['ISW', 'organization']));
    }
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await ledger.claims({ source: 'ISW', limit: 3, ...(after !== undefined && { after }) });
      found.push(...page.items.map(({ standalone }) => standalone));
      if (page.next === null) break;
      after = page.next;
    }
    expect(found.length).toBe(10);
    expect(new Set(found).size).toBe(10);
  });

  it('means none of two that it was seen for, until one is gone', async () => {
    await ledger.record(introducing(INSTITUTE, 'institute'));
    await ledger.record(introducing(LEAGUE, 'league'));
    await ledger.record(alone('alone', ['ISW', 'organization']));
    expect(await said({ source: 'ISW' })).toEqual(['ISW in alone']);
    expect(await said({ source: INSTITUTE })).toEqual([`${INSTITUTE} in institute`]);
    const { id, mayMean } = (await ledger.entity('ISW'))!;
    expect(id).toBe('isw');
    expect(mayMean.map(({ name }) => name).sort()).toEqual([INSTITUTE, LEAGUE]);
    await removed('league');
    expect(await said({ source: 'ISW' })).toEqual(['ISW in alone', `${INSTITUTE} in institute`]);
  });

  it('stays through repeated events and new versions, and ends with its last article', async () => {
    await ledger.record(introducing(INSTITUTE, 'one'));
    await ledger.record(introducing(INSTITUTE, 'one'));
    await ledger.record(introducing(INSTITUTE, 'one', '0067'));
    await ledger.record(introducing(INSTITUTE, 'two'));
    await ledger.record(alone('alone', ['ISW', 'organization']));
    expect((await witnesses('isw')).length).toBe(2);
    await removed('one');
    expect(await said({ source: INSTITUTE })).toEqual(['ISW in alone', `${INSTITUTE} in two`]);
    // A version that does not show it any more.
    await ledger.record({ ...alone('two', [INSTITUTE, 'organization']), version: version('two', '0070') });
    expect(await witnesses('isw')).toEqual([]);
    expect(await said({ source: INSTITUTE })).toEqual([`${INSTITUTE} in two`]);
    expect(await said({ source: 'ISW' })).toEqual(['ISW in alone']);
    expect((await nameOf('isw'))?.history.map(({ what }) => what)).toEqual(['learned', 'forgotten']);
    expect((await nameOf('institute-for-sea-warfare'))?.aliases).toEqual([]);
  });

  it('is learned once however many writers bring it, and of several writers each', async () => {
    const ledgers = Array.from({ length: 8 }, () => createLedger(table));
    const names = [INSTITUTE, LEAGUE, 'Inland Shipping Works'];
    await Promise.all(
      ledgers.flatMap((one, writer) =>
        names.map((name, index) => one.record(introducing(name, `${writer}-${index}`))),
      ),
    );
    const record = (await nameOf('isw'))!;
    expect(record.meanings.map(({ entityName }) => entityName).sort()).toEqual(names.toSorted());
    expect(record.history.length).toBe(3);
    for (const { entity } of record.meanings) expect((await nameOf(entity))?.aliases).toEqual(['isw']);
    expect((await witnesses('isw')).length).toBe(24);
  });

  it('is there after writers and removers have met, exactly when an article shows it', async () => {
    const ledgers = Array.from({ length: 4 }, () => createLedger(table));
    for (let round = 0; round < 6; round++) {
      const key = (writer: number) => `${round}-${writer}`;
      await ledgers[0]!.record(introducing(INSTITUTE, key(0)));
      // The last article that shows it goes while others come.
      await Promise.all([
        removed(key(0)),
        ledgers[1]!.record(introducing(INSTITUTE, key(1))),
        ledgers[2]!.record(introducing(INSTITUTE, key(2))),
      ]);
      expect((await nameOf('isw'))?.meanings.length, `round ${round}`).toBe(1);
      expect((await nameOf('institute-for-sea-warfare'))?.aliases).toEqual(['isw']);
      await Promise.all([removed(key(1)), removed(key(2))]);
      expect((await nameOf('isw'))?.meanings, `round ${round}`).toEqual([]);
      expect(await witnesses('isw')).toEqual([]);
    }
  });
});

describe('names that say who it is, or do not', () => {
  it('finds a country by its names and its people', async () => {
    await ledger.record(alone('one', ['Ukraine', 'location'], ['U.S.', 'location']));
    await ledger.record(alone('two', ['Ukrainians', 'group'], ['Americans', 'group']));
    for (const source of ['Ukraine', 'Ukrainian', 'ukrainians', 'country:ua']) {
      expect(await said({ source }), source).toEqual(['Ukraine in one', 'Ukrainians in two']);
      // What the country says is its government's.
      expect((await idsOf({ source })).sort()).toEqual(['country:ua', 'government-of-ukraine']);
    }
    expect(await said({ entity: 'USA' })).toEqual(['Americans in two', 'U.S. in one']);
    expect(await ledger.entity('Ukrainians')).toMatchObject({
      id: 'country:ua',
      iso: 'UA',
      wikidata: 'Q212',
    });
  });

  it('takes a full name for one person, with or without a title', async () => {
    await ledger.record(alone('one', ['Ines Calder', 'person']));
    await ledger.record(alone('two', ['Mayor Ines Calder', 'person']));
    expect(await idsOf({ source: 'Ines Calder' })).toEqual(['ines-calder']);
    expect((await said({ source: 'Mayor Ines Calder' })).length).toBe(2);
    expect((await ledger.entity('Ines Calder'))?.why).toEqual({
      rule: 'full-name',
      articleId: articleId('uploads', 'one'),
      since: null,
    });
  });

  it('keeps bearers of common, short and generic names apart, and finds each by its id', async () => {
    const named: NamedEntity[] = [
      ['John Smith', 'person'],
      ['Smith', 'person'],
      ['Ministry of Defence', 'organization'],
    ];
    for (const key of ['one', 'two']) await ledger.record(alone(key, ...named));
    for (const [name, , key] of named.map(([name, type]) => [
      name,
      type,
      name.toLowerCase().replaceAll(' ', '-'),
    ])) {
      const ids = ['one', 'two'].map((article) => `${key}~${articleId('uploads', article)}`);
      expect((await idsOf({ source: name! })).toSorted(), name).toEqual(ids.toSorted());
      expect(await said({ source: ids[0]! })).toEqual([`${name} in one`]);
      expect((await ledger.articlesOfEntity({ entity: ids[1]!, limit: 5 })).items.length).toBe(1);
    }
    const { items } = await ledger.entities({ prefix: 'john', limit: 5 });
    expect(items).toEqual([{ key: 'john-smith', name: 'John Smith', type: 'person', entityId: null }]);
    expect((await ledger.entity('John Smith'))?.why.rule).toBe('common-name');
  });

  it('never joins a short name to the full one that an article has it for', async () => {
    const text = 'Ines Calder spoke. Calder left.';
    await ledger.record(namedArticle('one', text, [['Ines Calder', 'person', 'Calder']]));
    await ledger.record(alone('two', ['Calder', 'person']));
    expect(await said({ source: 'Ines Calder' })).toEqual(['Ines Calder in one']);
    expect(await nameOf('calder')).toBe(null);
  });

  it('knows nothing of what no article named', async () => {
    expect(await ledger.entity('Nobody at All')).toBe(null);
  });
});

describe('what older code wrote', () => {
  it('is read, found by its alias, and removed whole', async () => {
    await ledger.record(introducing(INSTITUTE, 'old'));
    // As it was before there were aliases: no witness, none in the manifest, no article in the directory.
    const id = articleId('uploads', 'old');
    const manifests = await queryAll(table, { partition: `A#${id}`, from: 'M#', to: `M#${LAST}` });
    await table.putAll(manifests.map(({ aliases, ...rest }) => rest as Item));
    await table.deleteAll([
      ...(await witnesses('isw')),
      nameKey('isw'),
      nameKey('institute-for-sea-warfare'),
    ]);
    const entry = (await table.get({ pk: 'D#i', sk: 'institute-for-sea-warfare' }))!;
    const { articleId: _, ...before } = entry;
    await table.putAll([before as Item]);

    expect(await said({ source: INSTITUTE })).toEqual([`${INSTITUTE} in old`]);
    expect((await ledger.entity(INSTITUTE))?.why).toEqual({
      rule: 'same-name',
      articleId: null,
      since: null,
    });
    await ledger.record(introducing(INSTITUTE, 'new'));
    expect(await said({ source: 'ISW' })).toEqual([`${INSTITUTE} in new`, `${INSTITUTE} in old`]);
    expect(await removed('old')).toBe('recorded');
    expect(await said({ source: 'ISW' })).toEqual([`${INSTITUTE} in new`]);
  });
});
