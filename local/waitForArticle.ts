import { setTimeout as sleep } from 'node:timers/promises';
import type { ArticleHead } from '../shared/ledger/ledger.ts';

/** An upload whose outcome is wanted: the version S3 gave it, or, in a bucket without versions, when it was begun. */
export interface Uploaded {
  readonly versionId: string | null;
  /** Milliseconds since 1970, by the clock of the machine the bucket is on. */
  readonly startedAt: number;
}

/**
 * Waits until the ledger knows what became of an upload, or of a newer one under the same key.
 *
 * @param read gives what the ledger knows of the article now, null for nothing
 * @param seconds how long to wait at most
 * @returns the article's head, or null when nothing came in time
 */
export async function waitForArticle(
  read: () => Promise<ArticleHead | null>,
  { versionId, startedAt }: Uploaded,
  seconds: number,
): Promise<ArticleHead | null> {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 1000)) {
    const head = await read();
    if (head !== null) {
      if (versionId !== null && head.versionId === versionId) return head;
      if (Date.parse(head.receivedAt) >= startedAt) return head;
    }
    if (Date.now() + pause > deadline) return null;
    await sleep(pause);
  }
}
