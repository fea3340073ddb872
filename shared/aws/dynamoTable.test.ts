import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDynalite } from '../../tests/startDynalite.ts';
import { TransientError } from '../errors.ts';
import type { Item } from '../ledger/ledgerTable.ts';
import { createDynamoTable } from './dynamoTable.ts';

let server: Awaited<ReturnType<typeof startDynalite>>;
beforeAll(async () => {
  server = await startDynalite();
});
afterAll(() => server.stop());
afterEach(() => void server.client.middlewareStack.remove('fault'));

const waits: number[] = [];
const open = (tableName = server.tableName) =>
  createDynamoTable({
    client: server.client,
    tableName,
    random: () => 0.5,
    sleep: async (ms) => void waits.push(ms),
  });
const items = (count: number, pk: string): Item[] =>
  Array.from({ length: count }, (_, index) => ({ pk, sk: String(index).padStart(5, '0'), value: index }));
const bySortKey = (a: Item, b: Item) => (a.sk < b.sk ? -1 : 1);

/** Has the server do at most `done` items of a batch and hand the rest back, as DynamoDB does when it is throttled. */
function doAtMost(done: number) {
  server.client.middlewareStack.add(
    (next) => async (args) => {
      const { RequestItems } = args.input as {
        RequestItems?: Record<string, unknown[] | { Keys: unknown[] }>;
      };
      if (!RequestItems) return next(args);
      const [[table, work] = ['', []]] = Object.entries(RequestItems);
      const all = Array.isArray(work) ? work : work.Keys;
      const part = (some: unknown[]) => ({ [table]: Array.isArray(work) ? some : { ...work, Keys: some } });
      const left = all.slice(done);
      const rest = left.length > 0 ? part(left) : {};
      if (done === 0)
        return { output: { $metadata: {}, UnprocessedItems: rest, UnprocessedKeys: rest }, response: {} };
      const result = await next({
        ...args,
        input: { ...args.input, RequestItems: part(all.slice(0, done)) },
      });
      Object.assign(result.output, { UnprocessedItems: rest, UnprocessedKeys: rest });
      return result;
    },
    { step: 'initialize', name: 'fault', priority: 'low' },
  );
}

describe('the table in DynamoDB', () => {
  it('writes, reads and deletes more items than one batch takes', async () => {
    const table = open();
    const all = items(260, 'many');
    await table.putAll(all);
    expect([...(await table.batchGet(all))].sort(bySortKey)).toEqual(all);
    await table.deleteAll(all.slice(1));
    expect(await table.batchGet(all)).toEqual([all[0]]);
  });

  it('keeps strings, numbers, nulls, lists and maps as they are, and leaves out what is undefined', async () => {
    const item = {
      pk: 'kinds',
      sk: 'a',
      empty: '',
      text: 'ż🍇',
      number: 0.1 + 0.2,
      none: null,
      list: [[1, [true]]],
      map: { a: {} },
    };
    await open().putAll([{ ...item, nothing: undefined }]);
    expect(await open().get({ pk: 'kinds', sk: 'a' })).toEqual(item);
    expect(await open().get({ pk: 'kinds', sk: 'b' })).toBeNull();
  });

  it('queries a range with both its ends, in both directions, by the page', async () => {
    const table = open();
    await table.putAll(items(10, 'range'));
    const query = { partition: 'range', from: '00002', to: '00005' };
    const keys = ({ items }: { items: readonly Item[] }) => items.map(({ sk }) => Number(sk));
    expect(keys(await table.query(query))).toEqual([2, 3, 4, 5]);
    const page = await table.query({ ...query, descending: true, limit: 3 });
    expect([keys(page), page.more]).toEqual([[5, 4, 3], true]);
    expect((await table.query({ ...query, limit: 5 })).more).toBe(false);
  });

  it('puts an item only over the one that was seen, also when many try at once', async () => {
    const table = open();
    const put = (order: string, seen: string | null) =>
      table.putIfUnchanged({ pk: 'order', sk: 'HEAD', order }, 'order', seen);
    expect([await put('b', 'a'), await put('b', null), await put('c', null), await put('c', 'a')]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => put(`d${index}`, 'b')));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await table.get({ pk: 'order', sk: 'HEAD' }))?.order).toBe(`d${outcomes.indexOf(true)}`);
  });
});

describe('a busy table', () => {
  it('gets the items it left undone again, with growing waits', async () => {
    doAtMost(10);
    waits.length = 0;
    const all = items(60, 'undone');
    await open().putAll(all);
    expect([...(await open().batchGet(all))].sort(bySortKey)).toEqual(all);
    expect(waits.slice(0, 2)).toEqual([25, 25]);
    expect(Math.max(...waits)).toBeGreaterThan(25);
  });

  it('is a transient error when it goes on leaving items undone', async () => {
    doAtMost(0);
    waits.length = 0;
    const failure = open().putAll(items(3, 'never'));
    await expect(failure).rejects.toBeInstanceOf(TransientError);
    await expect(failure).rejects.toMatchObject({ code: 'ledger.tableBusy', detail: { undone: 3 } });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(10_000);
  });

  it('is a transient error when it throttles, or cannot be reached', async () => {
    server.client.middlewareStack.add(
      () => async () => {
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
      },
      { step: 'initialize', name: 'fault' },
    );
    await expect(open().get({ pk: 'a', sk: 'b' })).rejects.toBeInstanceOf(TransientError);
    await expect(open().putIfUnchanged({ pk: 'a', sk: 'b', c: 'd' }, 'c', null)).rejects.toBeInstanceOf(
      TransientError,
    );
    server.client.middlewareStack.remove('fault');

    const gone = await startDynalite();
    await gone.stop();
    const unreachable = createDynamoTable(gone);
    await expect(unreachable.get({ pk: 'a', sk: 'b' })).rejects.toMatchObject({ code: 'ledger.tableBusy' });
  });

  it('is told from a table that does not exist', async () => {
    await expect(open('nowhere').get({ pk: 'a', sk: 'b' })).rejects.not.toBeInstanceOf(TransientError);
  });
});
