import { publisherList } from './layOut.ts';
import type { ArticleHead, ArticleQuery, Page } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { readPosition, writePosition } from './position.ts';
import { readHead, type StoredHead, toldHead } from './records.ts';
import { type Lane, timeline } from './timeline.ts';

/** Article heads of all or one publisher, newest first, right from the index. */
export async function listArticles(
  table: LedgerTable,
  { publisher, status, limit, after, ...range }: ArticleQuery,
): Promise<Page<ArticleHead>> {
  const lanes = (status ? [status] : (['processed', 'refused'] as const)).map((each) =>
    headLane(each, publisher),
  );
  const position = after === undefined ? null : readPosition(after);
  const items: ArticleHead[] = [];
  let next: string | null = null;
  for await (const entry of timeline(table, lanes, range, position, limit + 1)) {
    if (items.length === limit) return { items, next };
    // An article that changes its status may be in both lists for a moment.
    const head = entry.items.map(readHead).reduce(newer);
    items.push(toldHead(head));
    next = writePosition({ place: entry.place, claimsGiven: null });
  }
  return { items, next: null };
}

/** Heads of one status, of all publishers or one, in their index. */
export const headLane = (status: 'processed' | 'refused', publisher: string | undefined): Lane =>
  publisher === undefined
    ? { index: 'byStatus', partition: status, prefix: '' }
    : { index: 'byPublisher', partition: publisherList(status, publisher), prefix: '' };

const newer = (a: StoredHead, b: StoredHead) => (a.generation > b.generation ? a : b);
