import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createS3UploadBucket } from './s3UploadBucket.ts';

interface Version {
  readonly key: string;
  readonly id: string;
  readonly isMarker?: boolean;
}

/** A bucket with versions, two to a page, as S3 answers for it: the embedded stack's server keeps none. */
function versioned(all: readonly Version[]) {
  let versions = [...all];
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: 'http://s3.test',
    forcePathStyle: true,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: {
      handle: async ({
        method,
        path,
        query,
      }: {
        method: string;
        path: string;
        query: Record<string, string>;
      }) => {
        const key = decodeURIComponent(path.replace(/^\/uploads\/?/, ''));
        if (method === 'DELETE') {
          versions = versions.filter((version) => version.key !== key || version.id !== query.versionId);
          return { response: { statusCode: 204, headers: {} } };
        }
        const found = versions.filter((version) => version.key.startsWith(query.prefix ?? ''));
        const after = found.findIndex(
          ({ key, id }) => key === query['key-marker'] && id === query['version-id-marker'],
        );
        const page = found.slice(after + 1, after + 3);
        const last = page.at(-1);
        const isTruncated = last !== undefined && last !== found.at(-1);
        const xml = page.map(({ key, id, isMarker }) => {
          const tag = isMarker ? 'DeleteMarker' : 'Version';
          return `<${tag}><Key>${key}</Key><VersionId>${id}</VersionId></${tag}>`;
        });
        const next = `<NextKeyMarker>${last?.key}</NextKeyMarker><NextVersionIdMarker>${last?.id}</NextVersionIdMarker>`;
        const body = `<?xml version="1.0"?><ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated>${isTruncated ? next : ''}${xml.join('')}</ListVersionsResult>`;
        return {
          response: {
            statusCode: 200,
            headers: { 'content-type': 'application/xml' },
            body: Readable.from([Buffer.from(body)]),
          },
        };
      },
    } as never,
  });
  return { bucket: createS3UploadBucket({ client, bucket: 'uploads' }), left: () => versions };
}

const ALL: readonly Version[] = [
  { key: 'a.txt', id: 'marker', isMarker: true },
  { key: 'a.txt', id: 'v3' },
  { key: 'a.txt', id: 'v2' },
  { key: 'a.txt', id: 'v1' },
  { key: 'a.txt.gz', id: 'g1' },
  { key: 'a.txt2', id: 'x1' },
  { key: 'b.txt', id: 'b1' },
];

describe('the bucket of uploads', () => {
  it('tells the versions of one object that hold bytes, over pages, and of no other', async () => {
    const { bucket } = versioned(ALL);
    expect(await bucket.versionsOf('a.txt')).toEqual(['v3', 'v2', 'v1']);
    expect(await bucket.versionsOf('b.txt')).toEqual(['b1']);
  });

  it('removes an object with all its versions and delete markers, and no other', async () => {
    const { bucket, left } = versioned(ALL);
    await bucket.remove('a.txt');
    expect(left().map(({ id }) => id)).toEqual(['g1', 'x1', 'b1']);
  });
});
