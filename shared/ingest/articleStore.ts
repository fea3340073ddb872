import type { Upload } from '../article/upload.ts';

/** Where uploads come from and document texts are kept. */
export interface ArticleStore {
  /**
   * Reads one version of an upload.
   * @throws PermanentError `upload.missing` when it is gone, `upload.tooLarge` over the size limit (nothing is read)
   * @throws TransientError when the store is busy or away
   */
  readUpload(bucket: string, key: string, versionId: string | null): Promise<Upload>;
  /** Whether the object has a current version (a deleted one has none). */
  holds(bucket: string, key: string): Promise<boolean>;
  /** Keeps a document text under its SHA-256 (hex); does nothing when it is there already. */
  keepText(sha256: string, text: string): Promise<void>;
  /** The kept text, or null. */
  readText(sha256: string): Promise<string | null>;
}
