import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createQueryHandler } from '../lambdas/query/createQueryHandler.ts';
import { articleHead, articleRecord, knownEntity, listedClaim, page } from '../shared/api/schemasResponse.ts';
import { createDynamoTable } from '../shared/aws/dynamoTable.ts';
import { createLedger } from '../shared/ledger/createLedger.ts';
import { articleId, entityKey } from '../shared/ledger/keys.ts';
import type { ListedClaim, RecordRequest } from '../shared/ledger/ledger.ts';
import { articleRequest, passedOn, version } from './articleRequest.ts';
import { proxyEvent } from './proxyEvent.ts';
import { startDynalite } from './startDynalite.ts';

const SOURCE = 'Ines Calder';
const PUBLISHERS = ['Selby Evening Mail', 'Coast & Harbour Ünion'];
const REFUSED = version('noise.bin', '0100', '2024-05-04T12:00:00.000Z');

/** Articles of six days, two a day: one with a date alone, one at the day's last moment. */
const requests: RecordRequest[] = Array.from({ length: 12 }, (_, index) => {
  const day = `2024-05-0${1 + Math.floor(index / 2)}`;
  const request = articleRequest({
    key: `news/${index}.txt`,
    publisher: PUBLISHERS[index % 2]!,
    published: index % 2 === 0 ? day : `${day}T23:59:59.999Z`,
    claims: 7 + index,
    narrated: index % 3,
  });
  if (index % 2 === 0) return request;
  const { extraction, ...rest } = passedOn(request);
  const claims = extraction.claims.map((claim, place) =>
    claim.kind === 'attributed' && place % 3 === 0 ? { ...claim, stance: 'deny' as const } : claim,
  );
  return { ...rest, extraction: { ...extraction, claims } };
});
const newestFirst = [...requests].reverse();
const claimNames = (chosen: readonly RecordRequest[], keep: (sourceName: string | null) => boolean) =>
  chosen.flatMap(({ version: { bucket, key }, extraction }) =>
    extraction.claims
      .filter(({ kind, sourceName }) => kind === 'attributed' && keep(sourceName))
      .map(({ id }) => `${articleId(bucket, key)} ${id}`),
  );
const nameOf = ({ article, id }: ListedClaim) => `${article.id} ${id}`;
const idOf = ({ version: { bucket, key } }: RecordRequest) => articleId(bucket, key);

let database: Awaited<ReturnType<typeof startDynalite>>;
let handler: ReturnType<typeof createQueryHandler>;
beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  for (const name of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, name).mockReturnValue();
  database = await startDynalite();
  const ledger = createLedger(createDynamoTable(database));
  for (const request of requests) expect(await ledger.record(request)).toBe('recorded');
  await ledger.refuse(
    REFUSED,
    { code: 'article.binary', message: 'noise.bin is not text.' },
    '0.1.0+0a1b2c3d',
  );
  const texts = new Map(requests.map(({ textHash, article }) => [textHash, article.text]));
  handler = createQueryHandler({
    ledger,
    store: { readText: async (hash) => texts.get(hash) ?? null },
    cursorSecret: async () => 'a secret for tests',
  });
});
afterAll(async () => {
  await database.stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const ask = async (path: string, parameters: Record<string, string> = {}) => {
  const event = proxyEvent(`${path}?${new URLSearchParams(parameters)}`);
  const { statusCode, body } = await handler(event, { awsRequestId: 'request-1' } as never);
  return { status: statusCode, body };
};
const get = async (path: string, parameters: Record<string, string> = {}) => {
  const { status, body } = await ask(path, parameters);
  if (status !== 200) throw new Error(body);
  return JSON.parse(body);
};
async function all<T>(path: string, parameters: Record<string, string>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: { items: T[]; cursor: string | null } = await get(path, {
      ...parameters,
      ...(cursor !== null && { cursor }),
    });
    expect(answer.items.length).toBeLessThanOrEqual(Number(parameters.limit ?? 25));
    items.push(...answer.items);
    cursor = answer.cursor;
  } while (cursor !== null);
  return items;
}

describe('the query API on a real ledger', () => {
  it.each([1, 3, 25, 100])(
    'pages through all claims exactly once, newest first, %i at a time',
    async (limit) => {
      const claims = await all<ListedClaim>('/claims', { limit: String(limit) });
      expect(claims.map(nameOf)).toEqual(claimNames(newestFirst, () => true));
    },
  );

  it.each([2, 25])('gives the claims of a source by name or key, %i at a time', async (limit) => {
    const expected = claimNames(newestFirst, (name) => name === SOURCE);
    expect(expected.length).toBeGreaterThan(20);
    for (const source of [SOURCE, entityKey(SOURCE), 'INES CALDER']) {
      const claims = await all<ListedClaim>('/claims', { source, limit: String(limit) });
      expect(claims.map(nameOf)).toEqual(expected);
    }
  });

  it('gives narrated claims, or both kinds, when they are asked for', async () => {
    const namesOf = (kind: string) =>
      newestFirst.flatMap((request) =>
        request.extraction.claims
          .filter((claim) => kind === 'all' || claim.kind === kind)
          .map(({ id }) => `${idOf(request)} ${id}`),
      );
    for (const kind of ['narrated', 'attributed', 'all']) {
      const claims = await all<ListedClaim>('/claims', { kind, limit: '7' });
      expect(claims.map(nameOf)).toEqual(namesOf(kind));
    }
    expect(namesOf('narrated').length).toBeGreaterThan(0);
  });

  it('gives what others say through a source, with the chain, and no narrated claims', async () => {
    const claims = await all<ListedClaim>('/claims', { via: 'ines calder', kind: 'all', limit: '2' });
    expect(claims.length).toBeGreaterThan(5);
    for (const { chain, parent } of claims) {
      expect([chain, parent]).toEqual([[SOURCE, 'Piet Lammers'], expect.stringMatching(/^c\d+$/)]);
    }
    expect(await all('/claims', { via: 'Piet Lammers' })).toEqual([]);
  });

  it('gives the claims of one stance, alone and with other filters, in full pages', async () => {
    const denied = (await all<ListedClaim>('/claims', { limit: '100' })).filter(
      ({ stance }) => stance === 'deny',
    );
    expect(denied.length).toBeGreaterThan(10);
    const { items } = await get('/claims', { stance: 'deny', limit: '10' });
    expect(items.map(nameOf)).toEqual(denied.slice(0, 10).map(nameOf));
    for (const [filter, keep] of [
      [{}, () => true],
      [{ kind: 'all' }, () => true],
      [{ source: SOURCE }, ({ sourceName }: ListedClaim) => sourceName === SOURCE],
      [{ minConfidence: '0.7' }, ({ confidence }: ListedClaim) => confidence >= 0.7],
      [{ to: '2024-05-02' }, ({ article }: ListedClaim) => article.time < '2024-05-03'],
    ] as const) {
      const found = await all<ListedClaim>('/claims', { ...filter, stance: 'deny', limit: '3' });
      expect(found.map(nameOf)).toEqual(denied.filter(keep).map(nameOf));
    }
    const { status, body } = await ask('/claims', { stance: 'denied' });
    expect(status).toBe(400);
    expect(JSON.parse(body).invalidParams).toEqual([
      { name: 'stance', reason: expect.stringMatching(/^must be one of assert, deny, refuse, .*, agree$/) },
    ]);
  });

  it('gives the claims of a publisher, and no others', async () => {
    const own = newestFirst.filter(({ article }) => article.metadata.publisher === PUBLISHERS[1]);
    const claims = await all<ListedClaim>('/claims', { publisher: PUBLISHERS[1]!, limit: '10' });
    expect(claims.map(nameOf)).toEqual(claimNames(own, () => true));
  });

  it('gives only claims of the least confidence asked for, and all of them', async () => {
    const every = await all<ListedClaim>('/claims', { limit: '100' });
    const sure = await all<ListedClaim>('/claims', { minConfidence: '0.8', limit: '7' });
    expect(sure.map(nameOf)).toEqual(every.filter(({ confidence }) => confidence >= 0.8).map(nameOf));
    expect(sure.length).toBeGreaterThan(0);
    expect(sure.length).toBeLessThan(every.length);
  });

  it.each([
    ['2024-05-02', '2024-05-03', [5, 4, 3, 2]],
    ['2024-05-02', '2024-05-02', [3, 2]],
    ['2024-05-02T00:00:00.001Z', '2024-05-03T00:00:00Z', [3]],
    ['2024-05-02T00:00:00Z', '2024-05-02T23:59:59.999Z', [2]],
    ['2024-05-02T02:00:00+02:00', '2024-05-02T12:00:00Z', [2]],
    ['2024-05-07', '9999-12-31', []],
    ['0000-01-01', '2024-05-01', [1, 0]],
  ])('bounds time from %s to %s', async (from, to, expected) => {
    const ids = expected.map((index) => idOf(requests[index]!));
    const range = { from, to, limit: '1' };
    const articles = await all<{ id: string }>('/articles', { ...range, status: 'processed' });
    expect(articles.map(({ id }) => id)).toEqual(ids);
    const mentioning = await all<{ id: string }>('/articles', { ...range, entity: SOURCE });
    expect(mentioning.map(({ id }) => id)).toEqual(ids);
    const claims = await all<ListedClaim>('/claims', { from, to });
    expect([...new Set(claims.map(({ article }) => article.id))]).toEqual(ids);
  });

  it('lists refused articles with the processed ones, or alone, with the reason', async () => {
    const everything = await all<{ id: string }>('/articles', { limit: '5' });
    expect(everything).toHaveLength(13);
    const [refused, ...others] = await all<{ id: string }>('/articles', { status: 'refused' });
    expect(refused).toMatchObject({
      id: articleId(REFUSED.bucket, REFUSED.key),
      refusal: { code: 'article.binary' },
    });
    expect(others).toEqual([]);
  });

  it('finds entities by prefix, whatever the letter case', async () => {
    for (const prefix of ['Harbour A', 'hárbour', 'HARBOUR AUTHORITY OF']) {
      const entities = await all<{ name: string }>('/entities', { prefix, limit: '1' });
      expect(entities.map(({ name }) => name)).toEqual(['Harbour Authority of Port Selby']);
    }
  });

  it('answers as its document says', async () => {
    const id = idOf(requests[0]!);
    const strictly: [schema: { parse(data: unknown): unknown }, data: unknown][] = [
      [page(articleHead.strict()), await get('/articles')],
      [page(listedClaim.strict()), await get('/claims', { entity: SOURCE })],
      [page(knownEntity.strict()), await get('/entities', { prefix: 'p' })],
      [articleRecord.strict(), await get(`/articles/${id}`)],
    ];
    for (const [schema, data] of strictly) expect(schema.parse(data)).toEqual(data);
  });

  it("gives the text that an article's spans point into", async () => {
    const { article, extraction } = requests[4]!;
    const { body: text } = await ask(`/articles/${idOf(requests[4]!)}/text`);
    expect(text).toBe(article.text);
    const record = await get(`/articles/${idOf(requests[4]!)}`);
    for (const [index, { kind, content, cue, cueText, standalone }] of record.claims.entries()) {
      if (kind === 'narrated') {
        expect(text.slice(...content[0])).toBe(standalone);
        continue;
      }
      expect(text.slice(...cue[0])).toBe(cueText);
      expect(cue).toEqual(extraction.claims[index]!.cue);
    }
  });

  it('never fails, whatever the parameters', async () => {
    const name = fc.constantFrom(
      'source',
      'via',
      'stance',
      'entity',
      'publisher',
      'prefix',
      'from',
      'to',
      'status',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
      fc.constantFrom('\uFDFA'.repeat(300), '\uFDFA'.repeat(100), '\u0000', '#', 'the', '🦉'.repeat(100)),
      fc.constantFrom('2024-05-02', '9999-12-31', '0000-01-01', 'processed'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/articles', '/claims', '/entities'),
        fc.dictionary(name, value, { maxKeys: 3 }),
        async (path, parameters) => {
          const { status, body } = await ask(path, { limit: '3', ...parameters });
          expect(status, body).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives what was replaced under its version, and lists the current version alone', async () => {
    const [first, second] = ['0100', '0200'].map((sequencer, index) =>
      articleRequest({ key: 'history.txt', publisher: 'Replaced', sequencer, claims: 3 + index }),
    ) as [RecordRequest, RecordRequest];
    const ledger = createLedger(createDynamoTable(database));
    await ledger.record(first);
    const { version: old } = (await get(`/articles/${idOf(first)}`)).head;
    await ledger.record(second);
    const { items, cursor } = await get(`/articles/${idOf(first)}/versions`);
    expect(items.map((item: { claimCount: number }) => item.claimCount)).toEqual([4, 3]);
    expect([items[1].version, cursor]).toEqual([old, null]);
    const then = await get(`/articles/${idOf(first)}`, { version: old });
    expect(then.claims.map(({ standalone }: ListedClaim) => standalone)).toEqual(
      first.extraction.claims.map(({ standalone }) => standalone),
    );
    expect(await all<ListedClaim>('/claims', { publisher: 'Replaced' })).toHaveLength(4);
    await ledger.withdraw({ ...first.version, sequencer: '0300' }, first.extractorVersion);
    expect((await ask(`/articles/${idOf(first)}`, { version: old })).status).toBe(404);
    expect((await ask(`/articles/${idOf(first)}/versions`)).status).toBe(404);
  });
});
