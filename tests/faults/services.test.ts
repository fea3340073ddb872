import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ARTICLES_BUCKET } from '../../local/names.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { seeded } from '../../shared/seeded.ts';
import { row } from './row.ts';
import { sayings, sayingText } from './sayingExtractor.ts';
import { type Fault, refusal, slowDown } from './startFaultProxy.ts';
import { type Rig, startRig } from './startRig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(() => rig.begin());

const articles = (name: string, count: number, claims: number) =>
  new Map(
    Array.from({ length: count }, (_, index) => [
      `${name}-${index}.txt`,
      sayings(`${name}-${index}.txt`, claims),
    ]),
  );

async function ingestAll(keys: Iterable<string>, claims: number, concurrency: number) {
  const events: string[] = [];
  for (const key of keys) {
    await rig.upload(key, sayingText(key, claims));
    events.push(rig.event(key));
  }
  const queue = events.values();
  const handler = rig.handlerOf();
  let calls = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const event of queue) {
        const made = await rig.deliver(handler, event);
        calls += made;
      }
    }),
  );
  return calls;
}

interface Batch {
  readonly RequestItems?: Record<string, unknown[] | { readonly Keys: unknown[] }>;
}

it('DynamoDB that throttles and leaves items undone delays articles and loses none', async () => {
  const random = seeded(1);
  let [throttled, undone] = [0, 0];
  const expected = articles('throttled', 40, 12);
  const fault: Fault = async ({ service, operation, body }, forward) => {
    if (service === 's3') return forward();
    if (random() < 0.2) {
      throttled++;
      return refusal('ProvisionedThroughputExceededException');
    }
    if (!operation.startsWith('Batch') || random() < 0.5) return forward();
    const request = JSON.parse(body.toString()) as Batch;
    const [[table, work] = ['', []]] = Object.entries(request.RequestItems ?? {});
    const all = Array.isArray(work) ? work : work.Keys;
    // At least one is done, as DynamoDB throttles the whole request otherwise.
    const done = 1 + Math.floor(random() * all.length);
    const part = (some: unknown[]) => ({ [table]: Array.isArray(work) ? some : { ...work, Keys: some } });
    const answer = await forward({
      body: Buffer.from(JSON.stringify({ ...request, RequestItems: part(all.slice(0, done)) })),
    });
    const left = all.slice(done);
    if (answer.status !== 200 || left.length === 0) return answer;
    undone += left.length;
    const { 'x-amz-crc32': _crc, 'content-length': _length, ...headers } = answer.headers;
    const told = {
      ...JSON.parse(answer.body.toString()),
      [Array.isArray(work) ? 'UnprocessedItems' : 'UnprocessedKeys']: part(left),
    };
    return { ...answer, headers, body: Buffer.from(JSON.stringify(told)) };
  };
  rig.proxy.fault = fault;
  const calls = await ingestAll(expected.keys(), 12, 40);
  expect(throttled).toBeGreaterThan(20);
  expect(undone).toBeGreaterThan(20);
  row('DynamoDB throttling and unprocessed items', {
    trials: expected.size,
    ...(await rig.compare(expected)),
    note: `${throttled} requests throttled, ${undone} items left undone, ${calls} deliveries`,
  });
}, 60_000);

it('S3 that says 503 delays articles and loses none', async () => {
  const random = seeded(2);
  let refused = 0;
  const expected = articles('busy', 40, 3);
  rig.proxy.fault = async ({ service }, forward) => {
    if (service === 'dynamodb' || random() < 0.5) return forward();
    refused++;
    return slowDown;
  };
  const calls = await ingestAll(expected.keys(), 3, 40);
  expect(refused).toBeGreaterThan(20);
  row('S3 answers 503', {
    trials: expected.size,
    ...(await rig.compare(expected)),
    note: `${refused} requests refused, ${calls} deliveries`,
  });
}, 60_000);

it('objects that are deleted before their event is handled leave nothing, whichever event comes first', async () => {
  const handler = rig.handlerOf();
  const expected = new Map<string, string[] | null>();
  for (let index = 0; index < 40; index++) {
    const key = `deleted-${index}.txt`;
    await rig.upload(key, sayingText(key, 3));
    const events = [rig.event(key)];
    if (index % 4 === 0) {
      // It had been taken in before, so that there is something to withdraw.
      await rig.deliver(handler, events[0]!);
    }
    const isDeleted = index % 2 === 0;
    if (isDeleted) {
      await rig.remove(key);
      events.push(rig.event(key, 'ObjectRemoved:Delete'));
    }
    for (const event of index % 3 === 0 ? events.toReversed() : events) await rig.deliver(handler, event);
    expected.set(key, isDeleted ? null : sayings(key, 3));
  }
  row('S3 answers 404: the object was deleted after its event', {
    trials: expected.size,
    ...(await rig.compare(expected)),
    note: 'half of them deleted, half of those ingested before; in every third the removal comes first',
  });
}, 60_000);

it('an article of 5,000 claims is taken in whole, also when its writing is cut off, and replaced', async () => {
  const key = 'long.txt';
  let writes = 0;
  await rig.upload(key, sayingText('first', 5_000));
  // The manifest and some of the contents are there; then no batch is, however often the function asks.
  rig.proxy.fault = async ({ operation }, forward) => {
    if (operation === 'BatchWriteItem' && ++writes > 2 && writes < 8) throw new Error('cut off');
    return forward();
  };
  const calls = await rig.deliver(rig.handlerOf(), rig.event(key));
  expect(calls).toBeGreaterThan(1);
  const first = await rig.compare(new Map([[key, sayings('first', 5_000)]]));
  await rig.upload(key, sayingText('second', 5_000));
  await rig.deliver(rig.handlerOf(), rig.event(key));
  const second = await rig.compare(new Map([[key, sayings('second', 5_000)]]));
  const id = articleId(ARTICLES_BUCKET, key);
  const past = (await rig.ledger().versions(id))?.[1]?.version;
  const kept = past && (await rig.ledger().article(id, past));
  row('an article of 5,000 claims', {
    trials: 2,
    lost: first.lost + second.lost + (kept && kept.claims.length === 5_000 ? 0 : 1),
    doubled: first.doubled + second.doubled,
    note: `written (cut off in the middle, ${calls} deliveries), replaced, read from history`,
  });
}, 90_000);
