import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_UPLOAD_BYTES } from '../article/limits.ts';
import { PermanentError, TransientError } from '../errors.ts';
import { sha256 } from '../ledger/keys.ts';
import { createS3ArticleStore } from './s3ArticleStore.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
let server: FauxqsServer;
let client: S3Client;
const store = () => createS3ArticleStore({ client, textsBucket: 'texts' });

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
  });
  for (const Bucket of ['uploads', 'texts']) await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const put = (Key: string, Body: Uint8Array | string, rest: object = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'uploads', Key, Body, ...rest }));

describe('the article store in S3', () => {
  it('reads an upload with its type and its metadata', async () => {
    await put('news/été +1.txt', 'Bonjour', {
      ContentType: 'text/plain; charset=utf-8',
      Metadata: { publisher: 'Le Phare' },
    });
    const upload = await store().readUpload('uploads', 'news/été +1.txt', null);
    expect(new TextDecoder().decode(upload.bytes)).toBe('Bonjour');
    expect(upload).toMatchObject({
      name: 'news/été +1.txt',
      contentType: 'text/plain; charset=utf-8',
      metadata: { publisher: 'Le Phare' },
    });
  });

  it('says that an upload is missing as something permanent', async () => {
    await expect(store().readUpload('uploads', 'nowhere.txt', null)).rejects.toMatchObject({
      code: 'upload.missing',
    });
    await expect(store().readUpload('uploads', 'nowhere.txt', null)).rejects.toBeInstanceOf(PermanentError);
  });

  it('refuses an upload over the limit, naming its size and the limit', async () => {
    await put('huge.txt', new Uint8Array(MAX_UPLOAD_BYTES + 1));
    await expect(store().readUpload('uploads', 'huge.txt', null)).rejects.toMatchObject({
      code: 'upload.tooLarge',
      detail: { size: MAX_UPLOAD_BYTES + 1, limit: MAX_UPLOAD_BYTES },
    });
  });

  it('knows whether an object is there', async () => {
    await put('here.txt', 'x');
    expect(await store().holds('uploads', 'here.txt')).toBe(true);
    await client.send(new DeleteObjectCommand({ Bucket: 'uploads', Key: 'here.txt' }));
    expect(await store().holds('uploads', 'here.txt')).toBe(false);
  });

  it('keeps a text once and gives it back to the code unit', async () => {
    const text = 'Zoë said: “🍇 \u{1F469}‍\u{1F33E} — no.”\r\n';
    await store().keepText(sha256(text), text);
    await store().keepText(sha256(text), text);
    expect(await store().readText(sha256(text))).toBe(text);
    expect(await store().readText(sha256('another'))).toBeNull();
  });

  it('says that S3 is away as something passing', async () => {
    const away = new S3Client({
      endpoint: 'http://127.0.0.1:9',
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    const store = createS3ArticleStore({ client: away, textsBucket: 'texts' });
    await expect(store.readUpload('uploads', 'a.txt', null)).rejects.toBeInstanceOf(TransientError);
    await expect(store.keepText('0', 'x')).rejects.toBeInstanceOf(TransientError);
  });
});
