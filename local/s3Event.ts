import { randomBytes } from 'node:crypto';
import { REGION } from './names.ts';

/** A change of an object, as S3 would notify of it. */
export interface S3Change {
  readonly eventName:
    | 'ObjectCreated:Put'
    | 'ObjectCreated:Copy'
    | 'ObjectCreated:CompleteMultipartUpload'
    | 'ObjectRemoved:Delete';
  readonly bucket: string;
  readonly key: string;
  readonly time: Date;
  readonly sequencer: string;
  /** Of the object that was put; a removal has none. */
  readonly object?: { readonly size: number; readonly etag: string };
}

/**
 * The JSON of an S3 event notification, structure 2.1, as S3 puts it into a queue.
 * Source: "Event message structure" in the Amazon S3 user guide.
 */
export function s3Event({ eventName, bucket, key, time, sequencer, object }: S3Change): string {
  return JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: time.toISOString(),
        eventName,
        userIdentity: { principalId: 'embedded' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
          'x-amz-id-2': 'embedded',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'claimwire-ingest',
          bucket: { name: bucket, ownerIdentity: { principalId: 'embedded' }, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: encodeKey(key),
            ...(object === undefined ? {} : { size: object.size, eTag: object.etag.replaceAll('"', '') }),
            sequencer,
          },
        },
      },
    ],
  });
}

/** As HTML forms do it, with slashes left alone. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
