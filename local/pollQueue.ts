import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { lambdaContext } from './lambdaContext.ts';
import { REGION } from './names.ts';

/** Small, so that one slow article holds back few others. */
const BATCH_SIZE = 5;
const LONGEST_WAIT_SECONDS = 20;
const INVOCATION_SECONDS = 900;
const LONGEST_BACKOFF_SECONDS = 60;

export interface QueuePoller {
  /** Takes no more messages; ends when the batch in work is done. */
  stop(): Promise<void>;
}

/**
 * Does what Lambda's event source mapping does for a queue: receives batches, calls the handler, deletes what it acknowledged.
 * What it returned as failed comes back after a pause that doubles with each try; the queue's redrive policy ends that.
 *
 * @param onError told of failures of the queue or the handler itself; polling goes on
 */
export function pollQueue({
  client,
  queueUrl,
  handler,
  onError,
}: {
  client: SQSClient;
  queueUrl: string;
  handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  onError: (error: unknown) => void;
}): QueuePoller {
  const stopping = new AbortController();
  const arn = `arn:aws:sqs:${REGION}:000000000000:${queueUrl.slice(queueUrl.lastIndexOf('/') + 1)}`;

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const messages = await receive();
        if (messages.length > 0) await handle(messages);
      } catch (error) {
        if (stopping.signal.aborted) return;
        onError(error);
        await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  async function receive(): Promise<Message[]> {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH_SIZE,
        WaitTimeSeconds: LONGEST_WAIT_SECONDS,
        MessageSystemAttributeNames: ['All'],
      }),
      { abortSignal: stopping.signal },
    );
    return Messages ?? [];
  }

  async function handle(messages: readonly Message[]): Promise<void> {
    const failed = await invoke(messages);
    for (const message of messages) {
      const receipt = { QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle };
      if (!failed.has(message.MessageId ?? '')) {
        await client.send(new DeleteMessageCommand(receipt));
        continue;
      }
      const tries = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
      const pause = Math.min(2 ** tries, LONGEST_BACKOFF_SECONDS);
      await client.send(new ChangeMessageVisibilityCommand({ ...receipt, VisibilityTimeout: pause }));
    }
  }

  async function invoke(messages: readonly Message[]): Promise<Set<string>> {
    const context = lambdaContext('claimwire-ingest', INVOCATION_SECONDS);
    try {
      const { batchItemFailures } = await handler({ Records: messages.map(toRecord) }, context);
      return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch (error) {
      // A handler that throws has failed the whole batch.
      onError(error);
      return new Set(messages.map(({ MessageId }) => MessageId ?? ''));
    }
  }

  const toRecord = (message: Message): SQSRecord => ({
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: message.Attributes?.ApproximateReceiveCount ?? '1',
      SentTimestamp: message.Attributes?.SentTimestamp ?? '',
      SenderId: message.Attributes?.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: message.Attributes?.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: REGION,
  });

  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      await polling;
    },
  };
}
