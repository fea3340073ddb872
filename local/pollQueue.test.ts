import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CREDENTIALS, FAILED_QUEUE, REGION } from './names.ts';
import { pollQueue, type QueuePoller } from './pollQueue.ts';
import { type ObjectServer, startObjectServer } from './startObjectServer.ts';

let folder: string;
let server: ObjectServer;
let client: SQSClient;
let poller: QueuePoller | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-queue-'));
  server = await startObjectServer({ folder, port: 0, nextSequencer: () => '0' });
  client = new SQSClient({ endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS });
});
afterEach(async () => {
  await poller?.stop();
  client.destroy();
  await server.stop();
  await rm(folder, { recursive: true });
});

const send = (MessageBody: string) =>
  client.send(new SendMessageCommand({ QueueUrl: server.queueUrl, MessageBody }));

async function counts(queueUrl = server.queueUrl): Promise<{ ready: number; inWork: number }> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
  );
  return {
    ready: Number(Attributes?.ApproximateNumberOfMessages),
    inWork: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
  };
}

/** Polls with a handler that fails the messages whose bodies say so; gives what it was called with. */
function poll(fails: (body: string) => boolean): { seen: string[]; errors: unknown[] } {
  const seen: string[] = [];
  const errors: unknown[] = [];
  poller = pollQueue({
    client,
    queueUrl: server.queueUrl,
    onError: (error) => errors.push(error),
    handler: async ({ Records }: SQSEvent) => {
      seen.push(...Records.map(({ body }) => body));
      if (Records.some(({ body }) => body === 'throw')) throw new Error('handler broke');
      const failed = Records.filter(({ body }) => fails(body));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  });
  return { seen, errors };
}

describe('pollQueue', () => {
  it('deletes what the handler acknowledged and brings back what it returned', async () => {
    const tries = new Map<string, number>();
    await Promise.all(['good', 'flaky', 'fine'].map(send));
    const { seen } = poll((body) => {
      tries.set(body, (tries.get(body) ?? 0) + 1);
      return body === 'flaky' && tries.get(body) === 1;
    });
    await vi.waitFor(() => expect(tries.get('flaky')).toBe(2), 10_000);
    await vi.waitFor(async () => expect(await counts()).toEqual({ ready: 0, inWork: 0 }), 5_000);
    expect(seen.toSorted()).toEqual(['fine', 'flaky', 'flaky', 'good']);
  });

  it('gives a batch up to the queue again when the handler throws, and goes on', async () => {
    const { seen, errors } = poll(() => false);
    await send('throw');
    await vi.waitFor(() => expect(errors).toEqual([new Error('handler broke')]), 5_000);
    await vi.waitFor(async () => expect(await counts()).toEqual({ ready: 0, inWork: 1 }), 5_000);
    await send('next');
    await vi.waitFor(() => expect(seen).toContain('next'), 5_000);
  });

  it('leaves a message that fails every time to the queue for failed ones', async () => {
    // One receipt in place of five, which would take a minute of pauses.
    const failedUrl = server.queueUrl.replace(/[^/]+$/, FAILED_QUEUE);
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: server.queueUrl, AttributeNames: ['RedrivePolicy'] }),
    );
    const policy = JSON.parse(Attributes?.RedrivePolicy ?? '{}') as { maxReceiveCount: number };
    expect(policy.maxReceiveCount).toBe(5);
    await client.send(
      new SetQueueAttributesCommand({
        QueueUrl: server.queueUrl,
        Attributes: { RedrivePolicy: JSON.stringify({ ...policy, maxReceiveCount: 1 }) },
      }),
    );
    await send('bad');
    const { seen } = poll(() => true);
    await vi.waitFor(async () => expect(await counts(failedUrl)).toEqual({ ready: 1, inWork: 0 }), 15_000);
    expect(seen).toEqual(['bad']);
    expect(await counts()).toEqual({ ready: 0, inWork: 0 });
  });
});
