import { beforeEach, describe, expect, it } from 'vitest';
import { articleRequest, passedOn, version } from '../../tests/articleRequest.ts';
import { emptyLedgers } from '../../tests/emptyLedgers.ts';
import { measureCapacity } from '../../tests/measureCapacity.ts';
import { PermanentError } from '../errors.ts';
import { STANCES } from '../extract/extraction.ts';
import { checkArticle } from '../ops/verify/checkArticle.ts';
import { createLedger } from './createLedger.ts';
import { MAX_PAST_VERSIONS } from './historyLimits.ts';
import { articleId, entityKey } from './keys.ts';
import { layOut } from './layOut.ts';
import type { Ledger, LedgerClaim, Page, PageRequest, RecordRequest } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import type { StoredClaim } from './records.ts';

let units: ReturnType<typeof measureCapacity>;
let table: LedgerTable;
let ledger: Ledger;

const emptyLedger = emptyLedgers();
beforeEach(async () => {
  const empty = await emptyLedger();
  ({ table, ledger } = empty);
  units ??= measureCapacity(empty.client);
});

const idOf = ({ version: { bucket, key } }: RecordRequest) => articleId(bucket, key);
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PermanentError);
  return (error as PermanentError).code;
};

/** Everything a list holds, page by page. */
async function all<T>(limit: number, page: (request: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | undefined; ; ) {
    const { items: some, next } = await page({ limit, ...(after !== undefined && { after }) });
    expect(some.length).toBeLessThanOrEqual(limit);
    items.push(...some);
    if (next === null) return items;
    expect(next).not.toBe(after);
    after = next;
  }
}

/** Articles of three publishers on five days each, two a day. */
async function recordMany(): Promise<RecordRequest[]> {
  const requests = ['Selby Evening Mail', 'The Selby Evening Mail', 'Coast Courier'].flatMap(
    (publisher, index) =>
      Array.from({ length: 10 }, (_, number) =>
        articleRequest({
          key: `${index}/${number}.txt`,
          publisher,
          published: `2024-03-0${1 + Math.floor(number / 2)}T0${index}:00:00.000Z`,
          claims: 3 + (number % 3),
          entities: 8,
        }),
      ),
  );
  await Promise.all(requests.map((request) => ledger.record(request)));
  return requests;
}

const newestFirst = (items: readonly { time: string; id: string }[]) =>
  [...items].sort((a, b) => (`${a.time}${a.id}` < `${b.time}${b.id}` ? 1 : -1));

describe('an article in the ledger', () => {
  it('is read back as it was recorded', async () => {
    const request = articleRequest();
    expect(await ledger.record(request)).toBe('recorded');
    const record = await ledger.article(idOf(request));
    expect(record?.head).toMatchObject({
      ...request.version,
      ...request.article.metadata,
      id: idOf(request),
      status: 'processed',
      time: '2024-05-01T00:00:00.000Z',
      textHash: request.textHash,
      claimCount: 24,
      narratedCount: 0,
      entityCount: 15,
      extractorVersion: request.extractorVersion,
      schemaVersion: 1,
    });
    expect(record?.claims).toEqual(
      request.extraction.claims.map((claim) => ({
        ...claim,
        cueText: 'said',
        sourceKey: entityKey(claim.sourceName ?? ''),
        sourceId: entityKey(claim.sourceName ?? ''),
      })),
    );
    expect(record?.entities).toEqual(
      request.extraction.entities.map((entity) => ({
        ...entity,
        key: entityKey(entity.name),
        // Many coasts have a guard.
        entityId: entity.name === 'Coast Guard' ? `coast-guard~${idOf(request)}` : entityKey(entity.name),
      })),
    );
    expect(record?.blocks).toEqual(request.article.blocks);
  });

  it('gives back narrated claims, and the sentences that were set aside', async () => {
    const request = articleRequest({ claims: 2, narrated: 4 });
    await ledger.record(request);
    const record = await ledger.article(idOf(request));
    expect(record?.head).toMatchObject({ claimCount: 6, narratedCount: 4 });
    expect(record?.claims.map(({ kind, hedged, sourceKey }) => [kind, hedged, sourceKey])).toEqual([
      ['attributed', null, 'ines-calder'],
      ['attributed', null, 'piet-lammers'],
      ['narrated', true, null],
      ['narrated', false, null],
      ['narrated', false, null],
      ['narrated', false, null],
    ]);
    expect(record?.setAside).toEqual(request.extraction.setAside);
    expect(record?.setAside).toHaveLength(2);
  });

  it('reads records from before there were narrated claims', async () => {
    const request = articleRequest({ claims: 2, entities: 2 });
    const layout = layOut(request);
    const old = [...layout.manifests, ...layout.contents, layout.headItem].map((item) => {
      const { narratedCount: _, setAside: __, claims, ...rest } = item as Record<string, unknown>;
      const bare = (claims as LedgerClaim[] | undefined)?.map(({ hedged: _, ...claim }) => claim);
      return { ...rest, ...(bare && { claims: bare }) } as Item;
    });
    await table.putAll(old);
    const record = await ledger.article(idOf(request));
    expect(record?.head.narratedCount).toBe(0);
    expect(record?.claims.map(({ hedged }) => hedged)).toEqual([null, null]);
    expect(record?.setAside).toEqual([]);
    expect((await ledger.claims({ limit: 5, kind: 'attributed' })).items).toHaveLength(2);
    expect((await ledger.claims({ limit: 5, kind: 'narrated' })).items).toEqual([]);
  });

  it('reads records from before there were chains and stances, and finds no fault with them', async () => {
    const request = passedOn(articleRequest({ claims: 4, narrated: 1 }));
    const layout = layOut(request);
    await table.putAll(
      [...layout.manifests, ...layout.contents, layout.headItem].map((item) => {
        const { stances: _, via: __, chains: ___, claims, ...rest } = item as Record<string, unknown>;
        const bare = (claims as StoredClaim[] | undefined)?.map(({ outer: _, ...claim }) => claim);
        return { ...rest, ...(bare && { claims: bare }) } as Item;
      }),
    );
    expect((await ledger.article(idOf(request)))?.claims.map(({ chain }) => chain)).toEqual(
      Array(5).fill(null),
    );
    expect((await ledger.claims({ limit: 9, via: 'Ines Calder' })).items).toEqual([]);
    expect(await all(2, (page) => ledger.claims({ ...page, stance: 'assert' }))).toHaveLength(4);
    expect(await all(2, (page) => ledger.claims({ ...page, stance: 'deny' }))).toEqual([]);
    expect(await checkArticle(table, idOf(request))).toEqual([]);
  });

  it('tells nothing of how it is kept', async () => {
    const request = articleRequest({ narrated: 3 });
    await ledger.record(request);
    const text = JSON.stringify([
      await ledger.article(idOf(request)),
      await ledger.articles({ limit: 5 }),
      await ledger.claims({ limit: 5 }),
      await ledger.entities({ limit: 5, prefix: 's' }),
    ]);
    expect(text).not.toMatch(
      /"(?:pk|sk|edition|generation|listed|statusList|publisherList|claimsInChunks|stances|chains|outer)"|"narrated":/,
    );
  });

  it('of 24 claims and 15 entities costs at most 62 write units, its two index entries included', async () => {
    units.reset();
    await ledger.record(articleRequest());
    expect(units.written() + 2).toBeLessThanOrEqual(62);
    units.reset();
    await ledger.record(articleRequest({ sequencer: '0067' }));
    expect(units.written() + 2).toBeLessThanOrEqual(62);
    units.reset();
    await ledger.record(articleRequest({ sequencer: '0067' }));
    await ledger.record(articleRequest({ sequencer: '0066' }));
    expect(units.written()).toBe(0);
  });

  it('of claims inside others has no more items than one without', () => {
    const items = ({ manifests, contents }: ReturnType<typeof layOut>) => [...manifests, ...contents].length;
    expect(items(layOut(passedOn(articleRequest())))).toBe(items(layOut(articleRequest())));
  });

  it('of 5,000 claims is read back whole, and page by page', async () => {
    const request = articleRequest({ claims: 5_000, entities: 300 });
    await ledger.record(request);
    const record = await ledger.article(idOf(request));
    expect(record?.claims.map(({ id }) => id)).toEqual(request.extraction.claims.map(({ id }) => id));
    expect(record?.entities).toHaveLength(300);
    const source = request.extraction.claims[0]?.sourceName ?? '';
    const said = request.extraction.claims.filter(({ sourceName }) => sourceName === source);
    const pages = await all(200, (page) => ledger.claims({ ...page, source }));
    expect(pages.map(({ id }) => id)).toEqual(said.map(({ id }) => id));
    expect(await ledger.withdraw({ ...request.version, sequencer: '0067' }, '0.1.0+0')).toBe('recorded');
    expect((await ledger.claims({ source, limit: 10 })).items).toEqual([]);
  });

  it('keeps every mention of an entity that is named 10,000 times', async () => {
    const request = articleRequest({ claims: 1, entities: 2 });
    const mentions = Array.from({ length: 10_000 }, (_, index) => [index * 8, index * 8 + 5] as const);
    const entities = request.extraction.entities.map((entity) => ({ ...entity, mentions }));
    await ledger.record({ ...request, extraction: { ...request.extraction, entities } });
    expect((await ledger.article(idOf(request)))?.entities.map((entity) => entity.mentions)).toEqual([
      mentions,
      mentions,
    ]);
  });

  it('cuts very long texts and says so, never a character', async () => {
    const request = articleRequest({ claims: 1 });
    const claims = request.extraction.claims.map((claim) => ({
      ...claim,
      standalone: `x${'🍇'.repeat(5_000)}`,
      sourceName: 'y'.repeat(3_000),
    }));
    await ledger.record({ ...request, extraction: { ...request.extraction, claims } });
    const [claim] = (await ledger.article(idOf(request)))?.claims ?? [];
    expect(claim?.standalone).toBe(`x${'🍇'.repeat(1_999)}…`);
    expect(claim?.sourceName).toBe(`${'y'.repeat(999)}…`);
    expect((await ledger.claims({ source: claim?.sourceName ?? '', limit: 1 })).items).toHaveLength(1);
  });

  it('keeps an article without claims, entities, blocks, publisher or publication time', async () => {
    const request = articleRequest({ claims: 0, entities: 0, publisher: null, published: null });
    const bare = { ...request, article: { ...request.article, blocks: [] } };
    expect(await ledger.record(bare)).toBe('recorded');
    expect(await ledger.article(idOf(bare))).toMatchObject({
      head: { time: bare.version.receivedAt, publisher: null },
      claims: [],
      entities: [],
      blocks: [],
    });
  });

  it('that nobody knows is null', async () => {
    expect(await ledger.article('0'.repeat(24))).toBeNull();
  });
});

describe('versions of an article', () => {
  it('repeat, replace and come late as their sequencers say', async () => {
    const at = (sequencer: string) => articleRequest({ sequencer });
    expect(await ledger.record(at('00B0'))).toBe('recorded');
    expect(await ledger.record(at('00B0'))).toBe('repeated');
    expect(await ledger.record(at('00A0'))).toBe('superseded');
    expect(await ledger.record(at('00C'))).toBe('recorded');
    expect((await ledger.article(idOf(at('0'))))?.head.sequencer).toBe('00C');
  });

  it('are replaced by a newer extractor, never by an older one', async () => {
    const by = (extractorVersion: string) => articleRequest({ extractorVersion });
    expect(await ledger.record(by('0.9.0+ffffffff'))).toBe('recorded');
    expect(await ledger.record(by('0.10.0+00000000'))).toBe('recorded');
    expect(await ledger.record(by('0.9.0+ffffffff'))).toBe('superseded');
    expect((await ledger.article(idOf(by('0'))))?.head.extractorVersion).toBe('0.10.0+00000000');
  });

  it('that were refused are listed with the reason, without claims', async () => {
    const refusal = { code: 'article.binary', message: 'uploads/a.txt is not text.' };
    expect(await ledger.refuse(version('a.txt', '01'), refusal, '0.1.0+0')).toBe('recorded');
    expect((await ledger.articles({ status: 'refused', limit: 5 })).items).toMatchObject([
      { status: 'refused', refusal },
    ]);
    expect((await ledger.articles({ status: 'processed', limit: 5 })).items).toEqual([]);
    expect(await ledger.article(articleId('uploads', 'a.txt'))).toMatchObject({
      head: { refusal },
      claims: [],
    });
  });

  it('that are withdrawn are gone for readers, and late events do not bring them back', async () => {
    const request = articleRequest({ sequencer: '0A' });
    await ledger.record(request);
    expect(await ledger.withdraw({ ...request.version, sequencer: '0C' }, '0.1.0+0')).toBe('recorded');
    expect(await ledger.record(articleRequest({ sequencer: '0B' }))).toBe('superseded');
    expect(await ledger.article(idOf(request))).toBeNull();
    expect((await ledger.articles({ limit: 5 })).items).toEqual([]);
    expect((await ledger.claims({ limit: 5 })).items).toEqual([]);
    expect((await ledger.articlesOfEntity({ entity: 'Port Selby', limit: 5 })).items).toEqual([]);
    expect(await ledger.record(articleRequest({ sequencer: '0D' }))).toBe('recorded');
    expect(await ledger.article(idOf(request))).not.toBeNull();
  });

  it('move in time and between publishers with what they say', async () => {
    await ledger.record(articleRequest({ sequencer: '0A', published: '2024-05-01' }));
    await ledger.record(
      articleRequest({ sequencer: '0B', published: '2024-06-01', publisher: 'Coast Courier' }),
    );
    expect((await ledger.articles({ limit: 5 })).items).toHaveLength(1);
    expect((await ledger.articles({ publisher: 'Selby Evening Mail', limit: 5 })).items).toEqual([]);
    expect((await ledger.articles({ publisher: 'coast courier', limit: 5 })).items).toHaveLength(1);
    expect((await ledger.claims({ source: 'Ines Calder', to: '2024-05-02', limit: 5 })).items).toEqual([]);
    expect((await ledger.claims({ source: 'Ines Calder', from: '2024-06-01', limit: 5 })).items).not.toEqual(
      [],
    );
  });
});

describe('the history of an article', () => {
  const DAY = 86_400_000;
  const started = Date.parse('2024-05-02T08:00:00.000Z');
  let today: number;
  let dated: Ledger;
  beforeEach(() => {
    today = started;
    dated = createLedger(table, { now: () => today, historyDays: 30 });
  });
  const at = (sequencer: string, claims = 24) => articleRequest({ sequencer, claims });
  const id = idOf(at('0A'));

  it('holds every version that was current, whole, newest first', async () => {
    await dated.record(at('0A', 5));
    await dated.refuse(version(at('0B').version.key, '0B'), { code: 'a.b', message: 'No.' }, '0.1.0+0');
    await dated.record(at('0C', 7));
    await dated.record(articleRequest({ sequencer: '0C', claims: 8, extractorVersion: '0.2.0+0' }));
    const versions = (await dated.versions(id)) ?? [];
    expect(
      versions.map(({ current, sequencer, status, claimCount }) => [current, sequencer, status, claimCount]),
    ).toEqual([
      [true, '0C', 'processed', 8],
      [false, '0C', 'processed', 7],
      [false, '0B', 'refused', 0],
      [false, '0A', 'processed', 5],
    ]);
    for (const { version, claimCount, extractorVersion } of versions) {
      const record = await dated.article(id, version);
      expect(record?.head).toMatchObject({ version, extractorVersion });
      expect(record?.claims).toHaveLength(claimCount);
    }
    expect((await dated.article(id))?.head.version).toBe(versions[0]?.version);
    const past = versions[3]?.version ?? '';
    expect((await dated.article(id, past))?.claims.map(({ standalone }) => standalone)).toEqual(
      at('0A', 5).extraction.claims.map(({ standalone }) => standalone),
    );
  });

  it('is in no list', async () => {
    await dated.record(at('0A', 24));
    await dated.record(at('0B', 3));
    expect((await dated.articles({ limit: 5 })).items).toHaveLength(1);
    expect((await dated.claims({ limit: 50 })).items).toHaveLength(3);
    for (const source of at('0A').extraction.claims.map(({ sourceName }) => sourceName ?? '')) {
      for (const { article } of (await dated.claims({ source, limit: 50 })).items)
        expect(article.id).toBe(id);
      expect((await dated.claims({ source, limit: 50 })).items.length).toBeLessThan(4);
    }
  });

  it('ends for readers when its time is over, though DynamoDB has not deleted it yet', async () => {
    await dated.record(at('0A'));
    today += DAY;
    await dated.record(at('0B'));
    const past = (await dated.versions(id))?.[1];
    expect(past?.readableUntil).toBe(new Date(started + 31 * DAY).toISOString());
    today = started + 31 * DAY - 1;
    expect(await dated.article(id, past?.version)).not.toBeNull();
    today += 1;
    expect(await dated.article(id, past?.version)).toBeNull();
    expect(await dated.versions(id)).toHaveLength(1);
  });

  it('is nothing but items that DynamoDB will delete', async () => {
    await dated.record(at('0A'));
    await dated.record(at('0B'));
    const { items } = await table.query({ partition: `A#${id}`, from: '', to: '~' });
    const current = layOut(at('0B'));
    const lasting = new Set(
      [current.headItem, ...current.manifests, ...current.contents].map(({ sk }) => sk),
    );
    const passing = items.filter(({ sk }) => !lasting.has(sk));
    expect(passing.length).toBeGreaterThan(3);
    for (const { expires } of passing) expect(expires).toBe(started / 1000 + 30 * 86_400);
    for (const item of items.filter(({ sk }) => lasting.has(sk))) expect(item).not.toHaveProperty('expires');
  });

  it('goes with the article when that is withdrawn, and stays gone', async () => {
    await dated.record(at('0A'));
    await dated.record(at('0B'));
    await dated.withdraw({ ...at('0C').version }, '0.1.0+0');
    expect(await dated.versions(id)).toBeNull();
    const { items } = await table.query({ partition: `A#${id}`, from: '', to: '~' });
    expect(items.map(({ sk }) => sk)).toEqual(['HEAD']);
    await dated.record(at('0D'));
    await dated.record(at('0E'));
    expect((await dated.versions(id))?.map(({ sequencer }) => sequencer)).toEqual(['0E', '0D']);
  });

  it('does not hold what came late: nobody ever saw it', async () => {
    await dated.record(at('0B'));
    await dated.record(at('0A'));
    expect(await dated.versions(id)).toHaveLength(1);
  });

  it('is the same after its events come again', async () => {
    for (const sequencer of ['0A', '0B', '0C', '0A', '0B', '0C', '0B', '0A'])
      await dated.record(at(sequencer));
    const versions = (await dated.versions(id)) ?? [];
    expect(versions.map(({ sequencer }) => sequencer)).toEqual(['0C', '0B', '0A']);
    for (const { version } of versions) expect((await dated.article(id, version))?.claims).toHaveLength(24);
  });

  it('is bounded: the oldest go first', async () => {
    const count = MAX_PAST_VERSIONS + 3;
    for (let index = 0; index < count; index++) {
      await dated.record(
        articleRequest({ sequencer: (0xa00 + index).toString(16).padStart(6, '0'), claims: 1, entities: 1 }),
      );
    }
    const versions = (await dated.versions(id)) ?? [];
    expect(versions).toHaveLength(MAX_PAST_VERSIONS + 1);
    expect(versions.at(-1)?.sequencer).toBe('000a02');
    expect((await dated.article(id, versions.at(-1)?.version))?.claims).toHaveLength(1);
  });

  it('has nothing under a name that is none', async () => {
    await dated.record(at('0A'));
    for (const name of ['', 'HEAD', '0A', '0a-00000000', '0A-00000000', `${'0'.repeat(33)}-00000000`]) {
      expect(await dated.article(id, name)).toBeNull();
    }
  });
});

describe('lists', () => {
  it('give articles newest first in pages of any size, of one publisher however it is spelt', async () => {
    const requests = await recordMany();
    for (const limit of [1, 7, 30, 100]) {
      const listed = await all(limit, (page) => ledger.articles(page));
      expect(listed).toHaveLength(30);
      expect(listed).toEqual(newestFirst(listed));
    }
    expect(
      await all(4, (page) => ledger.articles({ ...page, publisher: 'selby evening mail' })),
    ).toHaveLength(20);
    const one = requests.at(-1)?.version.key;
    expect((await all(9, (page) => ledger.articles(page))).filter(({ key }) => key === one)).toHaveLength(1);
  });

  it('end where the range ends: from is included, to is not', async () => {
    await recordMany();
    const range = { from: '2024-03-02', to: '2024-03-04T01:00:00Z' };
    const listed = await all(5, (page) => ledger.articles({ ...page, ...range }));
    const times = [...new Set(listed.map(({ time }) => time))].sort();
    expect(times[0]).toBe('2024-03-02T00:00:00.000Z');
    expect(times.at(-1)).toBe('2024-03-04T00:00:00.000Z');
    expect(listed).toHaveLength(14);
    const claims = await all(5, (page) => ledger.claims({ ...page, ...range }));
    expect(new Set(claims.map(({ article }) => article.id))).toEqual(new Set(listed.map(({ id }) => id)));
    expect((await ledger.articles({ from: '2024-03-04', to: '2024-03-02', limit: 5 })).items).toEqual([]);
  });

  it('give the same claims in pages of any size, by source, entity, publisher and all', async () => {
    const requests = await recordMany();
    const name = 'Harbour Authority of Port Selby';
    const claims = requests.flatMap((request) => request.extraction.claims);
    const bySource = claims.filter(({ sourceName }) => sourceName === name).length;
    const mentions = requests.flatMap(({ extraction: { claims, entities } }) => {
      const spans = entities.find((entity) => entity.name === name)?.mentions ?? [];
      return claims.filter(({ content, source }) =>
        spans.some(([start, end]) =>
          [...content, ...(source ?? [])].some((span) => start < span[1] && span[0] < end),
        ),
      );
    }).length;
    expect(mentions).toBeGreaterThan(bySource);
    for (const [query, expected] of [
      [{ source: name }, bySource],
      [{ entity: name }, mentions],
      [
        { publisher: 'Coast Courier' },
        requests.slice(20).flatMap(({ extraction }) => extraction.claims).length,
      ],
      [{}, claims.length],
    ] as const) {
      const whole = await all(250, (page) => ledger.claims({ ...page, ...query }));
      expect(whole).toHaveLength(expected);
      const places = whole.map(({ article, id }) => ({
        time: article.time,
        id: article.id,
        claim: Number(id.slice(1)),
      }));
      expect(places).toEqual(
        [...places].sort((a, b) =>
          a.id === b.id ? a.claim - b.claim : `${a.time}${a.id}` < `${b.time}${b.id}` ? 1 : -1,
        ),
      );
      for (const limit of [1, 4, 26]) {
        expect(await all(limit, (page) => ledger.claims({ ...page, ...query }))).toEqual(whole);
      }
    }
  });

  it('give the articles of an entity newest first, also those where it only speaks', async () => {
    const requests = await recordMany();
    const listed = await all(4, (page) => ledger.articlesOfEntity({ ...page, entity: 'the INES calder' }));
    expect(listed).toHaveLength(requests.length);
    expect(listed).toEqual(newestFirst(listed));
  });

  it('find who is no named entity as a source', async () => {
    await ledger.record(articleRequest({ claims: 2, entities: 0 }));
    expect((await ledger.claims({ source: 'officials', limit: 5 })).items).toHaveLength(2);
    expect((await ledger.entities({ prefix: 'off', limit: 5 })).items).toEqual([]);
  });

  it('go on at the same place while articles come in', async () => {
    await recordMany();
    const first = await ledger.claims({ limit: 5 });
    await ledger.record(articleRequest({ key: 'late.txt', published: '2025-01-01' }));
    const rest = await all(50, ({ after = first.next ?? '', ...page }) => ledger.claims({ ...page, after }));
    const ids = [...first.items, ...rest].map(({ article, id }) => `${article.id} ${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength((await all(250, (page) => ledger.claims({ ...page, to: '2025-01-01' }))).length);
  });

  it('read a bounded part of the table for one page, and say where to go on', async () => {
    const key = entityKey('Nobody Home');
    const ghost = layOut(articleRequest()).head;
    await table.putAll(
      Array.from({ length: 1_000 }, (_, index) => ({
        pk: `N#${key}`,
        sk: `S#2024-01-01T00:00:00.000Z#${index.toString(16).padStart(24, '0')}#${ghost.edition}`,
        schemaVersion: 1,
        extractorVersion: '0.1.0+0',
        sourceOf: [0],
        mentionedIn: [],
      })),
    );
    units.reset();
    const page = await ledger.claims({ source: 'Nobody Home', limit: 25 });
    expect(page.items).toEqual([]);
    expect(page.next).not.toBeNull();
    expect(units.read()).toBeLessThan(600);
    expect(await all(25, (each) => ledger.claims({ ...each, source: 'Nobody Home' }))).toEqual([]);
  });

  it('give the claims of one kind alone, page by page, and of a source none that is narrated', async () => {
    const requests = [1, 2, 3].map((day) =>
      articleRequest({ key: `${day}.txt`, published: `2024-05-0${day}`, claims: 5, narrated: 3 + day }),
    );
    for (const request of requests) await ledger.record(request);
    for (const kind of ['attributed', 'narrated'] as const) {
      const found = await all(4, (page) => ledger.claims({ ...page, kind }));
      expect(found.map(({ article, id }) => `${article.id} ${id}`)).toEqual(
        requests
          .toReversed()
          .flatMap((request) =>
            request.extraction.claims
              .filter((claim) => claim.kind === kind)
              .map(({ id }) => `${idOf(request)} ${id}`),
          ),
      );
    }
    expect(await all(9, (page) => ledger.claims(page))).toHaveLength(15 + 4 + 5 + 6);
    const said = await all(9, (page) => ledger.claims({ ...page, source: 'Ines Calder' }));
    expect(said.length).toBeGreaterThan(0);
    expect(said.every(({ kind }) => kind === 'attributed')).toBe(true);
  });

  it('give what others say through a source, apart from what it says itself', async () => {
    const requests = [1, 2].map((day) =>
      passedOn(articleRequest({ key: `${day}.txt`, published: `2024-05-0${day}` })),
    );
    for (const request of requests) await ledger.record(request);
    const listed = async (query: { source: string } | { via: string }) =>
      (await all(2, (page) => ledger.claims({ ...page, ...query }))).map(({ id, chain }) => [id, chain]);
    const through = ['c2', 'c10', 'c18'].map((id) => [id, ['Ines Calder', 'Piet Lammers']]);
    expect(await listed({ via: 'Ines Calder' })).toEqual([...through, ...through]);
    const own = ['c1', 'c9', 'c17'].map((id) => [id, ['Ines Calder']]);
    expect(await listed({ source: 'ines-calder' })).toEqual([...own, ...own]);
    expect(await listed({ source: 'Piet Lammers' })).toEqual([...through, ...through]);
    expect(await listed({ via: 'Piet Lammers' })).toEqual([]);
  });

  it('give what is passed on over several levels under each of them, but never as its own source’s', async () => {
    const request = articleRequest({ claims: 4 });
    const [first, second, third, fourth] = request.extraction.claims.map((claim) => claim.sourceName);
    const chains = [[first], [first, second], [first, second, third], [first, second, third, first]];
    const claims = request.extraction.claims.map((claim, index) => ({
      ...claim,
      parent: index === 0 ? null : `c${index}`,
      chain: chains[index]!.map((name) => name ?? null),
      ...(index === 3 && { sourceName: first ?? null, sourceEntity: 'e1' }),
    }));
    expect(fourth).not.toBe(first);
    await ledger.record({ ...request, extraction: { ...request.extraction, claims } });
    const via = async (name: string | null | undefined) =>
      (await ledger.claims({ limit: 9, via: name ?? '' })).items.map(({ id }) => id);
    expect([await via(first), await via(second), await via(third)]).toEqual([
      ['c2', 'c3'],
      ['c3', 'c4'],
      ['c4'],
    ]);
    expect(await checkArticle(table, idOf(request))).toEqual([]);
  });

  it('give the claims of one stance alone, in full pages, with any other filter', async () => {
    const requests = [1, 2, 3].map((day) => {
      const request = articleRequest({
        key: `${day}.txt`,
        published: `2024-05-0${day}`,
        claims: 30,
        narrated: 5,
      });
      const claims = request.extraction.claims.map((claim, index) =>
        claim.kind === 'narrated' ? claim : { ...claim, stance: STANCES[(index + day) % STANCES.length]! },
      );
      return { ...request, extraction: { ...request.extraction, claims } };
    });
    for (const request of requests) await ledger.record(request);
    const said = requests.toReversed().flatMap((request) => request.extraction.claims);
    for (const stance of STANCES) {
      const expected = said.filter((claim) => claim.stance === stance);
      expect(expected.length).toBeGreaterThan(4);
      const { items } = await ledger.claims({ limit: 4, stance });
      expect(items.map(({ standalone }) => standalone)).toEqual(
        expected.slice(0, 4).map(({ standalone }) => standalone),
      );
      const paged = await all(4, (page) => ledger.claims({ ...page, stance }));
      expect(paged.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      const ofOne = await all(4, (page) => ledger.claims({ ...page, stance, source: 'Ines Calder' }));
      expect(ofOne.map(({ id }) => id)).toEqual(
        expected.filter(({ sourceName }) => sourceName === 'Ines Calder').map(({ id }) => id),
      );
    }
  });

  it('find names by their beginning, whatever its case and accents, and neither dates nor sums', async () => {
    const request = articleRequest();
    const entity = (id: string, name: string, type: 'person' | 'date' | 'money') => ({
      id,
      name,
      type,
      mentions: [[0, 1] as const],
      references: [],
    });
    await ledger.record({
      ...request,
      extraction: {
        claims: [],
        setAside: [],
        entities: [
          entity('e1', 'Éva Marsh', 'person'),
          entity('e2', 'Eva Moor', 'person'),
          entity('e3', 'Evander', 'person'),
          entity('e4', 'eve of Monday', 'date'),
          entity('e5', 'Ever 5 €', 'money'),
        ],
      },
    });
    const names = async (prefix: string, limit = 10) =>
      (await all(limit, (page) => ledger.entities({ ...page, prefix }))).map(({ name }) => name);
    expect(await names('EVA ')).toEqual(['Éva Marsh', 'Eva Moor', 'Evander']);
    expect(await names('éva m', 1)).toEqual(['Éva Marsh', 'Eva Moor']);
    expect(await names('eve')).toEqual([]);
    expect(await names('zz')).toEqual([]);
  });
});

describe('requests that cannot work', () => {
  it('are refused with a code', async () => {
    const limit = 5;
    for (const after of [
      '',
      'x',
      '2024-05-01T00:00:00.000Z',
      `2024-05-01T00:00:00.000Z#${'0'.repeat(23)}`,
      'é'.repeat(500),
    ]) {
      expect(await codeOf(ledger.claims({ limit, after }))).toBe('ledger.badPosition');
      expect(await codeOf(ledger.articles({ limit, after }))).toBe('ledger.badPosition');
      expect(await codeOf(ledger.articlesOfEntity({ limit, after, entity: 'a' }))).toBe('ledger.badPosition');
      expect(await codeOf(ledger.entities({ limit, after, prefix: 'abc' }))).toBe('ledger.badPosition');
    }
    for (const from of [
      'yesterday',
      '5',
      '2024-05',
      '2024-05-01T10:00',
      '2024-13-01',
      '9999-12-31T23:00:00-05:00',
      '',
    ]) {
      expect(await codeOf(ledger.claims({ limit, from }))).toBe('ledger.badTime');
    }
    expect(await codeOf(ledger.entities({ limit, prefix: ' “' }))).toBe('ledger.badPrefix');
    expect(await codeOf(ledger.record(articleRequest({ sequencer: 'first' })))).toBe('ledger.badSequencer');
  });

  it('are refused when newer code wrote the item, or something broke it', async () => {
    const request = articleRequest();
    const { headItem } = layOut(request);
    await table.putAll([{ ...headItem, schemaVersion: 2 }]);
    expect(await codeOf(ledger.article(idOf(request)))).toBe('ledger.newerSchema');
    await table.putAll([{ ...headItem, claimCount: 'many' }]);
    expect(await codeOf(ledger.article(idOf(request)))).toBe('ledger.badRecord');
  });

  it('still let older code record a newer upload of what newer code wrote', async () => {
    await table.putAll([
      { ...layOut(articleRequest()).headItem, schemaVersion: 2, claimsInChunks: 'elsewhere' },
    ]);
    expect(await ledger.record(articleRequest({ sequencer: '0067' }))).toBe('recorded');
  });
});
