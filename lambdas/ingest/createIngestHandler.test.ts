import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { PermanentError, TransientError } from '../../shared/errors.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import type { IngestDependencies } from '../../shared/ingest/ingestChange.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { createMemoryTable } from '../../tests/memoryTable.ts';
import { createIngestHandler, type IngestOperations } from './createIngestHandler.ts';
import { METRIC } from './metricNames.ts';

const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 60_000 } as Context;
const TEXT = 'The harbour will open again on Monday, the port captain said.';

let output: MockInstance[];
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'ingest');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Claimwire/test');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  output = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const lines = (): string[] => output.flatMap((spy) => spy.mock.calls.map(([line]) => String(line)));

interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: {
      readonly Namespace: string;
      readonly Dimensions: string[][];
      readonly Metrics: { readonly Name: string }[];
    }[];
  };
  readonly [value: string]: unknown;
}

/** What CloudWatch would make of the log lines: for each metric its values by dimensions. */
function metrics(): Record<string, { readonly dimensions: object; readonly values: unknown }[]> {
  const found: Record<string, { dimensions: object; values: unknown }[]> = {};
  for (const line of lines().filter((text) => text.includes('CloudWatchMetrics'))) {
    const embedded: EmbeddedMetrics = JSON.parse(line);
    for (const { Namespace, Dimensions, Metrics } of embedded._aws.CloudWatchMetrics) {
      expect(Namespace).toBe('Claimwire/test');
      const dimensions = Object.fromEntries(Dimensions.flat().map((name) => [name, embedded[name]]));
      for (const { Name } of Metrics) {
        found[Name] ??= [];
        found[Name].push({ dimensions, values: embedded[Name] });
      }
    }
  }
  return found;
}

/** A real ledger on a table in memory, and a store in which every object says who published it. */
function parts(publisher: string, fault?: Error): IngestDependencies {
  const table = createMemoryTable();
  return {
    store: {
      readUpload: async (_bucket, name) => {
        if (fault !== undefined) throw fault;
        return { name, bytes: new TextEncoder().encode(JSON.stringify({ text: TEXT, publisher })) };
      },
      holds: async () => true,
      keepText: async () => {},
    },
    extractor: {
      version: '0.1.0+0a1b2c3d',
      extract: async () => ({ claims: [], setAside: [], entities: [] }),
    },
    ledger: createLedger(table),
    denyList: createDenyList(table),
  };
}

const s3Event = (key: string) =>
  JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: '2026-11-22T10:00:00.000Z',
        s3: { bucket: { name: 'uploads' }, object: { key, versionId: 'v1', sequencer: '0A' } },
      },
    ],
  });

const batch = (bodies: readonly string[], receives = 1): SQSEvent =>
  ({
    Records: bodies.map((body, index) => ({
      messageId: `m${index}`,
      receiptHandle: `receipt ${index}`,
      body,
      eventSource: 'aws:sqs',
      attributes: { ApproximateReceiveCount: String(receives) },
    })),
  }) as SQSEvent;

/** Notes when each message is to come back. */
function operations(given: Partial<IngestOperations> = {}) {
  const delayed: [receipt: string, seconds: number][] = [];
  const delayRetry = async (receipt: string, seconds: number) => void delayed.push([receipt, seconds]);
  return { delayed, operations: { delayRetry, watchedPublishers: [], random: () => 0.5, ...given } };
}

const busy = new TransientError('store.busy', 'The store is busy.');

describe('a message that fails', () => {
  it('for now is tried again after a while that doubles, with some of it taken off by chance', async () => {
    const { delayed, operations: told } = operations();
    const handler = createIngestHandler(parts('Post', busy), told);
    for (const receives of [1, 2, 3, 9]) {
      const answer = await handler(batch([s3Event('a.json')], receives), context);
      expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    }
    expect(delayed.map(([, seconds]) => seconds)).toEqual([23, 45, 90, 1350]);
  });

  it('for a reason that nobody foresaw is tried again likewise', async () => {
    const { delayed, operations: told } = operations();
    await createIngestHandler(parts('Post', new TypeError('oops')), told)(batch([s3Event('a')]), context);
    expect(delayed).toEqual([['receipt 0', 23]]);
  });

  it('for good is back at once, to be among the dead letters soon', async () => {
    const { delayed, operations: told } = operations();
    const answer = await createIngestHandler(parts('Post'), told)(batch(['no JSON'], 3), context);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    expect(delayed).toEqual([['receipt 0', 0]]);
  });

  it('leaves the others of its batch alone', async () => {
    const { delayed, operations: told } = operations();
    const event = batch([s3Event('a.json'), 'no JSON', s3Event('b.json')]);
    const answer = await createIngestHandler(parts('Post'), told)(event, context);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(delayed).toEqual([['receipt 1', 0]]);
    expect(metrics()[METRIC.processed]).toEqual([{ dimensions: { service: 'ingest' }, values: [1, 1] }]);
  });

  it('is returned also when the queue cannot be told when to bring it back', async () => {
    const delayRetry = async () => {
      throw new Error('queue is away');
    };
    const { operations: told } = operations({ delayRetry });
    const answer = await createIngestHandler(parts('Post', busy), told)(batch([s3Event('a')]), context);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
    expect(lines().join('\n')).toContain('queue is away');
  });
});

describe("the ingest function's metrics", () => {
  it('have the rate of failure as an average of ones and noughts', async () => {
    const { operations: told } = operations();
    await createIngestHandler(parts('Post'), told)(batch([s3Event('a'), 'no JSON', s3Event('b')]), context);
    expect(metrics()[METRIC.messagesFailed]).toEqual([
      { dimensions: { service: 'ingest' }, values: [0, 1, 0] },
    ]);
  });

  it('count the articles of a watched publisher, however its name is written', async () => {
    const { operations: told } = operations({ watchedPublishers: ['harbour-courier', 'meridian-press'] });
    await createIngestHandler(parts('THE HARBOUR COURIER'), told)(batch([s3Event('a.json')]), context);
    expect(metrics()[METRIC.ofPublisher]).toEqual([
      { dimensions: { service: 'ingest', publisher: 'harbour-courier' }, values: 1 },
    ]);
  });

  it('have nothing of a publisher whom nobody watches: anybody can make up names', async () => {
    const { operations: told } = operations({ watchedPublishers: ['meridian-press'] });
    await createIngestHandler(parts('Made Up Daily'), told)(batch([s3Event('a.json')]), context);
    expect(metrics()[METRIC.ofPublisher]).toBeUndefined();
    expect(metrics()[METRIC.processed]).toHaveLength(1);
  });

  it('do not count what was refused as an article of its publisher', async () => {
    const { operations: told } = operations({ watchedPublishers: ['post'] });
    const refusing = parts('Post', new PermanentError('upload.tooLarge', 'It is too large.'));
    await createIngestHandler(refusing, told)(batch([s3Event('a.json')]), context);
    expect(metrics()[METRIC.ofPublisher]).toBeUndefined();
    expect(metrics()[METRIC.refused]).toHaveLength(1);
  });
});

it('the ingest function logs neither the text of an article nor what it says of itself', async () => {
  const { operations: told } = operations({ watchedPublishers: [] });
  const handler = createIngestHandler(parts('A publisher with a very odd name'), told);
  await handler(batch([s3Event('a.json')]), context);
  expect(lines().join('\n')).toContain('ingested');
  expect(lines().join('\n')).not.toContain('harbour will open');
  expect(lines().join('\n')).not.toContain('odd name');
});
