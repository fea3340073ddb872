import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { waitForArticle } from '../local/waitForArticle.ts';
import { MAX_UPLOAD_BYTES } from '../shared/article/limits.ts';
import { putArticle, type UploadMetadata } from '../shared/aws/putArticle.ts';
import { articleId } from '../shared/ledger/keys.ts';
import type { ArticleHead, ArticleRecord } from '../shared/ledger/ledger.ts';
import { get } from './api.ts';
import { CommandError, EXIT } from './exitCodes.ts';
import type { ApiTarget } from './target.ts';

/** Longer than an article of the greatest length takes, with others before it. */
const WAIT_SECONDS = 300;

export interface UploadResult {
  readonly id: string;
  readonly key: string;
  /** `uploaded`: not waited for. `late`: uploaded, but nothing came of it in the time waited. */
  readonly status: 'processed' | 'refused' | 'uploaded' | 'late';
  readonly claims: number | null;
  /** How many of the claims are narrated. */
  readonly narrated: number | null;
  /** Why it was refused. */
  readonly reason: string | null;
}

/**
 * Uploads one article and waits for what becomes of it.
 *
 * @param api asked for the outcome; null: not waited for
 * @throws CommandError when the bucket cannot be reached or does not take the upload
 */
export async function uploadArticle(
  { client, bucket }: { client: S3Client; bucket: string },
  api: ApiTarget | null,
  { key, bytes, metadata }: { key: string; bytes: Uint8Array; metadata: UploadMetadata },
): Promise<UploadResult> {
  const id = articleId(bucket, key);
  const result = (status: UploadResult['status'], rest: Partial<UploadResult> = {}): UploadResult => ({
    id,
    key,
    status,
    claims: null,
    narrated: null,
    reason: null,
    ...rest,
  });
  if (bytes.length > MAX_UPLOAD_BYTES) {
    const reason = `upload.tooLarge: ${key} has ${bytes.length} bytes; the limit is ${MAX_UPLOAD_BYTES}. It was not uploaded.`;
    return result('refused', { reason });
  }
  const startedAt = Date.now();
  const versionId = await putArticle(client, { bucket, key, bytes, metadata }).catch((cause: unknown) => {
    throw new CommandError(
      `${key} could not be uploaded to ${bucket}: ${reasonOf(cause)}`,
      EXIT.unreachable,
      cause,
    );
  });
  if (api === null) return result('uploaded');
  const read = async (): Promise<ArticleHead | null> =>
    (await get<ArticleRecord>(api, `/articles/${id}`))?.head ?? null;
  const head = await waitForArticle(read, { versionId, startedAt }, WAIT_SECONDS);
  if (head === null) return result('late');
  const reason = head.refusal === null ? null : `${head.refusal.code}: ${head.refusal.message}`;
  const { claimCount: claims, narratedCount: narrated = 0 } = head;
  return result(reason === null ? 'processed' : 'refused', { claims, narrated, reason });
}

function reasonOf(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'CredentialsProviderError')
    return 'no AWS credentials were found. Set them as for the AWS CLI.';
  if (/region is missing/i.test(message)) return 'no AWS region is set. Set --region or AWS_REGION.';
  return error instanceof S3ServiceException ? `${name}: ${message}` : message;
}
