import type { WantedEntity } from './findEntity.ts';
import type { TimeRange } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import type { Position } from './position.ts';
import { entityPartition, headKey, placeOf, readHead } from './records.ts';
import type { EdgesWanted } from './standingEntries.ts';
import { bound, type Entry, timeline } from './timeline.ts';

/**
 * Articles with an edge to an entity, newest first: the lanes of all its names as one. Of an entity that is told apart by
 * articles, those alone; their edges are left to be fetched.
 * @throws PermanentError `ledger.badTime` when a bound of the range is no time
 */
export function entityEntries(
  table: LedgerTable,
  { articles }: WantedEntity,
  { keys, kinds }: EdgesWanted,
  range: TimeRange,
  after: Position | null,
  pageSize: number,
): AsyncGenerator<Entry, void, void> {
  if (articles !== null) return entriesOf(table, articles, range, after);
  const lanes = keys.flatMap((key) =>
    kinds.map((kind) => ({ partition: entityPartition(key), prefix: `${kind}#` })),
  );
  return timeline(table, lanes, range, after, pageSize);
}

async function* entriesOf(
  table: LedgerTable,
  articles: readonly string[],
  range: TimeRange,
  after: Position | null,
): AsyncGenerator<Entry, void, void> {
  const from = bound(range.from, 'from') ?? '';
  const to = bound(range.to, 'to');
  const places = (await table.batchGet(articles.map(headKey)))
    .map(readHead)
    .map(({ time, id }) => placeOf(time, id))
    .filter((place) => place >= from && (to === null || place < to))
    .filter(
      (place) =>
        after === null || place < after.place || (place === after.place && after.claimsGiven !== null),
    );
  for (const place of places.sort().reverse()) yield { place, items: [] };
}
