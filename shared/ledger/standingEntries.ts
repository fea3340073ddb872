import type { Item, LedgerTable } from './ledgerTable.ts';
import {
  type Edge,
  type EdgeKind,
  edgeKey,
  headKey,
  placeOf,
  readEdge,
  readHead,
  type StoredHead,
} from './records.ts';
import type { Entry } from './timeline.ts';

/** An entry of a list whose article still stands there. */
export interface StandingEntry {
  readonly place: string;
  readonly head: StoredHead;
  /** The head's own edge to the entity; null in a list that is not an entity's. */
  readonly edge: Edge | null;
}

/**
 * Drops the entries that no longer hold: of editions that are not the head's, of heads that moved to another time or
 * are withdrawn. An edge that came up between the reading of the list and of the head is fetched, so that an
 * article which is being replaced is never missing.
 * @param key of the entity whose edges the entries are, with the kinds of edge that count; null for a list of heads
 */
export async function standingEntries(
  table: LedgerTable,
  entries: readonly Entry[],
  key: { readonly entity: string; readonly kinds: readonly EdgeKind[] } | null,
): Promise<StandingEntry[]> {
  const heads = new Map(
    (await table.batchGet(entries.map(({ place }) => headKey(place.split('#')[1] ?? '')))).map((item) => {
      const head = readHead(item);
      return [placeOf(head.time, head.id), head];
    }),
  );
  const standing = entries.flatMap((entry) => {
    const head = heads.get(entry.place);
    return head?.status === 'processed' && head.edition !== null
      ? [{ ...entry, head, edition: head.edition }]
      : [];
  });
  if (key === null) return standing.map(({ place, head }) => ({ place, head, edge: null }));

  const edgeIn = (items: readonly Item[], edition: string) =>
    items.find(({ sk }) => sk.endsWith(`#${edition}`));
  const newcomers = await table.batchGet(
    standing
      .filter(({ items, edition }) => !edgeIn(items, edition))
      .flatMap(({ place, edition }) => key.kinds.map((kind) => edgeKey(kind, key.entity, place, edition))),
  );
  return standing.flatMap(({ place, head, items, edition }) => {
    const edge = edgeIn(items, edition) ?? newcomers.find(({ sk }) => sk.endsWith(`#${place}#${edition}`));
    return edge ? [{ place, head, edge: readEdge(edge) }] : [];
  });
}
