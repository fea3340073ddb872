import type { ObjectChange } from './objectChange.ts';

/** A queue message that tells of an upload as S3 would: what `parseS3Event` reads, and no more. */
export const writeS3Event = ({
  bucket,
  key,
  versionId,
  sequencer,
  time,
}: Omit<ObjectChange, 'kind'>): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: time,
        s3: {
          bucket: { name: bucket },
          object: {
            key: encodeURIComponent(key.toWellFormed()),
            ...(versionId === null ? {} : { versionId }),
            sequencer,
          },
        },
      },
    ],
  });
