import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { lambdaContext } from '../../local/lambdaContext.ts';
import { ARTICLES_BUCKET, CREDENTIALS, FAILED_QUEUE, INGEST_QUEUE, REGION } from '../../local/names.ts';
import { s3Event } from '../../local/s3Event.ts';
import { startObjectServer } from '../../local/startObjectServer.ts';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import type { Extractor } from '../../shared/extract/extraction.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { startDynalite } from '../startDynalite.ts';
import { createIngest } from './createIngest.ts';
import { SOURCES, sayingExtractor } from './sayingExtractor.ts';
import { noFault, startFaultProxy } from './startFaultProxy.ts';

type Handler = ReturnType<typeof createIngest>;

export type Rig = Awaited<ReturnType<typeof startRig>>;

/**
 * S3, SQS and DynamoDB servers, and the ingest function on them, its requests to S3 and DynamoDB through a proxy that can
 * misbehave. What is checked in the end is read past the proxy.
 */
export async function startRig() {
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
  process.env.POWERTOOLS_METRICS_NAMESPACE = 'Claimwire';
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const folder = await mkdtemp(join(tmpdir(), 'claimwire-faults-'));
  let sequencer = 0;
  const nextSequencer = () => (0xa000000000 + ++sequencer).toString(16).toUpperCase().padStart(18, '0');
  const objects = await startObjectServer({ folder, port: 0, nextSequencer });
  const dynalite = await startDynalite();
  const { protocol, hostname, port } = await dynalite.client.config.endpoint!();
  const dynamodb = `${protocol}//${hostname}:${port}`;
  const proxy = await startFaultProxy({ s3: objects.endpoint, dynamodb });
  const aws = { region: REGION, credentials: CREDENTIALS, endpoint: objects.endpoint };
  const s3 = new S3Client({ ...aws, forcePathStyle: true });
  const sqs = new SQSClient(aws);
  const queueUrl = objects.queueUrl;
  const failedUrl = queueUrl.replace(INGEST_QUEUE, FAILED_QUEUE);
  let tableName = 'ledger';
  let tables = 0;

  const handlerOf = (extractor: Extractor = sayingExtractor()): Handler =>
    createIngest({ s3: proxy.endpoint, dynamodb: proxy.endpoint, tableName, extractor });
  /** One that asks the servers directly: where nothing is to go wrong, and much is to be done. */
  const directHandler = (): Handler =>
    createIngest({ s3: objects.endpoint, dynamodb, tableName, extractor: sayingExtractor() });
  const ledger = () => createLedger(createDynamoTable({ client: dynalite.client, tableName }));

  const count = async (url: string): Promise<number> => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages = 0, ApproximateNumberOfMessagesNotVisible = 0 } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  };

  /** One invocation for some messages: deletes what it acknowledged, and lets the rest be seen again in a second. */
  async function invoke(handler: Handler, messages: readonly Message[]): Promise<void> {
    const { batchItemFailures } = await handler(eventOf(...messages), lambdaContext('claimwire-ingest', 60));
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    await Promise.all(
      messages.map(({ MessageId = '', ReceiptHandle }) => {
        const receipt = { QueueUrl: queueUrl, ReceiptHandle };
        return failed.has(MessageId)
          ? sqs.send(new ChangeMessageVisibilityCommand({ ...receipt, VisibilityTimeout: 1 }))
          : sqs.send(new DeleteMessageCommand(receipt));
      }),
    );
  }

  return {
    folder,
    proxy,
    s3,
    sqs,
    queueUrl,
    failedUrl,
    handlerOf,
    directHandler,
    ledger,
    count,
    /** Address and table, for a function in another process. */
    processArguments: () => [proxy.endpoint, proxy.endpoint, tableName],

    /** An empty ledger, empty queues and no fault, for the next row. */
    async begin(): Promise<void> {
      proxy.fault = noFault;
      tableName = `ledger-${++tables}`;
      await dynalite.createTable(tableName);
      for (const QueueUrl of [queueUrl, failedUrl]) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
    upload: (key: string, text: string) =>
      s3.send(new PutObjectCommand({ Bucket: ARTICLES_BUCKET, Key: key, Body: text })),
    remove: (key: string) => s3.send(new DeleteObjectCommand({ Bucket: ARTICLES_BUCKET, Key: key })),
    send: (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body })),

    /** The next event of an object, as S3 would send it, for those who deliver it themselves. */
    event: (key: string, kind: 'ObjectCreated:Put' | 'ObjectRemoved:Delete' = 'ObjectCreated:Put'): string =>
      s3Event({
        eventName: kind,
        bucket: ARTICLES_BUCKET,
        key,
        time: new Date(),
        sequencer: nextSequencer(),
        object: { size: 1, etag: 'e' },
      }),

    /** Delivers messages to a handler until it has acknowledged all of them. @returns how often it was called */
    async deliver(handler: Handler, ...bodies: readonly string[]): Promise<number> {
      let messages = bodies.map((Body, index): Message => ({ MessageId: `m${index}`, Body }));
      for (let calls = 1; ; calls++) {
        const { batchItemFailures } = await handler(
          eventOf(...messages),
          lambdaContext('claimwire-ingest', 60),
        );
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        messages = messages.filter(({ MessageId = '' }) => failed.has(MessageId));
        if (messages.length === 0) return calls;
        if (calls === 50) throw new Error('50 deliveries were not enough');
      }
    },

    /** Does what Lambda's event source does, with so many invocations at once, until the queue is empty. */
    async drain(handlers: readonly Handler[], concurrency: number): Promise<void> {
      await Promise.all(
        Array.from({ length: concurrency }, async (_, index) => {
          for (;;) {
            const { Messages = [] } = await sqs.send(
              new ReceiveMessageCommand({
                QueueUrl: queueUrl,
                MaxNumberOfMessages: 10,
                MessageSystemAttributeNames: ['All'],
              }),
            );
            if (Messages.length > 0) await invoke(handlers[index % handlers.length]!, Messages);
            else if ((await count(queueUrl)) === 0) return;
            else await sleep(100);
          }
        }),
      );
    },

    /** Compares the ledger with what it should hold: per key its claims, or null when readers must not find it. */
    async compare(expected: ReadonlyMap<string, readonly string[] | null>): Promise<{
      /** Articles that are missing or not as they should be, and claims that lists leave out. */
      lost: number;
      /** Articles and claims that should not be there, or are there more than once. */
      doubled: number;
    }> {
      const wanted = new Map<string, number>();
      let [lost, doubled] = [0, 0];
      for (const [key, claims] of expected) {
        const id = articleId(ARTICLES_BUCKET, key);
        const record = await ledger().article(id);
        if (claims === null) {
          if (record !== null) doubled++;
          continue;
        }
        const found = record?.claims.map(({ standalone }) => standalone) ?? [];
        if (JSON.stringify(found) !== JSON.stringify(claims)) lost++;
        for (const claim of claims) wanted.set(`${id} ${claim}`, 1);
      }
      for (const source of SOURCES) {
        for (let after: string | undefined; ; ) {
          const page = await ledger().claims({ source, limit: 100, ...(after !== undefined && { after }) });
          for (const { article, standalone } of page.items) {
            const name = `${article.id} ${standalone}`;
            wanted.set(name, (wanted.get(name) ?? 0) - 1);
          }
          if (page.next === null) break;
          after = page.next;
        }
      }
      for (const left of wanted.values()) {
        if (left > 0) lost += left;
        else doubled -= left;
      }
      return { lost, doubled };
    },

    async stop(): Promise<void> {
      for (const client of [s3, sqs]) client.destroy();
      await proxy.stop();
      await objects.stop();
      await dynalite.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const eventOf = (...messages: readonly Message[]): SQSEvent => ({
  Records: messages.map(({ MessageId = 'm', Body = '', ReceiptHandle = 'r', Attributes = {} }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${REGION}:000000000000:${INGEST_QUEUE}`,
    awsRegion: REGION,
  })),
});
