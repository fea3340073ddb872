import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../tests/memoryTable.ts';
import { type NamedEntity, namedArticle } from '../../tests/namedArticle.ts';
import { createLedger } from '../ledger/createLedger.ts';
import { articleId } from '../ledger/keys.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type NameRegistry, nameRegistry } from '../ledger/nameRegistry.ts';
import { mergeNames, splitName } from './decideNames.ts';

let ledger: Ledger;
let names: NameRegistry;
beforeEach(async () => {
  const table = createMemoryTable();
  const now = () => Date.parse('2026-11-22T10:00:00Z');
  ledger = createLedger(table, { now });
  names = nameRegistry(table, now);
  const named: NamedEntity[] = [
    ['Lammers Group', 'organization'],
    ['Lammers', 'organization'],
    ['Ruth Okonjo', 'person'],
    ['John Smith', 'person'],
  ];
  for (const key of ['one', 'two', 'three']) await ledger.record(namedArticle(key, 'Text.', named));
});

const id = (key: string) => articleId('uploads', key);
const said = async (source: string) =>
  (await ledger.claims({ limit: 50, source })).items.map(({ standalone }) => standalone).sort();
const idsOf = async (source: string) =>
  [...new Set((await ledger.claims({ limit: 50, source })).items.map(({ sourceId }) => sourceId))].sort();
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('mergeNames', () => {
  it('joins two names at once, and a split undoes it; both stay in the history', async () => {
    const [before, beforeShort] = [await said('Lammers Group'), await said('Lammers')];
    expect(await mergeNames(names, 'Lammers', 'Lammers Group', 'same firm')).toEqual({
      key: 'lammers',
      id: 'lammers-group',
    });
    expect(await said('Lammers')).toEqual([...before, ...beforeShort].sort());
    expect(await idsOf('Lammers')).toEqual(['lammers-group']);
    expect((await ledger.entity('Lammers Group'))?.aliases).toEqual([
      {
        name: 'Lammers',
        key: 'lammers',
        rule: 'operator',
        articleId: null,
        since: '2026-11-22T10:00:00.000Z',
      },
    ]);
    expect(await splitName(names, 'Lammers', { from: 'Lammers Group' }, 'no')).toEqual({
      key: 'lammers',
      id: 'lammers',
    });
    expect([await said('Lammers Group'), await said('Lammers')]).toEqual([before, beforeShort]);
    expect((await ledger.entity('Lammers'))?.history).toMatchObject([
      { what: 'merged', key: 'lammers', entity: 'lammers-group', note: 'same firm' },
      { what: 'split', key: 'lammers', entity: 'lammers-group', note: 'no' },
    ]);
  });

  it('joins bearers of a common name, and a split tells them apart again', async () => {
    expect((await idsOf('John Smith')).length).toBe(3);
    await mergeNames(names, 'John Smith', 'John Smith', null);
    expect(await idsOf('John Smith')).toEqual(['john-smith']);
    await splitName(names, 'John Smith', {}, null);
    expect((await idsOf('John Smith')).length).toBe(3);
  });

  it('refuses circles and what the gazetteer says', async () => {
    await mergeNames(names, 'Lammers', 'Lammers Group', null);
    expect(await codeOf(mergeNames(names, 'Lammers Group', 'Lammers', null))).toBe('names.circle');
    expect(await codeOf(mergeNames(names, 'Ukrainians', 'Lammers', null))).toBe('names.ofGazetteer');
    expect(await codeOf(splitName(names, 'country:ua', {}, null))).toBe('names.ofGazetteer');
  });
});

describe('splitName', () => {
  it('tells a bearer in some articles apart, by an id of its own, until it is merged back', async () => {
    expect(await splitName(names, 'Ruth Okonjo', { articles: [id('one'), id('two')] }, null)).toEqual({
      key: 'ruth-okonjo',
      id: 'ruth-okonjo~2',
    });
    expect((await said('Ruth Okonjo')).length).toBe(3);
    expect(await idsOf('Ruth Okonjo')).toEqual(['ruth-okonjo', 'ruth-okonjo~2']);
    expect(await said('ruth-okonjo~2')).toEqual(['Ruth Okonjo in one', 'Ruth Okonjo in two']);
    expect(await ledger.entity('ruth-okonjo')).toMatchObject({
      toldApart: ['ruth-okonjo~2'],
      why: { rule: 'operator' },
    });
    expect(await splitName(names, 'Ruth Okonjo', { articles: [id('three')] }, null)).toMatchObject({
      id: 'ruth-okonjo~3',
    });
    await mergeNames(names, 'ruth-okonjo~2', 'Ruth Okonjo', null);
    expect(await idsOf('Ruth Okonjo')).toEqual(['ruth-okonjo', 'ruth-okonjo~3']);
  });

  it('has a new version of an article keep whose it is', async () => {
    await splitName(names, 'Ruth Okonjo', { articles: [id('one')] }, null);
    await ledger.record(namedArticle('one', 'New.', [['Ruth Okonjo', 'person']], { sequencer: '0067' }));
    expect(await said('ruth-okonjo~2')).toEqual(['Ruth Okonjo in one']);
  });

  it('refuses what is not joined, and what is no article', async () => {
    expect(await codeOf(splitName(names, 'Lammers', { from: 'Lammers Group' }, null))).toBe(
      'names.notJoined',
    );
    expect(await codeOf(splitName(names, 'Ruth Okonjo', { articles: ['x'] }, null))).toBe('names.badArticle');
  });
});
