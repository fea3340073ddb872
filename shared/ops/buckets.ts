export interface StoredObject {
  readonly key: string;
  /** ISO 8601 UTC. */
  readonly lastModified: string;
}

/** The bucket that articles are uploaded to, as operators' commands work on it. */
export interface UploadBucket {
  readonly name: string;
  /** All objects that have a current version. */
  list(): AsyncIterable<StoredObject>;
  /**
   * Copies an object onto itself with all it says: a new version with an event and a sequencer of its own, so that it is taken in
   * like any upload.
   * @returns false when there is no such object (any more)
   */
  touch(key: string): Promise<boolean>;
  /** Ids of all versions that hold bytes, newest first; null stands for the only one of a bucket without versions. */
  versionsOf(key: string): Promise<readonly (string | null)[]>;
  /** Deletes an object with all its versions and delete markers. */
  remove(key: string): Promise<void>;
}

/** The bucket of kept document texts. */
export interface TextBucket {
  /** SHA-256 (hex) of every text there. */
  list(): AsyncIterable<string>;
  /** Deletes a text with all its versions. */
  remove(sha256: string): Promise<void>;
}
