import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { StoredObject } from '../ops/buckets.ts';
import { sending } from './s3ArticleStore.ts';

/** All objects of a bucket that have a current version and whose keys begin so, by key. */
export async function* listObjects(
  client: S3Client,
  bucket: string,
  prefix = '',
): AsyncGenerator<StoredObject, void, void> {
  let token: string | undefined;
  do {
    const page = await sending(`s3://${bucket}/`, () =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          ...(prefix === '' ? {} : { Prefix: prefix }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
      ),
    );
    for (const { Key, LastModified } of page.Contents ?? []) {
      if (Key === undefined) continue;
      yield { key: Key, lastModified: (LastModified ?? new Date(0)).toISOString() };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
