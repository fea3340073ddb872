import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/names.ts';
import { type ObjectServer, startObjectServer } from '../../local/startObjectServer.ts';
import { createDelayRetry } from './createDelayRetry.ts';

let folder: string;
let server: ObjectServer;
let client: SQSClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-retry-'));
  server = await startObjectServer({ folder, port: 0, nextSequencer: () => '0' });
  client = new SQSClient({ endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  await rm(folder, { recursive: true });
});

const receive = async (WaitTimeSeconds: number) => {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: server.queueUrl,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  return Messages?.[0];
};

describe('a delayed retry', () => {
  it("brings the message back when it is time, and not after the queue's own time-out", async () => {
    await client.send(new SendMessageCommand({ QueueUrl: server.queueUrl, MessageBody: 'change' }));
    const first = await receive(5);
    expect(await receive(0)).toBeUndefined();
    const delayRetry = createDelayRetry({ client, queueUrl: server.queueUrl });
    await delayRetry(first?.ReceiptHandle ?? '', 1);
    expect(await receive(0)).toBeUndefined();
    const second = await receive(10);
    expect(second).toMatchObject({ Body: 'change', Attributes: { ApproximateReceiveCount: '2' } });
  });

  it('fails for a message that the queue does not know', async () => {
    const delayRetry = createDelayRetry({ client, queueUrl: server.queueUrl });
    await expect(delayRetry('nothing', 1)).rejects.toThrow();
  });
});
