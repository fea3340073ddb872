import { setTimeout as delay } from 'node:timers/promises';
import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { TransientError } from '../errors.ts';
import type { Item, ItemKey, LedgerTable } from '../ledger/ledgerTable.ts';
import { tableDefinition } from '../ledger/tableDefinition.ts';

/** DynamoDB's limits on one BatchWriteItem and one BatchGetItem. */
const MAX_WRITES = 25;
const MAX_READS = 100;
/** Requests of one batch in flight at once: enough to hide the round trip, too few to crowd out other writers. */
const MAX_PARALLEL = 4;
/** Rounds for items that DynamoDB left undone. The waits below add up to 9 s at most, half of that on average. */
const MAX_ROUNDS = 9;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/** What the service throws, or the connection to it, where the next try may succeed; thrown on after the SDK's own retries. */
const TRANSIENT = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
  'TransactionConflictException',
]);

type Writes = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

/**
 * The ledger's table in DynamoDB. Whole requests that fail are retried by the SDK as the client says; items of a batch
 * that DynamoDB leaves undone are retried here, with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @throws TransientError `ledger.tableBusy` when DynamoDB is throttled or away after all retries
 */
export function createDynamoTable({
  client,
  tableName,
  random = Math.random,
  sleep = async (ms) => void (await delay(ms)),
}: {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** 0 ≤ random() < 1. */
  readonly random?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}): LedgerTable {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

  /** Does one batch, and again what of it was left undone. */
  async function untilDone<T>(batch: T[], request: (batch: T[]) => Promise<T[] | undefined>): Promise<void> {
    let left = batch;
    for (let round = 0; ; round++) {
      left = (await request(left)) ?? [];
      if (left.length === 0) return;
      if (round === MAX_ROUNDS) {
        throw new TransientError(
          'ledger.tableBusy',
          `Table ${tableName} left ${left.length} of ${batch.length} items undone ${round + 1} times over (throttled): try again later.`,
          { table: tableName, undone: left.length },
        );
      }
      await sleep(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** round));
    }
  }

  const write = (writes: Writes) =>
    inParallel(batches(writes, MAX_WRITES), (batch) =>
      untilDone(batch, async (RequestItems) => {
        const { UnprocessedItems } = await asTransient(tableName, () =>
          documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: RequestItems } })),
        );
        return UnprocessedItems?.[tableName];
      }),
    );

  return {
    async get({ pk, sk }) {
      const { Item } = await asTransient(tableName, () =>
        documents.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true })),
      );
      return (Item as Item | undefined) ?? null;
    },

    async batchGet(keys) {
      const items: Item[] = [];
      const wanted = keys.map(({ pk, sk }): Record<string, unknown> => ({ pk, sk }));
      await inParallel(batches(wanted, MAX_READS), (batch) =>
        untilDone(batch, async (Keys) => {
          const { Responses, UnprocessedKeys } = await asTransient(tableName, () =>
            documents.send(
              new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
            ),
          );
          items.push(...((Responses?.[tableName] ?? []) as Item[]));
          return UnprocessedKeys?.[tableName]?.Keys;
        }),
      );
      return items;
    },

    async query({ index, partition, from, to, descending = false, limit }) {
      const keys = index ? tableDefinition.indexes.find(({ name }) => name === index) : tableDefinition;
      if (!keys) throw new Error(`no index ${index}`);
      const { Items, LastEvaluatedKey } = await asTransient(tableName, () =>
        documents.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: index,
            ConsistentRead: index === undefined,
            KeyConditionExpression: '#p = :p AND #s BETWEEN :from AND :to',
            ExpressionAttributeNames: { '#p': keys.partitionKey, '#s': keys.sortKey },
            ExpressionAttributeValues: { ':p': partition, ':from': from, ':to': to },
            ScanIndexForward: !descending,
            Limit: limit,
          }),
        ),
      );
      return { items: (Items ?? []) as Item[], more: LastEvaluatedKey !== undefined };
    },

    putAll: (items) => write(items.map((Item) => ({ PutRequest: { Item } }))),

    deleteAll: (keys: readonly ItemKey[]) =>
      write(keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }))),

    async putIfUnchanged(item, attribute, seen) {
      try {
        await asTransient(tableName, () =>
          documents.send(
            new PutCommand({
              TableName: tableName,
              Item: item,
              ...(seen === null
                ? {
                    ConditionExpression: 'attribute_not_exists(#pk)',
                    ExpressionAttributeNames: { '#pk': tableDefinition.partitionKey },
                  }
                : {
                    ConditionExpression: '#attribute = :seen',
                    ExpressionAttributeNames: { '#attribute': attribute },
                    ExpressionAttributeValues: { ':seen': seen },
                  }),
            }),
          ),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

/** Does a request to the table. @throws TransientError `ledger.tableBusy` when the next try may succeed */
export async function asTransient<T>(tableName: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!isTransient(error)) throw error;
    const name = (error as Error).name;
    throw new TransientError(
      'ledger.tableBusy',
      `Table ${tableName} is busy or away (${name}): try again later.`,
      { table: tableName, error: name },
      error,
    );
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  // Errors of the connection (ECONNREFUSED, ECONNRESET, EPIPE, …) carry the system's code and no HTTP status.
  const lostConnection = status === undefined && typeof (error as { code?: unknown }).code === 'string';
  return TRANSIENT.has(error.name) || (status !== undefined && status >= 500) || lostConnection;
}

function batches<T>(all: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < all.length; start += size) result.push(all.slice(start, start + size));
  return result;
}

/** Leaves nothing running behind: ends, or fails, when everything that was begun has ended. */
async function inParallel<T>(batches: readonly T[], work: (batch: T) => Promise<void>): Promise<void> {
  const queue = batches.values();
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: Math.min(MAX_PARALLEL, batches.length) }, async () => {
      for (const batch of queue) {
        if (failures.length > 0) return;
        await work(batch).catch((error: unknown) => failures.push(error));
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
