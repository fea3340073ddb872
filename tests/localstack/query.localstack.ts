import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ArticleHead, ListedClaim } from '../../shared/ledger/ledger.ts';
import { headKey } from '../../shared/ledger/records.ts';
import { report } from './articles.ts';
import type { Page, Uploaded } from './driveStack.ts';
import {
  apiKey,
  deployment,
  describeOnLocalStack,
  dynamodb,
  get,
  itWhenCorrected,
  lambda,
  listArticles,
  listClaims,
  logs,
  processed,
  request,
  upload,
} from './stack.ts';
import { until } from './until.ts';

const PUBLISHER = 'publisher=Paging%20Gazette';

describeOnLocalStack('the query API', () => {
  let articles: readonly Uploaded[];
  beforeAll(async () => {
    articles = await Promise.all(
      [1, 2, 3, 4, 5].map((day) =>
        upload(`query/${day}.txt`, report('Beatriz Moreau'), {
          ContentType: 'text/plain',
          Metadata: { publisher: 'Paging Gazette', published: `2026-05-0${day}` },
        }),
      ),
    );
    await Promise.all(articles.map(processed));
  });

  describe('through API Gateway', () => {
    it('refuses whoever has no key', async () => {
      expect((await request('/health', {})).status).toBe(403);
      expect((await request('/claims', {})).status).toBe(403);
    });

    it('refuses a key that it did not make', async () => {
      expect((await request('/claims', { 'x-api-key': `${await apiKey()}x` })).status).toBe(403);
    });

    it('answers whoever has the key', async () => {
      expect(await get('/health')).toEqual({ status: 'ok' });
      expect(await get('/openapi.json')).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
    });

    it.each([
      ['/articles/000000000000000000000000', 404, 'article.unknown'],
      ['/nothing/here', 404, 'route.unknown'],
      ['/claims?limit=1000', 400, 'parameters.invalid'],
      ['/claims?source=Moreau&sauce=1', 400, 'parameters.invalid'],
      ['/claims?cursor=made-up', 400, 'cursor.invalid'],
    ])('answers %s with a problem document', async (path, status, code) => {
      const response = await request(path);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status, code });
    });
  });

  describe('in pages', () => {
    it('lists all articles of a publisher once, newest first', async () => {
      const pages = await follow<ArticleHead>('/articles', `${PUBLISHER}&limit=2`);
      expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
      const days = pages.flatMap(({ items }) => items.map(({ published }) => published));
      expect(days).toEqual(['2026-05-05', '2026-05-04', '2026-05-03', '2026-05-02', '2026-05-01']);
    });

    it('lists all claims of a source once', async () => {
      const pages = await follow<ListedClaim>('/claims', 'source=Beatriz%20Moreau&limit=2');
      const ids = pages.flatMap(({ items }) => items.map(({ id, article }) => `${article.id} ${id}`));
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(pages.flatMap(({ items }) => items.map(({ article }) => article.id)))).toEqual(
        new Set(articles.map(({ id }) => id)),
      );
    });

    it('keeps to a range of days', async () => {
      const { items } = await listArticles(`${PUBLISHER}&from=2026-05-02&to=2026-05-03`);
      expect(items.map(({ published }) => published)).toEqual(['2026-05-03', '2026-05-02']);
    });

    it('refuses the cursor of another query', async () => {
      const { cursor } = await listArticles(`${PUBLISHER}&limit=2`);
      const response = await request(`/articles?publisher=Other&cursor=${encodeURIComponent(cursor!)}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'cursor.invalid' });
    });

    it('finds sources by the beginning of their name', async () => {
      const { items } = await get<Page<{ name: string }>>('/entities?prefix=beatriz%20mo');
      expect(items.map(({ name }) => name)).toEqual(['Beatriz Moreau']);
      expect((await listClaims('source=BEATRIZ%20MOREAU&limit=1')).items).toHaveLength(1);
    });
  });
});

describeOnLocalStack('what a run leaves', () => {
  const TEXT = 'The night ferry to Skagen was cancelled, Rosalind Ekwueme said. “Nobody was hurt.”';
  let article: Uploaded;
  beforeAll(async () => {
    article = await upload('traces/ferry.txt', TEXT);
    await processed(article);
  });

  it('is in the table: the head with its version, the claims below the same key', async () => {
    const { pk, sk } = headKey(article.id);
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: deployment().outputs.TableName,
        KeyConditionExpression: 'pk = :article',
        ExpressionAttributeValues: { ':article': { S: pk } },
        ConsistentRead: true,
      }),
    );
    expect(Items.length).toBeGreaterThan(1);
    expect(Items.find((item) => item.sk?.S === sk)).toMatchObject({
      versionId: { S: article.versionId },
      status: { S: 'processed' },
      extractorVersion: { S: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/) },
    });
  });

  itWhenCorrected(
    'is a line in the log of the ingest function, with counts and without a word of the text',
    async () => {
      const { IngestLogGroupName, QueryLogGroupName } = deployment().outputs;
      const line = await until('the log has the article', async () => {
        const lines = jsonLines(await logOf(IngestLogGroupName));
        return lines.find((each) => each.message === 'ingested' && each.key === article.key) ?? null;
      });
      expect(line).toMatchObject({
        level: 'INFO',
        service: 'ingest',
        result: 'processed',
        write: 'recorded',
      });
      expect(line.claims).toBeGreaterThan(0);

      for (const group of [IngestLogGroupName, QueryLogGroupName]) {
        expect(await logOf(group)).not.toMatch(/Skagen|Ekwueme|harbour bridge|Moreau/);
      }
    },
  );

  itWhenCorrected('is a line in the log that CloudWatch makes metrics of', async () => {
    const lines = jsonLines(await logOf(deployment().outputs.IngestLogGroupName));
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: deployment().outputs.IngestFunctionName }),
    );
    const namespace = Environment?.Variables?.POWERTOOLS_METRICS_NAMESPACE;
    const names = lines
      .flatMap((line) => line._aws?.CloudWatchMetrics ?? [])
      .flatMap(({ Namespace, Metrics }) => Metrics.map(({ Name }) => `${Namespace} ${Name}`));
    expect(names).toEqual(expect.arrayContaining([`${namespace} ArticlesProcessed`, `${namespace} Claims`]));
  });
});

/** All pages of a list, from the first to the one without a cursor. */
async function follow<T>(path: string, query: string): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)!.cursor) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    pages.push(await get<Page<T>>(`${path}?${query}${from}`));
  }
  return pages;
}

/** All that a log group holds. */
async function logOf(logGroupName: string): Promise<string> {
  const messages: string[] = [];
  for (let nextToken: string | undefined; ; ) {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
    messages.push(...(page.events ?? []).map(({ message }) => message ?? ''));
    nextToken = page.nextToken;
    if (nextToken === undefined) return messages.join('\n');
  }
}

interface LogLine {
  readonly message?: string;
  readonly key?: string;
  readonly claims?: number;
  readonly _aws?: { CloudWatchMetrics: { Namespace: string; Metrics: { Name: string }[] }[] };
}

const jsonLines = (log: string): LogLine[] =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
