/** An object as it was uploaded. */
export interface Upload {
  /** What errors call it: the object's key, or a file's path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The HTTP content type it was uploaded with, if any. */
  readonly contentType?: string;
  /** S3 object metadata, keys in lower case without `x-amz-meta-`. Values may be RFC 2047 or percent encoded. */
  readonly metadata?: Readonly<Record<string, string>>;
}
