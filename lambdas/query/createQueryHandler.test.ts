import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { QueryDependencies } from '../../shared/api/createQueryApi.ts';
import {
  articleHead,
  articleRecord,
  entityRecord,
  health,
  knownEntity,
  listedClaim,
  listedVersion,
  page,
  problem,
} from '../../shared/api/schemasResponse.ts';
import { PermanentError, TransientError } from '../../shared/errors.ts';
import { articleId, entityKey, sha256 } from '../../shared/ledger/keys.ts';
import type {
  ArticleHead,
  ArticleRecord,
  EntityRecord,
  KnownEntity,
  ListedClaim,
  ListedVersion,
  ToldClaim,
} from '../../shared/ledger/ledger.ts';
import { proxyEvent } from '../../tests/proxyEvent.ts';
import { createQueryHandler } from './createQueryHandler.ts';

const TEXT = 'The harbour will open on Monday, the Port Authority said.';
const SECRET = 'a secret for tests';
const API_KEY = 'key-that-must-not-be-logged';

const head = (name: string, time: string, changes: Partial<ArticleHead> = {}): ArticleHead => ({
  id: articleId('uploads', name),
  version: '0A-00000000',
  bucket: 'uploads',
  key: name,
  versionId: null,
  sequencer: '0A',
  receivedAt: time,
  title: `About ${name}`,
  publisher: 'The Harbour Courier',
  published: time.slice(0, 10),
  url: null,
  status: 'processed',
  time,
  format: 'text',
  textHash: sha256(TEXT),
  claimCount: 1,
  narratedCount: 0,
  entityCount: 1,
  refusal: null,
  extractorVersion: '0.1.0+00000000',
  schemaVersion: 1,
  ...changes,
});
const claim = (id: string, confidence: number): ToldClaim => ({
  id,
  kind: 'attributed',
  content: [[0, 31]],
  cue: [[52, 56]],
  source: [[33, 51]],
  sourceName: 'Port Authority',
  sourceEntity: 'e1',
  sourceKind: 'organization',
  quoteType: 'indirect',
  hedged: null,
  parent: null,
  chain: ['Port Authority'],
  stance: 'assert',
  polarity: 'positive',
  standalone: 'The harbour will open on Monday',
  dates: [],
  confidence,
  time: null,
  cueText: 'said',
  sourceKey: entityKey('Port Authority'),
  sourceId: 'port-authority',
});

const processed = head('harbour.txt', '2023-01-11T08:00:00.000Z');
const refused = head('noise.bin', '2023-01-10T08:00:00.000Z', {
  status: 'refused',
  format: null,
  textHash: null,
  claimCount: 0,
  entityCount: 0,
  refusal: { code: 'article.binary', message: 'noise.bin is not text.' },
});
const knownPort: KnownEntity = {
  key: 'port-authority',
  name: 'Port Authority',
  type: 'organization',
  entityId: 'port-authority',
};
const port: EntityRecord = {
  id: 'port-authority',
  name: 'Port Authority',
  type: 'organization',
  iso: null,
  wikidata: null,
  why: { rule: 'same-name', articleId: processed.id, since: null },
  aliases: [],
  mayMean: [],
  toldApart: [],
  history: [],
};
const record: ArticleRecord = {
  head: processed,
  claims: [claim('c1', 0.9)],
  entities: [
    {
      id: 'e1',
      name: 'Port Authority',
      type: 'organization',
      mentions: [[37, 51]],
      references: [],
      key: 'port-authority',
      entityId: 'port-authority',
    },
  ],
  blocks: [{ kind: 'paragraph', span: [0, TEXT.length] }],
  setAside: [],
};
const listed: ListedClaim[] = Array.from({ length: 40 }, (_, index) => ({
  ...claim(`c${index + 1}`, index % 4 === 0 ? 0.9 : 0.3),
  article: processed,
}));

const slice = <T>(items: readonly T[], limit: number, after = '0') => {
  const end = Number(after) + limit;
  return { items: items.slice(Number(after), end), next: end < items.length ? String(end) : null };
};
const OLD_TEXT = 'The harbour will open on Tuesday, the Port Authority said.';
const replaced = head('harbour.txt', '2023-01-11T07:00:00.000Z', {
  version: '09-00000000',
  textHash: sha256(OLD_TEXT),
});
const listedVersionOf = (
  {
    version,
    versionId,
    sequencer,
    receivedAt,
    extractorVersion,
    status,
    refusal,
    title,
    textHash,
    ...rest
  }: ArticleHead,
  readableUntil: string | null,
): ListedVersion => ({
  ...{ version, versionId, sequencer, receivedAt, extractorVersion, status, refusal, title, textHash },
  ...{ claimCount: rest.claimCount, entityCount: rest.entityCount },
  current: readableUntil === null,
  readableUntil,
});
const ledger: QueryDependencies['ledger'] = {
  article: async (id, version) => {
    if (version !== undefined && version !== processed.version) {
      return id === processed.id && version === replaced.version ? { ...record, head: replaced } : null;
    }
    if (id === processed.id) return record;
    return id === refused.id ? { head: refused, claims: [], entities: [], blocks: [], setAside: [] } : null;
  },
  versions: async (id) =>
    id === processed.id
      ? [listedVersionOf(processed, null), listedVersionOf(replaced, '2023-02-10T08:00:00.000Z')]
      : null,
  articles: async ({ limit, after }) => slice([processed, refused], limit, after),
  articlesOfEntity: async ({ limit, after }) => slice([processed], limit, after),
  claims: async ({ limit, after }) => slice(listed, limit, after),
  entities: async ({ limit, after }) => slice([knownPort], limit, after),
  entity: async (nameOrId) => (['Port Authority', processed.id].includes(nameOrId) ? port : null),
};
const working: QueryDependencies = {
  ledger,
  store: { readText: async (hash) => [TEXT, OLD_TEXT].find((text) => sha256(text) === hash) ?? null },
  cursorSecret: async () => SECRET,
};

const context = { awsRequestId: 'request-1', functionName: 'query' } as never;
const ask = async (url: string, deps: Partial<QueryDependencies> = {}, method = 'GET') => {
  const handler = createQueryHandler({ ...working, ...deps });
  const { statusCode, headers, body } = await handler(proxyEvent(url, { method, apiKey: API_KEY }), context);
  return { status: statusCode, headers: headers ?? {}, body };
};
const askJson = async (url: string, deps: Partial<QueryDependencies> = {}, method = 'GET') => {
  const answer = await ask(url, deps, method);
  return { ...answer, body: JSON.parse(answer.body) };
};
const askProblem = async (url: string, deps: Partial<QueryDependencies> = {}, method = 'GET') => {
  const answer = await askJson(url, deps, method);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const told = problem.parse(answer.body);
  expect(told.status).toBe(answer.status);
  return { ...told, headers: answer.headers };
};

let output: MockInstance[];
const logged = () =>
  output.flatMap((spy) => spy.mock.calls.map(([line]) => String(line).replace(/\n */g, ''))).join('\n');
beforeEach(() => {
  // Powertools writes its logs and metrics through these in development mode.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Claimwire');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  output = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('the query function answers', () => {
  it.each([
    ['/articles', page(articleHead)],
    ['/articles?entity=Port%20Authority', page(articleHead)],
    [`/articles/${processed.id}`, articleRecord],
    [`/articles/${refused.id}`, articleRecord],
    [`/articles/${processed.id}?version=09-00000000`, articleRecord],
    [`/articles/${processed.id}/versions`, page(listedVersion)],
    ['/claims?source=Port%20Authority', page(listedClaim)],
    ['/entities?prefix=po', page(knownEntity)],
    ['/entities/Port%20Authority', entityRecord],
    ['/health', health],
  ])('%s as its document says', async (url, schema) => {
    const { status, headers, body } = await askJson(url);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(schema.parse(body)).toEqual(url.includes('/claims') ? expect.anything() : body);
  });

  it('every address of its OpenAPI document, and no other', async () => {
    const { body: document } = await askJson('/openapi.json');
    const paths = Object.keys(document.paths);
    expect(paths).toHaveLength(9);
    for (const path of paths) {
      const { status } = await ask(
        path.replace('{id}', processed.id) + (path === '/entities' ? '?prefix=p' : ''),
      );
      expect(status, path).toBe(200);
    }
    for (const path of [
      '/',
      '/articles/a/b',
      '/claims/c1',
      '/health/live',
      '/openapi.yaml',
      '/articles/%20',
    ]) {
      expect((await askProblem(path)).code, path).toBe('route.unknown');
    }
  });

  it("the text that a claim's spans point into, with its hash", async () => {
    const { status, headers, body } = await ask(`/articles/${processed.id}/text`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      etag: `"${processed.textHash}"`,
    });
    const [start, end] = record.claims[0]!.cue![0]!;
    expect(body.slice(start, end)).toBe('said');
  });

  it('an older version, with the text that its spans point into', async () => {
    const path = `/articles/${processed.id}`;
    const { body } = await askJson(`${path}?version=${replaced.version}`);
    expect(body.head).toMatchObject({ version: replaced.version, textHash: sha256(OLD_TEXT) });
    const text = await ask(`${path}/text?version=${replaced.version}`);
    expect([text.body, text.headers.etag]).toEqual([OLD_TEXT, `"${sha256(OLD_TEXT)}"`]);
    const versions = (await askJson(`${path}/versions`)).body.items;
    expect(versions.map(({ current }: ListedVersion) => current)).toEqual([true, false]);
  });

  it('a path that came percent-encoded, once over or not at all', async () => {
    const encoded = [...processed.id].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join('');
    for (const path of [
      `/articles/${encoded}`,
      `/%61rticles/${processed.id}`,
      `//articles/${processed.id}/`,
    ]) {
      expect((await ask(path)).status, path).toBe(200);
    }
  });

  it('a GET that has a body', async () => {
    const handler = createQueryHandler(working);
    const event = { ...proxyEvent('/health'), body: '{"a":1}' };
    expect((await handler(event, context)).statusCode).toBe(200);
  });

  it('claims of a least confidence, read on until the page is full', async () => {
    const first = await askJson('/claims?minConfidence=0.5&limit=4');
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(['c1', 'c5', 'c9', 'c13']);
    const rest = await askJson(`/claims?minConfidence=0.5&limit=100&cursor=${first.body.cursor}`);
    expect(rest.body.items.map(({ id }: { id: string }) => id)).toEqual([
      'c17',
      'c21',
      'c25',
      'c29',
      'c33',
      'c37',
    ]);
    expect(rest.body.cursor).toBeNull();
  });

  it('a rare confidence with a short page and a cursor, instead of reading for ever', async () => {
    let reads = 0;
    const claims: typeof ledger.claims = async ({ after }) => {
      reads++;
      return { items: [listed[1]!], next: String(Number(after ?? 0) + 1) };
    };
    const { status, body } = await askJson('/claims?minConfidence=0.99', { ledger: { ...ledger, claims } });
    expect(status).toBe(200);
    expect(body).toEqual({ items: [], cursor: expect.any(String) });
    expect(reads).toBeLessThan(20);
  });
});

describe('the query function pages', () => {
  it('through all items exactly once, with any page sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 40, maxLength: 40 }),
        async (limits) => {
          const seen: string[] = [];
          let cursor: string | null = '';
          for (const limit of limits) {
            if (cursor === null) break;
            const { body } = await askJson(`/claims?limit=${limit}${cursor && `&cursor=${cursor}`}`);
            seen.push(...body.items.map(({ id }: { id: string }) => id));
            cursor = body.cursor;
          }
          expect(seen).toEqual(listed.map(({ id }) => id));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('only with the query that the cursor came with', async () => {
    const { body } = await askJson('/claims?limit=5&source=Port%20Authority');
    for (const url of ['/claims?source=Mayor', '/claims?entity=Port%20Authority', '/claims', '/articles']) {
      const { status, code, detail } = await askProblem(
        `${url}${url.includes('?') ? '&' : '?'}cursor=${body.cursor}`,
      );
      expect({ status, code }, url).toEqual({ status: 400, code: 'cursor.invalid' });
      expect(detail).toContain('start again without it');
    }
  });

  it('only with cursors that nobody altered', async () => {
    const { body } = await askJson('/claims?limit=5');
    const cursor: string = body.cursor;
    for (let at = 0; at < cursor.length; at++) {
      const altered = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect((await askProblem(`/claims?limit=5&cursor=${altered}`)).code).toBe('cursor.invalid');
    }
  });
});

describe('the query function refuses', () => {
  it('cursors whose position the ledger no longer understands', async () => {
    const { body } = await askJson('/claims?limit=5');
    const claims = async () => {
      throw new PermanentError('ledger.badPosition', 'no position of mine');
    };
    const deps = { ledger: { ...ledger, claims } };
    expect((await askProblem(`/claims?limit=5&cursor=${body.cursor}`, deps)).code).toBe('cursor.invalid');
  });

  it('wrong parameters, each by name and with a reason', async () => {
    const { status, code, invalidParams, type, title } = await askProblem('/claims?sorce=Port&limit=1000');
    expect({ status, code, type, title }).toEqual({
      status: 400,
      code: 'parameters.invalid',
      type: 'urn:claimwire:problem:parameters.invalid',
      title: 'Invalid parameters',
    });
    expect(invalidParams?.map(({ name }) => name)).toEqual(['sorce', 'limit']);
  });

  it('repeated parameters', async () => {
    const { detail } = await askProblem('/claims?source=a&source=b');
    expect(detail).toBe('source must be given once.');
  });

  it.each(['/health', '/openapi.json', `/articles/${processed.id}`, `/articles/${processed.id}/text`])(
    'any parameter of %s',
    async (path) => {
      expect((await askProblem(`${path}?verbose=1`)).code).toBe('parameters.invalid');
    },
  );

  it('ids that cannot be any', async () => {
    for (const id of [
      '1',
      'X'.repeat(24),
      `${processed.id}0`,
      '%zz',
      'ü',
      '%2Fhealth',
      '\udc00',
      '%zz\udc00',
    ]) {
      const { status, invalidParams } = await askProblem(`/articles/${id}`);
      expect(status, id).toBe(400);
      expect(invalidParams).toEqual([
        { name: 'id', reason: expect.stringContaining('24 hexadecimal digits') },
      ]);
    }
  });

  it('articles it does not know, saying where to look', async () => {
    const id = articleId('uploads', 'elsewhere.txt');
    for (const path of [`/articles/${id}`, `/articles/${id}/text`]) {
      const { status, code, detail } = await askProblem(path);
      expect({ status, code }).toEqual({ status: 404, code: 'article.unknown' });
      expect(detail).toContain(id);
      expect(detail).toContain('/articles lists');
    }
  });

  it('versions it does not know, or that are none', async () => {
    for (const [path, code] of [
      [`/articles/${processed.id}?version=08-00000000`, 'version.unknown'],
      [`/articles/${processed.id}/text?version=08-00000000`, 'version.unknown'],
      [`/articles/${'0'.repeat(24)}/versions`, 'article.unknown'],
      [`/articles/${processed.id}?version=HEAD`, 'parameters.invalid'],
      [`/articles/${processed.id}?version=`, 'parameters.invalid'],
      [`/articles/${processed.id}/versions?limit=5`, 'parameters.invalid'],
    ] as const) {
      expect((await askProblem(path)).code, path).toBe(code);
    }
  });

  it('the text of an article that was refused', async () => {
    const { status, code, detail } = await askProblem(`/articles/${refused.id}/text`);
    expect({ status, code }).toEqual({ status: 404, code: 'article.textless' });
    expect(detail).toContain(`/articles/${refused.id} says why`);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE'])(
    '%s',
    async (method) => {
      const { status, headers, code } = await askProblem('/articles', {}, method);
      expect({ status, code }).toEqual({ status: 405, code: 'method.notAllowed' });
      expect(headers.allow).toBe('GET');
      expect((await askProblem('/nowhere', {}, method)).status).toBe(404);
    },
  );
});

describe('the query function fails', () => {
  it('with 503 and when to try again, while a service is away', async () => {
    const away = async () => {
      throw new TransientError('ledger.busy', 'table-of-ours was throttled');
    };
    for (const [url, deps] of [
      ['/claims', { ledger: { ...ledger, claims: away } }],
      [`/articles/${processed.id}/text`, { store: { readText: away } }],
      ['/claims?limit=1', { cursorSecret: away }],
    ] as const) {
      const { status, headers, code, detail } = await askProblem(url, deps);
      expect({ status, code }).toEqual({ status: 503, code: 'service.busy' });
      expect(headers['retry-after']).toMatch(/^\d+$/);
      expect(detail).not.toContain('table-of-ours');
    }
    expect(logged()).toContain('table-of-ours was throttled');
  });

  it.each<[string, unknown]>([
    ['an error', new TypeError('secret inside')],
    ['a permanent error that is not of the API', new PermanentError('ledger.broken', 'secret inside')],
    ['what is no error', 'secret inside'],
    ['nothing', undefined],
  ])('with 500 and nothing of the inside for %s, and logs it', async (_what, thrown) => {
    const claims = async () => {
      throw thrown;
    };
    const { status, code, detail, instance } = await askProblem('/claims', { ledger: { ...ledger, claims } });
    expect({ status, code }).toEqual({ status: 500, code: 'internal' });
    expect(detail).not.toContain('secret inside');
    expect(instance).toBe('urn:claimwire:request:request-1');
    expect(logged()).toContain('request failed');
  });

  it('with 500 when a text that must be there is not', async () => {
    const answer = await askProblem(`/articles/${processed.id}/text`, {
      store: { readText: async () => null },
    });
    expect(answer.code).toBe('internal');
    expect(logged()).toContain(processed.textHash);
  });
});

describe('the query function logs', () => {
  it('route, status, time and results, but no parameter values, keys or article text', async () => {
    await ask(`/articles/${processed.id}/text`);
    await ask(`/articles/${processed.id}`);
    await ask('/claims?source=Some%20Private%20Person&limit=3');
    await ask('/claims?source=Some%20Private%20Person&nonsense=1');
    expect(logged()).toContain('"route": "GET /claims","status": 200');
    expect(logged()).toContain('"results": 3');
    expect(logged()).toMatch(/"Latency":\d+/);
    for (const hidden of [API_KEY, TEXT, 'harbour will open', 'Some Private Person', SECRET]) {
      expect(logged()).not.toContain(hidden);
    }
  });
});

describe('the query function', () => {
  it('never fails for anything that a request may hold', async () => {
    const parameter = fc.constantFrom(
      ...[
        'source',
        'entity',
        'publisher',
        'from',
        'to',
        'limit',
        'cursor',
        'minConfidence',
        'prefix',
        'status',
      ],
      '__proto__',
      '',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        '0',
        '10',
        '2023-01-11',
        '9999-12-31',
        'Port Authority',
        '\ud800',
        '%',
        'x'.repeat(9000),
      ),
    );
    const path = fc.oneof(
      fc.constantFrom('/articles', '/claims', '/entities', '/health', `/articles/${processed.id}/text`),
      fc.string({ unit: 'binary' }).map((text) => `/articles/${text}`),
      fc.string({ unit: 'binary' }),
    );
    const handler = createQueryHandler(working);
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.array(fc.tuple(parameter, value), { maxLength: 4 }),
        fc.constantFrom('GET', 'GET', 'GET', 'POST', 'BREW'),
        async (anyPath, parameters, method) => {
          const event = proxyEvent('/', { method });
          const values = Map.groupBy(parameters, ([name]) => name);
          const multi = Object.fromEntries(
            [...values].map(([name, given]) => [name, given.map(([, value]) => value)]),
          );
          const { statusCode, body, headers } = await handler(
            {
              ...event,
              path: anyPath,
              queryStringParameters: Object.fromEntries(parameters),
              multiValueQueryStringParameters: multi,
            },
            context,
          );
          expect(statusCode).toBeLessThan(500);
          if (statusCode >= 400) {
            expect(headers?.['content-type']).toBe('application/problem+json');
            problem.parse(JSON.parse(body));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
