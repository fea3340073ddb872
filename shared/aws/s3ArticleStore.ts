import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { MAX_UPLOAD_BYTES } from '../article/limits.ts';
import { PermanentError, TransientError } from '../errors.ts';
import type { ArticleStore } from '../ingest/articleStore.ts';

export const TEXTS_PREFIX = 'texts/';
export const textKey = (sha256: string): string => `${TEXTS_PREFIX}${sha256}`;

/**
 * Articles and their texts in S3.
 *
 * @param textsBucket where document texts are kept, each as `texts/<sha256>`
 */
export function createS3ArticleStore({
  client,
  textsBucket,
}: {
  client: S3Client;
  textsBucket: string;
}): ArticleStore {
  return {
    async readUpload(bucket, key, versionId) {
      const object = await reading(`s3://${bucket}/${key}`, () =>
        client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(versionId === null ? {} : { VersionId: versionId }),
          }),
        ),
      );
      if (object?.Body === undefined) {
        throw new PermanentError('upload.missing', `There is no object at s3://${bucket}/${key} any more.`, {
          bucket,
          key,
        });
      }
      const size = object.ContentLength ?? 0;
      if (size > MAX_UPLOAD_BYTES) {
        (object.Body as { destroy?: () => void }).destroy?.();
        throw new PermanentError(
          'upload.tooLarge',
          `${key} has ${size} bytes; the limit is ${MAX_UPLOAD_BYTES}. Upload the article alone, without its media.`,
          { size, limit: MAX_UPLOAD_BYTES },
        );
      }
      const body = object.Body;
      return {
        name: key,
        bytes: await sending(`s3://${bucket}/${key}`, () => body.transformToByteArray()),
        ...(object.ContentType === undefined ? {} : { contentType: object.ContentType }),
        ...(object.Metadata === undefined ? {} : { metadata: object.Metadata }),
      };
    },

    async holds(bucket, key) {
      const head = await reading(`s3://${bucket}/${key}`, () =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })),
      );
      return head !== null;
    },

    async keepText(sha256, text) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: textsBucket,
            Key: textKey(sha256),
            Body: text,
            ContentType: 'text/plain; charset=utf-8',
            // Its name is its content: what is there already is the same text.
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if (statusOf(error) !== 412) throw transient(`s3://${textsBucket}/${textKey(sha256)}`, error);
      }
    },

    async readText(sha256) {
      const object = await reading(`s3://${textsBucket}/${textKey(sha256)}`, () =>
        client.send(new GetObjectCommand({ Bucket: textsBucket, Key: textKey(sha256) })),
      );
      const body = object?.Body;
      return body === undefined ? null : sending(textKey(sha256), () => body.transformToString('utf-8'));
    },
  };
}

const MISSING = new Set([404, 405]); // 405: the version asked for is a delete marker

/** Null when there is no such object; every other failure is worth another try. */
export async function reading<T>(what: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (MISSING.has(statusOf(error) ?? 0)) return null;
    throw transient(what, error);
  }
}

/** The same where there must be an answer. */
export async function sending<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw transient(what, error);
  }
}

/**
 * Everything but "not there" is taken for passing: even "access denied" is mended by an operator, and the message then waits
 * in the dead-letter queue instead of being lost.
 */
const transient = (what: string, cause: unknown): TransientError =>
  new TransientError(
    'store.unavailable',
    `S3 did not answer for ${what}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`,
    { status: statusOf(cause) ?? null },
    cause,
  );

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
