import type { ArticleHead } from '../ledger/ledger.ts';
import type { UploadBucket } from './buckets.ts';

/** `sent`: on its way in again. `gone`: the object is no longer there. `elsewhere`: it lies in another bucket than this one. */
export type RetryOutcome = 'sent' | 'gone' | 'elsewhere';

/** Has a refused article taken in again, the ordinary way: its object is copied onto itself. */
export async function retryRefused(
  uploads: Pick<UploadBucket, 'name' | 'touch'>,
  { bucket, key }: Pick<ArticleHead, 'bucket' | 'key'>,
): Promise<RetryOutcome> {
  if (bucket !== uploads.name) return 'elsewhere';
  return (await uploads.touch(key)) ? 'sent' : 'gone';
}
