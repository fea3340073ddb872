import type { ListedVersion } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { readPastHeads } from './readPastHeads.ts';
import { headKey, type PastHead, readHead, type StoredHead, toldHead } from './records.ts';

/**
 * The versions of an article that can be read, newest first; null when there is none or it is withdrawn.
 * @param now epoch milliseconds
 */
export async function listVersions(
  table: LedgerTable,
  articleId: string,
  now: number,
): Promise<readonly ListedVersion[] | null> {
  const item = await table.get(headKey(articleId));
  const head = item && readHead(item);
  if (!head || head.status === 'withdrawn') return null;
  const past = await readPastHeads(table, head, now);
  return [listed(head, null), ...past.map((each) => listed(each, each)).reverse()];
}

function listed(head: StoredHead, past: PastHead | null): ListedVersion {
  const told = toldHead(head);
  return {
    version: told.version,
    current: past === null,
    readableUntil: past && new Date(past.expires * 1000).toISOString(),
    receivedAt: told.receivedAt,
    versionId: told.versionId,
    sequencer: told.sequencer,
    extractorVersion: told.extractorVersion,
    status: told.status,
    refusal: told.refusal,
    title: told.title,
    textHash: told.textHash,
    claimCount: told.claimCount,
    entityCount: told.entityCount,
  };
}
