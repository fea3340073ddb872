import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleRequest, version } from '../../tests/articleRequest.ts';
import { createMemoryTable } from '../../tests/memoryTable.ts';
import { startDynalite } from '../../tests/startDynalite.ts';
import { createDynamoTable } from '../aws/dynamoTable.ts';
import { createLedger } from './createLedger.ts';
import { generationOf } from './generation.ts';
import { articleId } from './keys.ts';
import { layOut } from './layOut.ts';
import type { Ledger, LedgerClaim, WriteOutcome } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';

const KEY = 'news/strike.txt';
const ID = articleId('uploads', KEY);
const SOURCE = 'Ines Calder';
const ENTITY = 'Institute for Sea Law';

/** Something that happens to the article, once or several times over. */
interface Happening {
  readonly kind: 'record' | 'refuse' | 'withdraw';
  readonly sequencer: string;
  readonly extractorVersion: string;
  readonly size: 'small' | 'large' | 'bare';
  readonly deliveries: readonly Delivery[];
}

/** One delivery of it, to processes that die at the given step of their work; the last one lives. */
interface Delivery {
  /** What this process made of the same bytes: extractors need not give the same bits on all processors. */
  readonly variant: number;
  readonly crashesAt: readonly number[];
}

type Step = () => Promise<void>;

const now: Step = async () => {};

class Crash extends Error {}

const delivery = fc.record({
  variant: fc.constantFrom(0, 0, 0, 1),
  crashesAt: fc.array(fc.nat({ max: 60 }), { maxLength: 2 }),
});
const happenings = (kinds: readonly Happening['kind'][]) =>
  fc
    .uniqueArray(
      fc.record({
        kind: fc.constantFrom(...kinds),
        // Of unequal length, as S3 gives them: the shorter is to be read as padded on its right.
        sequencer: fc.constantFrom('0A', '0A1', '0B', '0AFF00', 'a0'),
        extractorVersion: fc.constantFrom('0.9.0+00000000', '0.10.0+ffffffff', '0.10.0+00000000'),
        size: fc.constantFrom('small', 'large', 'bare'),
        deliveries: fc.array(delivery, { minLength: 1, maxLength: 3 }),
      }),
      {
        minLength: 1,
        maxLength: 4,
        selector: ({ sequencer, extractorVersion }) => `${sequencer} ${extractorVersion}`,
      },
    )
    .map((list) => list as Happening[]);

/** Every claim says whose it is, so that a mixture shows. */
function requestOf({ sequencer, extractorVersion, size }: Happening, variant: number) {
  const claims = { small: 3, large: 40, bare: 0 }[size];
  const request = articleRequest({
    key: KEY,
    sequencer,
    extractorVersion,
    claims,
    entities: size === 'bare' ? 0 : 15,
  });
  const tag = [sequencer, extractorVersion, variant].join(' ');
  return {
    ...request,
    extraction: {
      ...request.extraction,
      claims: request.extraction.claims.map((claim, index) => ({
        ...claim,
        sourceName: SOURCE,
        standalone: `${tag} ${index + 1}/${claims}`.padEnd(size === 'large' ? 3_900 : 0, '.'),
      })),
    },
  };
}

const variants = (happening: Happening) => [...new Set(happening.deliveries.map(({ variant }) => variant))];

/** A process's view of the table: every step of its work is one call, and from one step on it is dead. */
function mortal(table: LedgerTable, step: Step, diesAt: number): LedgerTable {
  let steps = 0;
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    await step();
    if (steps++ >= diesAt) throw new Crash();
    return work();
  };
  const oneByOne =
    <T>(work: (part: readonly T[]) => Promise<void>) =>
    async (all: readonly T[]) => {
      for (const one of all) await alive(() => work([one]));
    };
  return {
    get: (key) => alive(() => table.get(key)),
    batchGet: (keys) => alive(() => table.batchGet(keys)),
    query: (query) => alive(() => table.query(query)),
    putAll: oneByOne(table.putAll),
    deleteAll: oneByOne(table.deleteAll),
    putIfUnchanged: (item, attribute, seen) => alive(() => table.putIfUnchanged(item, attribute, seen)),
  };
}

const write = (ledger: Ledger, happening: Happening, variant: number): Promise<WriteOutcome> => {
  const { kind, sequencer, extractorVersion } = happening;
  if (kind === 'withdraw') return ledger.withdraw(version(KEY, sequencer), extractorVersion);
  if (kind === 'refuse') {
    return ledger.refuse(
      version(KEY, sequencer),
      { code: 'article.empty', message: 'Empty.' },
      extractorVersion,
    );
  }
  return ledger.record(requestOf(happening, variant));
};

async function deliver(
  table: LedgerTable,
  happening: Happening,
  { variant, crashesAt }: Delivery,
  step: Step,
) {
  for (const diesAt of [...crashesAt, Number.POSITIVE_INFINITY]) {
    try {
      return await write(createLedger(mortal(table, step, diesAt)), happening, variant);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  throw new Error('unreachable');
}

/** Fails unless the claims are all of one version's, complete and in order. */
function expectWhole(claims: readonly LedgerClaim[]) {
  const told = claims.map(({ standalone }) =>
    standalone
      .replace(/\.+$/, '')
      .match(/^(.+) (\d+)\/(\d+)$/)
      ?.slice(1),
  );
  const first = told[0];
  expect(told).toEqual(
    Array.from({ length: first ? Number(first[2]) : 0 }, (_, index) => [
      first?.[0],
      String(index + 1),
      first?.[2],
    ]),
  );
  return first?.[0];
}

async function read(table: LedgerTable, step: Step, mayBeMissing: () => boolean) {
  const ledger = createLedger(mortal(table, step, Number.POSITIVE_INFINITY));
  for (let round = 0; round < 3; round++) {
    const missing = mayBeMissing();
    const article = await ledger.article(ID);
    if (article) {
      const { head, claims, entities, blocks } = article;
      expect(claims).toHaveLength(head.claimCount);
      expect(entities).toHaveLength(head.entityCount);
      const tag = expectWhole(claims);
      if (tag) expect(tag).toContain(`${head.sequencer} ${head.extractorVersion} `);
      if (head.status === 'processed') expect(blocks.length > 0 || head.claimCount === 0).toBe(true);
    }
    for (const { version } of (await ledger.versions(ID)) ?? []) {
      const then = await ledger.article(ID, version);
      if (!then) continue;
      expect(then.claims).toHaveLength(then.head.claimCount);
      const tag = expectWhole(then.claims);
      if (tag) expect(tag).toContain(`${then.head.sequencer} ${then.head.extractorVersion} `);
    }
    const bySource = await ledger.claims({ source: SOURCE, limit: 100 });
    const latest = await ledger.claims({ limit: 100 });
    const byEntity = await ledger.claims({ entity: ENTITY, limit: 100 });
    const mentions = await ledger.articlesOfEntity({ entity: ENTITY, limit: 100 });
    expectWhole(bySource.items);
    expectWhole(latest.items);
    expect(
      new Set(byEntity.items.map(({ standalone }) => standalone.split(' ', 3).join(' '))).size,
    ).toBeLessThan(2);
    expect(mentions.items.length).toBeLessThan(2);
    if (missing) continue;
    expect(article).not.toBeNull();
    for (const list of [bySource, latest, byEntity, mentions]) expect(list.items).not.toEqual([]);
  }
}

async function run(
  table: LedgerTable,
  history: readonly Happening[],
  step: Step,
  readerStep: Step,
): Promise<Map<Happening, WriteOutcome[]>> {
  const alwaysThere = history.every(({ kind, size }) => kind === 'record' && size !== 'bare');
  let recorded = false;
  const outcomes = new Map<Happening, WriteOutcome[]>();
  const delivered = history.flatMap((happening) =>
    happening.deliveries.map(async (each) => {
      const outcome = await deliver(table, happening, each, step);
      recorded ||= outcome === 'recorded';
      outcomes.set(happening, [...(outcomes.get(happening) ?? []), outcome]);
    }),
  );
  await Promise.all([...delivered, read(table, readerStep, () => !alwaysThere || !recorded)]);
  for (const each of outcomes.values()) {
    expect(each.filter((outcome) => outcome === 'recorded').length).toBeLessThan(2);
  }
  return outcomes;
}

const rank = ({ sequencer, extractorVersion }: Happening) => generationOf(sequencer, extractorVersion);
const newest = (history: readonly Happening[]): Happening =>
  history.reduce((best, next) => (rank(next) > rank(best) ? next : best));

/** Fails unless the table holds the newest happening, all of it and nothing else but what expires. */
function expectSettled(items: readonly Item[], history: readonly Happening[]) {
  const last = newest(history);
  const names = items
    .filter(({ pk, expires }) => !pk.startsWith('D#') && expires === undefined)
    .map(({ pk, sk }) => `${pk} ${sk}`)
    .sort();
  const head = items.find(({ sk }) => sk === 'HEAD');
  expect(head).toMatchObject({ sequencer: last.sequencer, extractorVersion: last.extractorVersion });
  if (last.kind !== 'record') return expect(names).toEqual([`A#${ID} HEAD`]);
  const editions = variants(last).map((variant) => layOut(requestOf(last, variant)));
  const edition = editions.find((each) => each.head.edition === head?.edition);
  expect(names).toEqual(
    [edition?.headItem, ...(edition?.manifests ?? []), ...(edition?.contents ?? [])]
      .map((item) => `${item?.pk} ${item?.sk}`)
      .sort(),
  );
}

/**
 * Fails unless exactly the versions that were current since the last withdrawal can still be read, each whole, and the
 * items that expire are theirs.
 */
async function expectHistory(
  table: LedgerTable,
  items: readonly Item[],
  outcomes: ReadonlyMap<Happening, readonly WriteOutcome[]>,
) {
  const history = [...outcomes.keys()];
  const last = newest(history);
  const ledger = createLedger(table);
  const versions = await ledger.versions(ID);
  if (last.kind === 'withdraw') expect(versions).toBeNull();
  else expect(versions?.[0]).toMatchObject({ current: true, sequencer: last.sequencer });

  const withdrawals = history.filter(({ kind }) => kind === 'withdraw');
  const tookEffect = withdrawals.filter((each) => outcomes.get(each)?.includes('recorded'));
  const past = (versions ?? []).slice(1);
  const listed = past.map(({ sequencer, extractorVersion }) => {
    const happening = history.find(
      (each) => each.sequencer === sequencer && each.extractorVersion === extractorVersion,
    );
    if (!happening) throw new Error(`nobody recorded ${sequencer} ${extractorVersion}`);
    return happening;
  });
  expect(listed.map(rank)).toEqual([...listed.map(rank)].sort().reverse());
  expect(new Set(listed.map(rank)).size).toBe(listed.length);
  for (const each of listed) {
    expect(each.kind).not.toBe('withdraw');
    expect(tookEffect.filter((withdrawal) => rank(withdrawal) > rank(each))).toEqual([]);
  }
  if (last.kind !== 'withdraw') {
    const expected = history.filter(
      (each) =>
        each !== last &&
        each.kind !== 'withdraw' &&
        outcomes.get(each)?.includes('recorded') &&
        !withdrawals.some((withdrawal) => rank(withdrawal) > rank(each)),
    );
    for (const each of expected) expect(listed).toContain(each);
  }

  const ofHistory = new Set<string>();
  for (const [index, { version, status }] of past.entries()) {
    const record = await ledger.article(ID, version);
    const happening = listed[index]!;
    expect(record?.head).toMatchObject({ version, status, sequencer: happening.sequencer });
    expect(expectWhole(record?.claims ?? [])?.slice(0, -1)).toBe(
      record?.claims.length ? `${happening.sequencer} ${happening.extractorVersion} ` : undefined,
    );
    ofHistory.add(rank(happening));
  }
  const passing = items.filter(({ expires }) => expires !== undefined);
  for (const { pk, sk } of passing) {
    expect(pk).toBe(`A#${ID}`);
    const belongs = [...ofHistory].some((generation) => sk.slice(2).startsWith(generation));
    // Who makes history of an edition while it is withdrawn, and dies, leaves chunks that nothing leads to until they expire.
    if (withdrawals.length === 0) expect([sk, belongs]).toEqual([sk, true]);
  }
}

describe('writing an article', () => {
  for (const [what, kinds] of [
    ['recorded only', ['record']],
    ['recorded, refused and withdrawn', ['record', 'record', 'refuse', 'withdraw']],
  ] as const) {
    it(`keeps readers on one whole version, ends at the newest and leaves nothing behind, in any order, repetition, interleaving and crash (${what})`, async () => {
      await fc.assert(
        // A slow reader has writers begin and end between two of its steps.
        fc.asyncProperty(
          happenings(kinds),
          fc.nat({ max: 60 }),
          fc.scheduler(),
          async (history, slow, scheduler) => {
            const table = createMemoryTable();
            const step: Step = () => scheduler.schedule(Promise.resolve());
            const slowStep: Step = async () => {
              for (let count = 0; count <= slow; count++) await step();
            };
            const outcomes = await scheduler.waitFor(run(table, history, step, slowStep));
            expectSettled(table.items(), history);
            await expectHistory(table, table.items(), outcomes);
          },
        ),
        { numRuns: 150 },
      );
    });
  }

  const first: Happening = {
    kind: 'record',
    sequencer: '0A',
    extractorVersion: '0.9.0+0',
    size: 'large',
    deliveries: [{ variant: 0, crashesAt: [] }],
  };
  const second: Happening = { ...first, sequencer: '0B' };
  const third: Happening = { ...first, sequencer: '0C' };

  it("never hides the article from a reader, wherever between two of the reader's steps it is replaced", async () => {
    let steps = 0;
    for (let replacedAt = 0; replacedAt <= steps; replacedAt++) {
      const table = createMemoryTable();
      await write(createLedger(table), first, 0);
      let step = 0;
      const replace: Step = async () => {
        if (step++ === replacedAt) await write(createLedger(table), second, 0);
      };
      await read(table, replace, () => false);
      steps = Math.max(steps, step);
    }
    expect(steps).toBeGreaterThan(40);
  });

  it('is made good by a redelivery after a crash at every single step', async () => {
    for (let crash = 0; crash < 60; crash++) {
      const table = createMemoryTable();
      await run(table, [first], now, now);
      await run(table, [{ ...second, deliveries: [{ variant: 0, crashesAt: [crash] }] }], now, now);
      expectSettled(table.items(), [first, second]);
    }
  });

  it('removes what an older version left that crashed at any single step and was never delivered again', async () => {
    for (let crash = 0; crash < 60; crash++) {
      const table = createMemoryTable();
      await run(table, [first], now, now);
      await write(createLedger(mortal(table, now, crash)), second, 0).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      await run(table, [third], now, now);
      expectSettled(table.items(), [first, second, third]);
    }
  });

  const withdrawal: Happening = { ...first, kind: 'withdraw', sequencer: '0B8' };
  const fourth: Happening = { ...first, sequencer: '0D' };
  it.each([
    ['another delivery of it and a newer version', second, [second, third]],
    ['a withdrawal and newer versions', second, [withdrawal, third, fourth]],
    ['an older version and its withdrawal', third, [second, withdrawal]],
  ])(
    'comes to the same when the writer stood still at any single step during %s',
    async (_, slow, meanwhile) => {
      let steps = 0;
      for (let stoodAt = 0; stoodAt <= steps; stoodAt++) {
        const table = createMemoryTable();
        const outcomes = new Map<Happening, WriteOutcome[]>();
        const tell = (happening: Happening, outcome: WriteOutcome) =>
          outcomes.set(happening, [...(outcomes.get(happening) ?? []), outcome]);
        tell(first, await write(createLedger(table), first, 0));
        let step = 0;
        const standStill: Step = async () => {
          if (step++ !== stoodAt) return;
          for (const happening of meanwhile) {
            tell(happening, await write(createLedger(table), happening, 0));
          }
        };
        tell(slow, await write(createLedger(mortal(table, standStill, Number.POSITIVE_INFINITY)), slow, 0));
        if (step <= stoodAt) break;
        steps = Math.max(steps, step);
        expectSettled(table.items(), [...outcomes.keys()]);
        await expectHistory(table, table.items(), outcomes);
        const listed = ((await createLedger(table).versions(ID)) ?? []).slice(1);
        const kept = listed.map((each) => generationOf(each.sequencer, each.extractorVersion));
        for (const { sk } of table.items().filter(({ expires }) => expires !== undefined)) {
          expect([sk, kept.some((generation) => sk.slice(2).startsWith(generation))]).toEqual([sk, true]);
        }
      }
      expect(steps).toBeGreaterThan(30);
    },
  );
});

describe('writing an article to DynamoDB', () => {
  let server: Awaited<ReturnType<typeof startDynalite>>;
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterAll(() => server.stop());

  it('keeps readers on one whole version, ends at the newest and leaves nothing behind', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(happenings(['record', 'record', 'refuse', 'withdraw']), async (history) => {
        const tableName = `run-${++count}`;
        await server.createTable(tableName);
        const table = createDynamoTable({ client: server.client, tableName });
        const outcomes = await run(table, history, now, now);
        const { Items = [] } = await server.client.send(new ScanCommand({ TableName: tableName }));
        expectSettled(Items as Item[], history);
        await expectHistory(table, Items as Item[], outcomes);
      }),
      { numRuns: 12 },
    );
  });
});
