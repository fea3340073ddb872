import { entityKey } from './keys.ts';
import type { ArticleHead, Page, PageRequest, TimeRange } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { readPosition, writePosition } from './position.ts';
import { type EdgeKind, entityPartition, toldHead } from './records.ts';
import { standingEntries } from './standingEntries.ts';
import { takeRounds } from './takeRounds.ts';
import { type Lane, timeline } from './timeline.ts';

const KINDS = ['S', 'M'] as const;

/** Heads of the articles that have an edge to the entity, newest first. */
export async function listArticlesOfEntity(
  table: LedgerTable,
  { entity, limit, after, ...range }: TimeRange & PageRequest & { readonly entity: string },
): Promise<Page<ArticleHead>> {
  const key = entityKey(entity);
  const entries = timeline(
    table,
    entityLanes(key, KINDS),
    range,
    after === undefined ? null : readPosition(after),
    limit + 1,
  );
  const items: ArticleHead[] = [];
  let place: string | null = null;
  for await (const { round, last } of takeRounds(entries, limit)) {
    for (const standing of await standingEntries(table, round, { entity: key, kinds: KINDS })) {
      if (items.length === limit) return page(items, place);
      items.push(toldHead(standing.head));
      place = standing.place;
    }
    if (last) return { items, next: null };
    place = round.at(-1)?.place ?? place;
    if (items.length === limit) break;
  }
  return page(items, place);
}

const page = <T>(items: readonly T[], place: string | null): Page<T> => ({
  items,
  next: place === null ? null : writePosition({ place, claimsGiven: null }),
});

/** The entity's edges of some kinds. */
export const entityLanes = (key: string, kinds: readonly EdgeKind[]): Lane[] =>
  kinds.map((kind) => ({ partition: entityPartition(key), prefix: `${kind}#` }));
