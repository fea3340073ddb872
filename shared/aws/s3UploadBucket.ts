import { CopyObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { UploadBucket } from '../ops/buckets.ts';
import { listObjects } from './listObjects.ts';
import { removeObject, versionsOfObject } from './removeObject.ts';
import { reading } from './s3ArticleStore.ts';

/** The bucket of uploads, for operators. @throws TransientError `store.unavailable` with what S3 says */
export function createS3UploadBucket({
  client,
  bucket,
}: {
  readonly client: S3Client;
  readonly bucket: string;
}): UploadBucket {
  return {
    name: bucket,
    list: () => listObjects(client, bucket),

    async touch(key) {
      const what = `s3://${bucket}/${key}`;
      const at = { Bucket: bucket, Key: key };
      const head = await reading(what, () => client.send(new HeadObjectCommand(at)));
      if (head === null) return false;
      const { ContentType, ContentEncoding, ContentLanguage, ContentDisposition, CacheControl, Metadata } =
        head;
      const said = {
        ContentType,
        ContentEncoding,
        ContentLanguage,
        ContentDisposition,
        CacheControl,
        Metadata,
      };
      const copied = await reading(what, () =>
        client.send(
          new CopyObjectCommand({
            ...at,
            CopySource: `${bucket}/${encodeURIComponent(key)}`,
            // S3 copies an object onto itself only when something is said anew: we say the same anew.
            MetadataDirective: 'REPLACE',
            ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
          }),
        ),
      );
      return copied !== null;
    },

    async versionsOf(key) {
      const versions = await versionsOfObject(client, bucket, key);
      return versions.length === 0
        ? [null]
        : versions.filter(({ isDeleteMarker }) => !isDeleteMarker).map(({ id }) => id);
    },

    remove: (key) => removeObject(client, bucket, key),
  };
}
