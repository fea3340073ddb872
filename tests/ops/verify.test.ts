import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { layOut } from '../../shared/ledger/layOut.ts';
import type { Item } from '../../shared/ledger/ledgerTable.ts';
import { headKey, keyOf } from '../../shared/ledger/records.ts';
import { createRepairer } from '../../shared/ops/verify/createRepairer.ts';
import type { Finding, Problem } from '../../shared/ops/verify/finding.ts';
import { verifyLedger } from '../../shared/ops/verify/verifyLedger.ts';
import { withdrawArticle } from '../../shared/ops/withdrawArticle.ts';
import { articleRequest } from '../articleRequest.ts';
import { createMemoryTable } from '../memoryTable.ts';

const KEYS = ['a.txt', 'b c.txt', 'd/ü.txt', 'e.txt'];
const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T12:00:00Z');
const LONG_AGO = '2026-11-20T12:00:00.000Z';

/** Ledger and buckets in memory; an object that is touched is taken in again at once. */
async function setUp() {
  const table = createMemoryTable();
  const ledger = createLedger(table, { now: () => NOW });
  const denyList = createDenyList(table);
  const objects = new Map<string, string>();
  const texts = new Set<string>();
  let sequencer = 0x100;
  const takeIn = async (key: string) => {
    const request = articleRequest({ key, claims: 3, entities: 4, sequencer: (sequencer++).toString(16) });
    texts.add(request.textHash);
    await ledger.record(request);
  };
  const upload = async (key: string) => {
    objects.set(key, LONG_AGO);
    await takeIn(key);
  };
  for (const key of KEYS) await upload(key);
  // One of them has a version that was replaced: it is history, and nothing is wrong with that.
  await upload('a.txt');
  let settled = 0;
  let meanwhile = async () => {};
  const deps = {
    table,
    ledger,
    denyList,
    audit: {
      async *scan() {
        const all = table.items();
        for (let start = 0; start < all.length; start += 7) yield all.slice(start, start + 7);
      },
    },
    store: {
      holds: async (_: string, key: string) => objects.has(key),
      readUpload: async (_: string, name: string) => ({ name, bytes: new TextEncoder().encode('No claim.') }),
    },
    uploads: {
      name: 'uploads',
      async *list() {
        for (const [key, lastModified] of objects) yield { key, lastModified };
      },
      touch: async (key: string) => {
        if (!objects.has(key)) return false;
        await takeIn(key);
        return true;
      },
      versionsOf: async () => [null],
      remove: async (key: string) => void objects.delete(key),
    },
    texts: {
      list: async function* () {
        yield* texts;
      },
      remove: async (hash: string) => void texts.delete(hash),
    },
    now: () => NOW,
    settle: async () => {
      settled++;
      await meanwhile();
    },
  };
  const verify = async () => {
    const findings: Finding[] = [];
    const verified = await verifyLedger(
      deps,
      HOUR,
      async (finding) => void findings.push(finding),
      () => {},
    );
    return { findings, verified, problems: [...new Set(findings.map(({ problem }) => problem))].sort() };
  };
  const whileSettling = (happening: () => Promise<void>) => {
    meanwhile = happening;
  };
  const repair = async (findings: readonly Finding[]) => {
    const mend = createRepairer(deps);
    for (const finding of findings) expect(await mend(finding), finding.message).toBe(true);
  };
  return { table, ledger, denyList, objects, texts, verify, repair, settled: () => settled, whileSettling };
}
type World = Awaited<ReturnType<typeof setUp>>;

const find = ({ table }: World, of: (item: Item) => boolean): Item => {
  const item = table.items().find(of);
  if (!item) throw new Error('no such item');
  return item;
};
const partOf =
  (key: string, mark: string) =>
  ({ pk, sk, expires }: Item) =>
    pk === `A#${articleId('uploads', key)}` && sk.startsWith(mark) && expires === undefined;
const edgeOf =
  (key: string) =>
  ({ pk, sk }: Item) =>
    pk.startsWith('N#') && sk.includes(`#${articleId('uploads', key)}#`);
const idOf = (key: string) => articleId('uploads', key);

/** Each kind of damage, what is reported of it, and how it is done. */
const DAMAGE: Readonly<Record<string, [Problem, (world: World, key: string) => Promise<void>]>> = {
  'an object whose event was lost': [
    'object.unrecorded',
    async ({ objects }) => void objects.set('lost.txt', LONG_AGO),
  ],
  'an object whose article was withdrawn': [
    'object.unrecorded',
    async ({ ledger }, key) => {
      const record = await ledger.article(idOf(key));
      if (record) await withdrawArticle(ledger, record.head);
    },
  ],
  'a record whose object is gone': [
    'record.objectGone',
    async ({ objects }, key) => void objects.delete(key),
  ],
  'a head that cannot be read': [
    'record.damaged',
    async ({ table }, key) => {
      const head = (await table.get(headKey(idOf(key))))!;
      await table.putAll([{ ...head, claimCount: 'many', generation: 7 }]);
    },
  ],
  'a head out of its list': [
    'index.disagrees',
    async ({ table }, key) => {
      const { publisherList, ...head } = (await table.get(headKey(idOf(key))))! as Item & {
        publisherList: string;
      };
      await table.putAll([head]);
    },
  ],
  'a chunk that is gone': [
    'item.missing',
    async (world, key) => world.table.deleteAll([keyOf(find(world, partOf(key, 'G#')))]),
  ],
  'a manifest that is gone': [
    'item.missing',
    async (world, key) => world.table.deleteAll([keyOf(find(world, partOf(key, 'M#')))]),
  ],
  'an edge that is gone': [
    'item.missing',
    async (world, key) => world.table.deleteAll([keyOf(find(world, edgeOf(key)))]),
  ],
  'an edge that names other claims': [
    'edge.disagrees',
    async (world, key) => world.table.putAll([{ ...find(world, edgeOf(key)), sourceOf: [0, 1, 2] }]),
  ],
  'an edge of an older edition': [
    'item.orphaned',
    async (world, key) => {
      const old = layOut(articleRequest({ key, sequencer: '01', claims: 2, entities: 2 }));
      await world.table.putAll(old.contents.filter(({ pk }) => pk.startsWith('N#')));
    },
  ],
  'contents of an article that has no head': [
    'item.orphaned',
    async ({ table }) => {
      const lost = layOut(articleRequest({ key: 'never.txt', sequencer: '01', claims: 2, entities: 2 }));
      await table.putAll([...lost.manifests, ...lost.contents]);
    },
  ],
  'a text that is gone': [
    'text.missing',
    async ({ table, texts }, key) => {
      texts.delete(String((await table.get(headKey(idOf(key))))?.textHash));
    },
  ],
  'an article of a denied publisher': [
    'record.denied',
    async ({ denyList }) =>
      denyList.add({ kind: 'publisher', value: 'SELBY Evening Mail', since: '2026-11-22T00:00:00.000Z' }),
  ],
};

describe('verify', () => {
  it('finds nothing wrong with a ledger that is right, versions that were replaced included', async () => {
    const world = await setUp();
    expect(world.table.items().some(({ expires }) => expires !== undefined)).toBe(true);
    const { findings, verified } = await world.verify();
    expect(findings).toEqual([]);
    expect(verified).toMatchObject({ articles: 4, objects: 4, elsewhere: 0, recent: 0 });
    expect(world.settled()).toBe(0);
  });

  it.each(Object.entries(DAMAGE))('finds and repairs %s', async (_, [problem, damage]) => {
    const world = await setUp();
    await damage(world, 'b c.txt');
    const { findings, problems } = await world.verify();
    expect(problems).toContain(problem);
    await world.repair(findings);
    // What a repair leaves to the next look: contents of a head that was damaged.
    await world.repair((await world.verify()).findings);
    expect((await world.verify()).findings).toEqual([]);
  });

  it('says which article and item it is about, and nothing of what they say', async () => {
    const world = await setUp();
    const edge = find(world, edgeOf('e.txt'));
    await world.table.deleteAll([keyOf(edge)]);
    const { findings } = await world.verify();
    expect(findings).toMatchObject([
      { problem: 'item.missing', articleId: idOf('e.txt'), key: 'e.txt', item: keyOf(edge) },
    ]);
  });

  it('leaves new objects, folders and other buckets alone', async () => {
    const { objects, ledger, verify } = await setUp();
    objects.set('on-its-way.txt', new Date(NOW - HOUR / 2).toISOString());
    objects.set('folder/', LONG_AGO);
    const other = articleRequest({ key: 'x.txt', claims: 1 });
    await ledger.refuse(
      { ...other.version, bucket: 'other' },
      { code: 'article.empty', message: '' },
      '0.1.0+0a1b2c3d',
    );
    const { findings, verified } = await verify();
    expect(findings).toEqual([]);
    expect(verified).toMatchObject({ recent: 1, elsewhere: 1 });
  });

  it('does not take a write that goes on for damage', async () => {
    const world = await setUp();
    const request = articleRequest({ key: 'a.txt', sequencer: 'aaa', claims: 2, entities: 2 });
    const going = layOut(request);
    await world.table.putAll([...going.manifests, ...going.contents]);
    const { problems } = await world.verify();
    expect(problems).toEqual(['item.orphaned']);
    // It ends while the audit waits.
    world.whileSettling(async () => {
      world.texts.add(request.textHash);
      await world.ledger.record(request);
    });
    expect((await world.verify()).findings).toEqual([]);
  });

  it('ends with a ledger that is right after any damage', async () => {
    const names = Object.keys(DAMAGE).filter((name) => name !== 'an article of a denied publisher');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...KEYS)), { maxLength: 5 }),
        async (damages) => {
          const world = await setUp();
          for (const [name, key] of damages) {
            // One may leave another nothing to damage.
            await DAMAGE[name]![1](world, key).catch(() => {});
          }
          for (let round = 0; round < 3; round++) await world.repair((await world.verify()).findings);
          expect((await world.verify()).findings).toEqual([]);
          for (const key of world.objects.keys()) {
            expect((await world.ledger.article(idOf(key)))?.claims).toHaveLength(3);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
