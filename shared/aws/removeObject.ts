import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { sending } from './s3ArticleStore.ts';

/** A version of an object; null stands for the only one of a bucket without versions. */
export interface ObjectVersion {
  readonly id: string | null;
  readonly isDeleteMarker: boolean;
}

/** All versions of one object and its delete markers, newest first; none in a server that keeps no versions. */
export async function versionsOfObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<readonly ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  let after: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } = {};
  for (;;) {
    const page = await sending(`s3://${bucket}/${key}`, () =>
      client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...after })),
    );
    const all = [
      ...(page.Versions ?? []).map((version) => ({ ...version, isDeleteMarker: false })),
      ...(page.DeleteMarkers ?? []).map((marker) => ({ ...marker, isDeleteMarker: true })),
    ];
    for (const { Key, VersionId, isDeleteMarker } of all) {
      // In a bucket that never had versions each object is its own version "null".
      if (Key === key) found.push({ id: VersionId ?? null, isDeleteMarker });
    }
    // Other keys that begin with this one come after it.
    const isPast = all.some(({ Key }) => Key !== key);
    if (page.IsTruncated !== true || isPast || page.NextKeyMarker === undefined) return found;
    after = {
      KeyMarker: page.NextKeyMarker,
      ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
}

/**
 * Deletes an object for good, with all its versions and delete markers.
 */
export async function removeObject(client: S3Client, bucket: string, key: string): Promise<void> {
  const versions = await versionsOfObject(client, bucket, key);
  const ids = versions.length === 0 ? [null] : versions.map(({ id }) => id);
  for (const id of ids) {
    await sending(`s3://${bucket}/${key}`, () =>
      client.send(
        new DeleteObjectCommand({ Bucket: bucket, Key: key, ...(id === null ? {} : { VersionId: id }) }),
      ),
    );
  }
}
