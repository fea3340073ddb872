import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseS3Event } from '../shared/ingest/parseS3Event.ts';
import { ARTICLES_BUCKET as Bucket, CREDENTIALS, REGION, TEXTS_BUCKET } from './names.ts';
import { type ObjectServer, startObjectServer } from './startObjectServer.ts';

interface Event {
  Records: { eventName: string; s3: { object: { key: string; size?: number; eTag?: string } } }[];
}

let folder: string;
let server: ObjectServer;
let s3: S3Client;
let sqs: SQSClient;
let count = 0;

const start = async () => {
  server = await startObjectServer({
    folder,
    port: 0,
    nextSequencer: () => (++count).toString(16).toUpperCase().padStart(18, '0'),
  });
  const aws = { endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS };
  s3 = new S3Client({ ...aws, forcePathStyle: true });
  sqs = new SQSClient(aws);
};
const stop = async () => {
  s3.destroy();
  sqs.destroy();
  await server.stop();
};

/** Bodies of the messages in the queue; they stay in work. */
async function events(): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: server.queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

const changes = async () => (await events()).flatMap((body) => parseS3Event(body));
const records = async () => (await events()).flatMap((body) => (JSON.parse(body) as Event).Records);
const put = (Key: string, Body: string | Uint8Array, rest: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...rest }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-objects-'));
  await start();
});
beforeEach(async () => {
  await events();
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

describe('the object server', () => {
  it.each([
    'plain.txt',
    'with space.txt',
    'a+b=c&d.txt',
    '100%.txt',
    'été/„Straße“ 東京 🗞.html',
    `${'long-'.repeat(60)}.txt`,
    'a//b/../c.txt',
  ])('tells of an object with the key %s by that key', async (key) => {
    await put(key, 'text');
    expect(await changes()).toEqual([
      expect.objectContaining({ kind: 'created', bucket: Bucket, key, versionId: null }),
    ]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await Body?.transformToString()).toBe('text');
  });

  it('writes events as S3 does', async () => {
    const { ETag } = await put('dir/a b+c.txt', 'été');
    expect(await records()).toEqual([
      expect.objectContaining({
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventName: 'ObjectCreated:Put',
        s3: expect.objectContaining({
          s3SchemaVersion: '1.0',
          bucket: expect.objectContaining({ name: Bucket, arn: `arn:aws:s3:::${Bucket}` }),
          object: {
            key: 'dir/a+b%2Bc.txt',
            size: 5,
            eTag: ETag?.replaceAll('"', ''),
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        }),
      }),
    ]);
  });

  it('tells of a multipart upload once, when it is complete', async () => {
    const Key = 'parts.txt';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    expect(await records()).toEqual([]);
    await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    const [record, ...others] = await records();
    expect(others).toEqual([]);
    expect(record?.eventName).toBe('ObjectCreated:CompleteMultipartUpload');
    expect(record?.s3.object.size).toBe(5 * 1024 * 1024 + 3);
  });

  it('tells of a copy as a copy', async () => {
    await put('from.txt', 'text');
    await events();
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to.txt', CopySource: `${Bucket}/from.txt` }));
    expect((await records()).map(({ eventName, s3 }) => [eventName, s3.object.key])).toEqual([
      ['ObjectCreated:Copy', 'to.txt'],
    ]);
  });

  it('tells of one deletion and of many', async () => {
    for (const key of ['d1', 'd2', 'd3']) await put(key, 'text');
    await events();
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'd1' }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd2' }, { Key: 'd3' }] } }));
    expect((await changes()).map(({ kind, key }) => [kind, key])).toEqual([
      ['removed', 'd1'],
      ['removed', 'd2'],
      ['removed', 'd3'],
    ]);
  });

  it('numbers the changes of a key in the order in which they were made', async () => {
    await put('k', '1');
    await put('k', '2');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    const found = await changes();
    expect(found.map(({ kind }) => kind)).toEqual(['created', 'created', 'removed']);
    const sequencers = found.map(({ sequencer }) => sequencer);
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
  });

  it('keeps quiet about document texts', async () => {
    await s3.send(new PutObjectCommand({ Bucket: TEXTS_BUCKET, Key: 'texts/1', Body: 'text' }));
    expect(await events()).toEqual([]);
  });

  it('says so in S3 terms when an object is too large for it', async () => {
    await expect(put('big', Buffer.alloc(12 * 1024 * 1024))).rejects.toMatchObject({
      name: 'EntityTooLarge',
    });
  });

  it('refuses what a web page of another site sends', async () => {
    const send = (headers: Record<string, string>) =>
      fetch(`${server.endpoint}/${Bucket}/evil.txt`, { method: 'PUT', body: 'text', headers });
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect(await events()).toEqual([]);
  });

  it('has objects and messages again after a restart, also those that were in work', async () => {
    await put('kept.txt', 'kept', { Metadata: { publisher: 'The Courier' } });
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: server.queueUrl }));
    await stop();
    await start();
    const found = await changes();
    expect(found.map(({ key }) => key)).toContain('kept.txt');
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept.txt' }));
    expect(await Body?.transformToString()).toBe('kept');
    expect(Metadata).toEqual({ publisher: 'The Courier' });
  });
});
