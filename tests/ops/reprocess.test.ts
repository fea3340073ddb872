import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Extractor } from '../../shared/extract/extraction.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { ingestChange } from '../../shared/ingest/ingestChange.ts';
import { parseS3Event } from '../../shared/ingest/parseS3Event.ts';
import { writeS3Event } from '../../shared/ingest/writeS3Event.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { NOT_STARTED, type ReprocessProgress, reprocess } from '../../shared/ops/reprocess.ts';
import { articleRequest } from '../articleRequest.ts';
import { createMemoryTable } from '../memoryTable.ts';

const keyOf = (body: string) => parseS3Event(body)[0]?.key ?? '';

/** A ledger of some articles, a queue that keeps what is sent, and a clock that only sleeping moves. */
async function setUp(articles: readonly { key: string; extractorVersion?: string; publisher?: string }[]) {
  const table = createMemoryTable();
  const ledger = createLedger(table);
  for (const article of articles) {
    await ledger.record(articleRequest({ claims: 1, entities: 1, ...article }));
  }
  const sent: { at: number; body: string }[] = [];
  let time = 0;
  const parts = {
    ledger,
    queue: {
      send: async (bodies: readonly string[]) =>
        void sent.push(...bodies.map((body) => ({ at: time, body }))),
    },
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
  const options = { rate: 100, start: NOT_STARTED, stopped: () => false, report: async () => {} };
  return { table, ledger, sent, parts, options };
}
const keys = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `a/${index}.txt` }));

describe('reprocess', () => {
  it('lets a newer extractor replace what is recorded, and the same one change nothing', async () => {
    const { table, ledger, sent, parts, options } = await setUp([{ key: 'å b+c.txt', publisher: 'Mail' }]);
    const id = articleId('uploads', 'å b+c.txt');
    const before = await ledger.article(id);
    await reprocess(parts, { publisher: 'the MAIL' }, options);
    const [change] = parseS3Event(sent[0]?.body ?? '');
    expect(change).toMatchObject({
      key: 'å b+c.txt',
      sequencer: before?.head.sequencer,
      time: before?.head.receivedAt,
    });
    const outcomeOf = (version: string) => {
      const extractor: Extractor = {
        version,
        extract: async () => ({ claims: [], setAside: [], entities: [] }),
      };
      const text = new TextEncoder().encode('Nobody spoke.');
      const store = {
        readUpload: async (_: string, name: string) => ({ name, bytes: text }),
        holds: async () => true,
        keepText: async () => {},
      };
      return ingestChange(change!, { store, extractor, ledger, denyList: createDenyList(table) });
    };
    expect(await outcomeOf('0.1.0+0a1b2c3d')).toMatchObject({ write: 'repeated' });
    expect(await ledger.article(id)).toEqual(before);
    expect(await outcomeOf('0.0.9+ffffffff')).toMatchObject({ write: 'superseded' });
    expect(await outcomeOf('0.2.0+00000000')).toMatchObject({ write: 'recorded' });
    expect((await ledger.article(id))?.head).toMatchObject({
      extractorVersion: '0.2.0+00000000',
      claimCount: 0,
    });
  });

  it('selects what a lower version recorded, whatever the build', async () => {
    const { sent, parts, options } = await setUp([
      { key: 'old', extractorVersion: '0.1.9+ffffffff' },
      { key: 'pre', extractorVersion: '0.2.0-rc.1+00000000' },
      { key: 'same', extractorVersion: '0.2.0+00000000' },
      { key: 'new', extractorVersion: '0.10.0+00000000' },
    ]);
    const end = await reprocess(parts, { before: '0.2.0' }, options);
    expect(sent.map(({ body }) => keyOf(body)).sort()).toEqual(['old', 'pre']);
    expect(end).toMatchObject({ looked: 4, sent: 2, done: true });
    await expect(reprocess(parts, { before: 'latest' }, options)).rejects.toMatchObject({
      code: 'reprocess.badVersion',
    });
  });

  it('counts without sending when there is no queue', async () => {
    const { sent, parts, options } = await setUp(keys(25));
    const end = await reprocess({ ...parts, queue: null }, {}, options);
    expect(end).toMatchObject({ sent: 25, done: true });
    expect(sent).toEqual([]);
  });

  it.each([1, 4, 30])('never sends more than %d a second', async (rate) => {
    const { sent, parts, options } = await setUp(keys(40));
    await reprocess(parts, {}, { ...options, rate });
    expect(sent).toHaveLength(40);
    for (const { at } of sent) {
      // A batch goes at once and is paid for afterwards: one second's more at most.
      expect(sent.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(
        rate + Math.min(rate, 10),
      );
    }
    expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(((40 - Math.min(rate, 10)) / rate) * 1000 - 1);
  });

  it('sends every article, and at most one batch twice, however often it is stopped or killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ batches: fc.nat(4), isKilled: fc.boolean() }), { maxLength: 6 }),
        async (stops) => {
          const { sent, parts, options } = await setUp(keys(33));
          let kept: ReprocessProgress = NOT_STARTED;
          for (const { batches, isKilled } of stops) {
            let reported = 0;
            const report = async (progress: ReprocessProgress) => {
              // Killed after sending and before noting it.
              if (isKilled && reported === batches) throw new Error('killed');
              kept = progress;
              reported++;
            };
            if (kept.done) break;
            const stopped = () => !isKilled && reported >= batches;
            await reprocess(parts, {}, { ...options, start: kept, stopped, report }).catch((error: Error) =>
              expect(error.message).toBe('killed'),
            );
          }
          if (!kept.done) await reprocess(parts, {}, { ...options, start: kept });
          const killed = stops.filter(({ isKilled }) => isKilled).length;
          expect(new Set(sent.map(({ body }) => keyOf(body))).size).toBe(33);
          expect(sent.length).toBeLessThanOrEqual(33 + 10 * killed);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('writeS3Event', () => {
  it('is what parseS3Event reads, for any key', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.option(fc.stringMatching(/^[\w.]{1,20}$/)),
        (key, versionId) => {
          const change = {
            bucket: 'uploads',
            key: key.toWellFormed(),
            versionId,
            sequencer: '00AF',
            time: '2026-11-22T10:00:00.000Z',
          };
          expect(parseS3Event(writeS3Event(change))).toEqual([{ kind: 'created', ...change }]);
        },
      ),
    );
  });
});
