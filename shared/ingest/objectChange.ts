/** Something happened to an object of the articles bucket, as S3 tells it. */
export interface ObjectChange {
  readonly kind: 'created' | 'removed';
  readonly bucket: string;
  /** Decoded: as the uploader wrote it. */
  readonly key: string;
  readonly versionId: string | null;
  readonly sequencer: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly time: string;
}
