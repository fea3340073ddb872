import type { S3Client } from '@aws-sdk/client-s3';
import type { TextBucket } from '../ops/buckets.ts';
import { listObjects } from './listObjects.ts';
import { removeObject } from './removeObject.ts';
import { TEXTS_PREFIX, textKey } from './s3ArticleStore.ts';

/** The bucket of document texts, for operators. @throws TransientError `store.unavailable` with what S3 says */
export function createS3TextBucket({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): TextBucket {
  return {
    async *list() {
      for await (const { key } of listObjects(client, bucket, TEXTS_PREFIX))
        yield key.slice(TEXTS_PREFIX.length);
    },
    remove: (sha256) => removeObject(client, bucket, textKey(sha256)),
  };
}
