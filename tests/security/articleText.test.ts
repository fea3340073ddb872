import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { createIngestHandler } from '../../lambdas/ingest/createIngestHandler.ts';
import { createQueryHandler } from '../../lambdas/query/createQueryHandler.ts';
import type { Upload } from '../../shared/article/upload.ts';
import type { Claim, Extractor } from '../../shared/extract/extraction.ts';
import type { ArticleStore } from '../../shared/ingest/articleStore.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { createMemoryTable } from '../memoryTable.ts';
import { proxyEvent } from '../proxyEvent.ts';

/** Stands in every article's text and title, and nowhere else. */
const MARK = 'Xylothrace';
const STORY = `The ${MARK} pier is safe, the mayor said. Nobody at ${MARK} had asked for a second crane.`;

const written: string[] = [];
let spies: MockInstance[];
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Claimwire');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  written.length = 0;
  const keep = (...parts: unknown[]) => void written.push(parts.map(String).join(' '));
  spies = (['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(keep),
  );
  for (const stream of [process.stdout, process.stderr]) {
    spies.push(
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      }),
    );
  }
});
afterEach(() => {
  for (const spy of spies) spy.mockRestore();
  vi.unstubAllEnvs();
});

/** Finds the first sentence's claim, so that text reaches the ledger. */
const working: Extractor = {
  version: '0.1.0+0a1b2c3d',
  extract: async ({ text, sentences }) => {
    const [start, end] = sentences[0] ?? [0, text.length];
    const claim: Claim = {
      id: 'c1',
      kind: 'attributed',
      content: [[start, end]],
      cue: null,
      cueText: null,
      source: null,
      sourceName: 'the mayor',
      sourceEntity: null,
      sourceKind: 'person',
      quoteType: 'indirect',
      hedged: null,
      parent: null,
      chain: ['the mayor'],
      stance: 'assert',
      polarity: 'positive',
      standalone: text.slice(start, end),
      dates: [],
      confidence: 0.9,
      time: null,
    };
    return { claims: [claim], setAside: [], entities: [] };
  },
};
const failing = (error: unknown): Extractor => ({
  version: working.version,
  extract: async () => {
    throw error;
  },
});

const bytes = (text: string) => new TextEncoder().encode(text);
const uploads: Record<string, Upload> = Object.fromEntries(
  (
    [
      ['a.txt', bytes(STORY)],
      ['a.md', bytes(`# ${MARK}\n\n${STORY}`)],
      ['a.html', bytes(`<html><head><title>${MARK}</title></head><body><article><p>${STORY}</p></article>`)],
      ['a.json', bytes(JSON.stringify({ title: MARK, text: STORY }))],
      ['broken.json', bytes(`{"text": "${STORY}", ${MARK}`)],
      ['list.json', bytes(JSON.stringify([STORY]))],
      ['textless.json', bytes(JSON.stringify({ body: STORY }))],
      ['links.html', bytes(`<html><body>${`<p><a href="/x">${STORY}</a></p>`.repeat(9)}</body></html>`)],
      ['deep.html', bytes(`<html><body>${'<div>'.repeat(900)}${STORY}`)],
      ['binary.txt', bytes(`${STORY}\0`)],
      ['long.txt', bytes(STORY.repeat(20_000))],
      ['utf16.txt', Buffer.from(STORY, 'utf16le')],
      ['damaged.gz', Uint8Array.from([0x1f, 0x8b, 8, ...bytes(STORY)])],
    ] as const
  ).map(([name, content]) => [name, { name, bytes: content }]),
);

function setUp(extractor: Extractor, broken: Partial<ArticleStore> = {}) {
  const table = createMemoryTable();
  const ledger = createLedger(table);
  const texts = new Map<string, string>();
  const store: ArticleStore = {
    readUpload: async (_bucket, key) => uploads[key]!,
    holds: async () => true,
    keepText: async (hash, text) => void texts.set(hash, text),
    readText: async (hash) => texts.get(hash) ?? null,
    ...broken,
  };
  const ingest = createIngestHandler({ store, extractor, ledger, denyList: createDenyList(table) });
  const query = createQueryHandler({ ledger, store, cursorSecret: async () => 'a secret for tests' });
  const context = { awsRequestId: 'request-1', functionName: 'test' } as never;
  return {
    ledger,
    deliver: (body: string) =>
      ingest(
        {
          Records: [
            { messageId: 'm1', body, eventSource: 'aws:sqs', attributes: { ApproximateReceiveCount: '1' } },
          ],
        } as never,
        context,
      ),
    ask: (url: string) => query(proxyEvent(url), context),
  };
}

const eventOf = (key: string) =>
  JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: '2024-05-02T08:00:00.000Z',
        s3: { bucket: { name: 'uploads' }, object: { key, sequencer: '0066' } },
      },
    ],
  });
const log = () => written.join('\n');

describe('article text stays out of the logs', () => {
  it.each(Object.keys(uploads))('when %s is ingested, and read by the API', async (key) => {
    const { deliver, ask, ledger } = setUp(working);
    expect(await deliver(eventOf(key))).toEqual({ batchItemFailures: [] });
    const id = articleId('uploads', key);
    const record = await ledger.article(id);
    for (const path of [
      `/articles/${id}`,
      `/articles/${id}/text`,
      '/claims',
      '/articles',
      `/claims?source=${MARK}`,
    ]) {
      await ask(path);
    }
    expect(log()).toContain(record!.head.status === 'refused' ? record!.head.refusal!.code : '"processed"');
    expect(log()).toContain('GET /claims');
    expect(log()).not.toContain(MARK);
  });

  it.each([
    [
      'the extractor fails',
      setUp(failing(new TypeError("Cannot read properties of undefined (reading 'x')"))),
    ],
    [
      'the text cannot be kept',
      setUp(working, { keepText: async () => Promise.reject(new Error('S3 is away')) }),
    ],
    [
      'the upload cannot be read',
      setUp(working, { readUpload: async () => Promise.reject(new Error('S3 is away')) }),
    ],
  ])('when %s', async (_what, { deliver }) => {
    expect((await deliver(eventOf('a.txt'))).batchItemFailures).toHaveLength(1);
    expect(log()).toContain('message failed');
    expect(log()).not.toContain(MARK);
  });

  it.each([
    ['an article', STORY],
    ['an article as JSON', JSON.stringify({ text: STORY })],
    ['broken JSON', `{"text": "${STORY}" x`],
    ['a record that is text', JSON.stringify({ Records: [STORY] })],
    [
      'a record with text in its fields',
      JSON.stringify({ Records: [{ eventSource: STORY, eventTime: STORY, s3: STORY }] }),
    ],
  ])('when a queue message is %s', async (_what, body) => {
    const { deliver } = setUp(working);
    expect((await deliver(body)).batchItemFailures).toHaveLength(1);
    expect(log()).toContain('event.malformed');
    expect(log()).not.toContain(MARK);
  });

  it('when the text that the API is to answer with is not in the store', async () => {
    const { deliver, ask } = setUp(working, { readText: async () => null });
    await deliver(eventOf('a.txt'));
    expect((await ask(`/articles/${articleId('uploads', 'a.txt')}/text`)).statusCode).toBe(500);
    expect(log()).toContain('request failed');
    expect(log()).not.toContain(MARK);
  });
});

describe('article text', () => {
  it.each(Object.keys(uploads))('stands in no refusal of %s', async (key) => {
    const { deliver, ledger } = setUp(working);
    await deliver(eventOf(key));
    const { refusal } = (await ledger.article(articleId('uploads', key)))!.head;
    if (refusal === null) return;
    expect(refusal.message).not.toContain(MARK);
    expect(refusal.message).toContain(key);
    expect(refusal.message.length).toBeLessThan(600);
  });

  it('is given out as plain text that no browser takes for a page', async () => {
    const { deliver, ask } = setUp(working);
    await deliver(eventOf('a.html'));
    const { statusCode, headers, body } = await ask(`/articles/${articleId('uploads', 'a.html')}/text`);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(body).toContain(MARK);
  });
});
