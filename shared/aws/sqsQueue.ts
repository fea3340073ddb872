import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { TransientError } from '../errors.ts';
import type { MessageQueue, QueueMessage } from '../ops/messageQueue.ts';

/** The most that one request takes. */
const BATCH = 10;
const HIDDEN_SECONDS = 60;
/** More than 0, as only then all of SQS's servers are asked: an empty answer means that the queue is empty. */
const WAIT_SECONDS = 1;
/** Not 0: fauxqs 2.4.1 cannot write that down. */
const RELEASED_AFTER_SECONDS = 1;

/** A queue in SQS. @throws TransientError `queue.unavailable` with what SQS says */
export function createSqsQueue({
  client,
  queueUrl,
}: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): MessageQueue {
  const asking = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw unavailable(queueUrl, why, error);
    }
  };
  /** One request for each ten. What of it failed is reported as `failed` says. */
  const inBatches = async <T>(
    all: readonly T[],
    request: (
      entries: (T & { readonly Id: string })[],
    ) => Promise<{ Failed?: readonly unknown[] | undefined }>,
    isFailureOk = false,
  ): Promise<void> => {
    for (let start = 0; start < all.length; start += BATCH) {
      const entries = all
        .slice(start, start + BATCH)
        .map((entry, index) => ({ ...entry, Id: String(index) }));
      const { Failed = [] } = await asking(() => request(entries));
      if (Failed.length > 0 && !isFailureOk) {
        const [{ Code = 'unknown' }] = Failed as [{ Code?: string }];
        throw unavailable(queueUrl, `${Failed.length} of ${entries.length} messages failed (${Code})`);
      }
    }
  };

  return {
    async take() {
      const { Messages = [] } = await asking(() =>
        client.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: BATCH,
            WaitTimeSeconds: WAIT_SECONDS,
            VisibilityTimeout: HIDDEN_SECONDS,
            MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
          }),
        ),
      );
      return Messages.map(
        ({ MessageId, Body, ReceiptHandle, Attributes }): QueueMessage => ({
          id: MessageId ?? '',
          body: Body ?? '',
          receipt: ReceiptHandle ?? '',
          sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
          receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
        }),
      );
    },
    release: (messages) =>
      inBatches(
        messages.map(({ receipt }) => ({
          ReceiptHandle: receipt,
          VisibilityTimeout: RELEASED_AFTER_SECONDS,
        })),
        (Entries) => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })),
        // What cannot be released is seen again when its time is over, or was before.
        true,
      ),
    delete: (messages) =>
      inBatches(
        messages.map(({ receipt }) => ({ ReceiptHandle: receipt })),
        (Entries) => client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries })),
      ),
    send: (bodies) =>
      inBatches(
        bodies.map((body) => ({ MessageBody: body })),
        (Entries) => client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries })),
      ),
  };
}

const unavailable = (queueUrl: string, why: string, cause?: unknown): TransientError =>
  new TransientError('queue.unavailable', `Queue ${queueUrl} cannot be used: ${why}.`, { queueUrl }, cause);
