import type { ClaimKind, Stance } from '../extract/extraction.ts';
import { entityEntries } from './entityEntries.ts';
import type { WantedEntity } from './findEntity.ts';
import type { ClaimQuery, LedgerClaim, ListedClaim, Page } from './ledger.ts';
import type { ItemKey, LedgerTable } from './ledgerTable.ts';
import { headLane } from './listArticles.ts';
import { kindAt } from './narratedPlaces.ts';
import { type Position, readPosition, writePosition } from './position.ts';
import { MAX_ATTEMPTS, unsettled } from './readRecord.ts';
import { chunkKey, nameOf, readClaims, type StoredHead } from './records.ts';
import { mayHaveStance } from './stanceMarks.ts';
import { type EdgesWanted, type StandingEntry, standingEntries } from './standingEntries.ts';
import { MAX_ENTRIES, takeRounds } from './takeRounds.ts';
import { type Entry, timeline } from './timeline.ts';

/** At most one of them. */
interface EntityFilter {
  readonly source?: WantedEntity | undefined;
  readonly via?: WantedEntity | undefined;
  readonly entity?: WantedEntity | undefined;
}

/** A claim with its article, before it is told whose it is in all articles. */
export type FoundClaim = Omit<ListedClaim, 'sourceId'>;

/** What a list of claims goes through, and which of an article's claims belong to it. */
interface Listing {
  readonly edges: EdgesWanted | null;
  /** Places of the claims among all of their article, rising; of all kinds and stances. */
  readonly places: (entry: StandingEntry) => readonly number[];
  readonly kind: ClaimKind | undefined;
  readonly stance: Stance | undefined;
  /** Whether a claim is the source's that is asked for, as far as its edge does not tell. */
  readonly isOf: (claim: Pick<LedgerClaim, 'sourceKey' | 'sourceKind'>) => boolean;
}

/** The claims of one article that a page gives. */
interface Share {
  readonly head: StoredHead;
  readonly places: readonly number[];
  /** Where the list goes on behind them. */
  readonly end: Position;
}

/**
 * Claims of articles newest first, those of one article in the order of its text. What one page reads is bounded: it
 * may be shorter than the limit, even empty, and still go on.
 */
export async function listClaims(
  table: LedgerTable,
  { source, via, entity, ...query }: Omit<ClaimQuery, 'source' | 'via' | 'entity'> & EntityFilter,
): Promise<Page<FoundClaim>> {
  const { limit, after, publisher } = query;
  const listing = listingOf({ source, via, entity }, query);
  const start = after === undefined ? null : readPosition(after);
  const pageSize = Math.min(limit, MAX_ENTRIES) + 1;
  const wanted = source ?? via ?? entity;
  const entries =
    wanted && listing.edges
      ? entityEntries(table, wanted, listing.edges, query, start, pageSize)
      : timeline(table, [headLane('processed', publisher)], query, start, pageSize);
  const items: FoundClaim[] = [];
  let end = start;
  for await (const { round, last } of takeRounds(entries, limit)) {
    const { claims, full } = await claimsOf(table, listing, round, start, limit - items.length);
    items.push(...claims);
    if (full) return { items, next: full.isAll && last ? null : writePosition(full.end) };
    if (last) return { items, next: null };
    end = { place: round.at(-1)!.place, claimsGiven: null };
  }
  return { items, next: end && writePosition(end) };
}

function listingOf(
  { source, via, entity }: EntityFilter,
  { kind, stance }: Pick<ClaimQuery, 'kind' | 'stance'>,
): Listing {
  const only = { kind, stance, isOf: () => true };
  if (source !== undefined) {
    const { notOfPersons } = source;
    return {
      edges: { keys: source.keys, kinds: ['S'] },
      places: ({ edge }) => edge?.sourceOf ?? [],
      ...only,
      isOf: ({ sourceKey, sourceKind }) => sourceKind !== 'person' || !notOfPersons?.has(sourceKey ?? ''),
    };
  }
  if (via !== undefined) {
    // Whoever passes something on is the source of what that stands in.
    return { edges: { keys: via.keys, kinds: ['S'] }, places: ({ edge }) => edge?.via ?? [], ...only };
  }
  if (entity !== undefined) {
    return {
      edges: { keys: entity.keys, kinds: ['S', 'M'] },
      places: ({ edge }) => [...(edge?.sourceOf ?? []), ...(edge?.mentionedIn ?? [])].sort((a, b) => a - b),
      ...only,
    };
  }
  return {
    edges: null,
    places: ({ head }) => Array.from({ length: head.claimCount }, (_, place) => place),
    ...only,
  };
}

/** Places of the claims of an article that the list holds, as far as its head tells. */
function placesOf({ places, kind, stance }: Listing, entry: StandingEntry): readonly number[] {
  const { narrated, stances } = entry.head;
  const kindOf = kindAt(narrated);
  const isOfStance = stance === undefined ? () => true : mayHaveStance(stances, stance);
  return places(entry).filter((place) => (kind === undefined || kindOf(place) === kind) && isOfStance(place));
}

/**
 * The first claims of a round, at most `room`. `full` is set when that many were looked at: where they end, and whether
 * the round holds no more.
 */
async function claimsOf(
  table: LedgerTable,
  listing: Listing,
  round: readonly Entry[],
  start: Position | null,
  room: number,
): Promise<{ claims: FoundClaim[]; full: { end: Position; isAll: boolean } | null }> {
  for (let attempt = 1; ; attempt++) {
    const standing = await standingEntries(table, round, listing.edges);
    const shares: Share[] = [];
    let left = room;
    let isAll = true;
    for (const entry of standing) {
      const places = placesOf(listing, entry);
      const from = start?.place === entry.place ? (start.claimsGiven ?? 0) : 0;
      const given = places.slice(from, from + left);
      left -= given.length;
      const isWhole = from + given.length >= places.length;
      isAll &&= isWhole;
      if (given.length > 0) {
        const claimsGiven = isWhole ? null : from + given.length;
        shares.push({ head: entry.head, places: given, end: { place: entry.place, claimsGiven } });
      }
    }
    const chunks = await readChunks(table, shares);
    const gone = shares.find(({ head, places }) =>
      places.some((place) => !chunks.has(nameOf(chunkAt(head, place).key))),
    );
    if (gone) {
      // A newer edition has become the head meanwhile: look again.
      if (attempt === MAX_ATTEMPTS) throw unsettled(gone.head.id);
      continue;
    }
    const claims = shares
      .flatMap(({ head, places }) =>
        places.map((place): FoundClaim => {
          const { key, offset } = chunkAt(head, place);
          return { ...chunks.get(nameOf(key))![offset]!, article: tellArticle(head) };
        }),
      )
      // Heads of older code do not tell stances.
      .filter(({ stance }) => listing.stance === undefined || stance === listing.stance)
      .filter(listing.isOf);
    const last = shares.at(-1);
    return { claims, full: left === 0 && last ? { end: last.end, isAll } : null };
  }
}

/** Chunks of claims by the names of their keys; those that are gone are missing. */
async function readChunks(
  table: LedgerTable,
  shares: readonly Share[],
): Promise<Map<string, readonly LedgerClaim[]>> {
  const keys = new Map(
    shares.flatMap(({ head, places }) =>
      places.map((place) => {
        const { key } = chunkAt(head, place);
        return [nameOf(key), key] as const;
      }),
    ),
  );
  const items = await table.batchGet([...keys.values()]);
  return new Map(items.map((item) => [nameOf(item), readClaims(item)]));
}

/** Where a claim lies: by its place among all of its article. */
function chunkAt(head: StoredHead, place: number): { key: ItemKey; offset: number } {
  let offset = place;
  let number = 1;
  for (const count of head.claimsInChunks) {
    if (offset < count) break;
    offset -= count;
    number++;
  }
  return { key: chunkKey(head.id, head.edition ?? '', 'claims', number), offset };
}

const tellArticle = ({
  id,
  title,
  publisher,
  published,
  url,
  time,
  textHash,
}: StoredHead): ListedClaim['article'] => ({
  id,
  title,
  publisher,
  published,
  url,
  time,
  textHash,
});
