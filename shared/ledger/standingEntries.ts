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
  /** The head's own edges to the entity, as one; null in a list that is not an entity's. */
  readonly edge: Edge | null;
}

export interface EdgesWanted {
  readonly keys: readonly string[];
  readonly kinds: readonly EdgeKind[];
}

/**
 * Drops the entries that no longer hold: of editions that are not the head's, of heads that moved to another time or
 * are withdrawn. An edge that came up between the reading of the list and of the head is fetched, so that an
 * article which is being replaced is never missing.
 * @param edges keys of the entity whose edges the entries are, with the kinds of edge that count; null for a list of heads
 */
export async function standingEntries(
  table: LedgerTable,
  entries: readonly Entry[],
  edges: EdgesWanted | null,
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
  if (edges === null) return standing.map(({ place, head }) => ({ place, head, edge: null }));

  const edgesIn = (items: readonly Item[], edition: string) =>
    items.filter(({ sk }) => sk.endsWith(`#${edition}`));
  const newcomers = await table.batchGet(
    standing
      .filter(({ items, edition }) => items.length === 0 || edgesIn(items, edition).length < items.length)
      .flatMap(({ place, edition }) =>
        edges.keys.flatMap((key) => edges.kinds.map((kind) => edgeKey(kind, key, place, edition))),
      ),
  );
  return standing.flatMap(({ place, head, items, edition }) => {
    const fetched = newcomers.filter(({ sk }) => sk.endsWith(`#${place}#${edition}`));
    const found = fetched.length > 0 ? fetched : edgesIn(items, edition);
    return found.length > 0 ? [{ place, head, edge: joined(found.map(readEdge)) }] : [];
  });
}

/** The edges of one article to the names of one entity. What it is the source of under one name, it neither mentions nor passes on. */
function joined(edges: readonly Edge[]): Edge {
  const [first, ...more] = edges;
  if (first && more.length === 0) return first;
  const rising = (places: Iterable<number>) => [...places].sort((a, b) => a - b);
  const sourceOf = new Set(edges.flatMap((edge) => edge.sourceOf));
  const others = (places: readonly number[]) => new Set(places.filter((place) => !sourceOf.has(place)));
  return {
    sourceOf: rising(sourceOf),
    mentionedIn: rising(others(edges.flatMap((edge) => edge.mentionedIn))),
    via: rising(others(edges.flatMap((edge) => edge.via))),
  };
}
