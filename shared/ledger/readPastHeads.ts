import type { LedgerTable } from './ledgerTable.ts';
import { queryAll } from './queryAll.ts';
import {
  articlePartition,
  LAST,
  PAST_PREFIX,
  type PastHead,
  readPastHead,
  type StoredHead,
} from './records.ts';

/**
 * The heads that an article had before this one and that are still to be read, oldest first. DynamoDB deletes expired
 * items days late: here they count as gone at once.
 * @param now epoch milliseconds
 * @param prefix what their generations begin with
 */
export async function readPastHeads(
  table: LedgerTable,
  head: StoredHead,
  now: number,
  prefix = '',
): Promise<readonly PastHead[]> {
  const items = await queryAll(table, {
    partition: articlePartition(head.id),
    from: PAST_PREFIX + prefix,
    to: `${PAST_PREFIX}${prefix}${LAST}`,
  });
  return items
    .map(readPastHead)
    .filter(
      ({ generation, expires }) =>
        expires * 1000 > now && generation < head.generation && generation > (head.historyFrom ?? ''),
    );
}
