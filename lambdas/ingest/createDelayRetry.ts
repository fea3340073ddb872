import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Has a message that failed come back after so many seconds (0 to 43,200), not after the queue's visibility time-out. */
export type DelayRetry = (receiptHandle: string, seconds: number) => Promise<void>;

/** `DelayRetry` for the messages of an SQS queue. @throws what the SQS client throws */
export const createDelayRetry =
  ({ client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string }): DelayRetry =>
  async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
