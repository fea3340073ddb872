import { entityEntries } from './entityEntries.ts';
import type { WantedEntity } from './findEntity.ts';
import type { ArticleHead, Page, PageRequest, TimeRange } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { readPosition, writePosition } from './position.ts';
import { toldHead } from './records.ts';
import { standingEntries } from './standingEntries.ts';
import { takeRounds } from './takeRounds.ts';

const KINDS = ['S', 'M'] as const;

/** Heads of the articles that have an edge to the entity, newest first. */
export async function listArticlesOfEntity(
  table: LedgerTable,
  { entity, limit, after, ...range }: TimeRange & PageRequest & { readonly entity: WantedEntity },
): Promise<Page<ArticleHead>> {
  const edges = { keys: entity.keys, kinds: KINDS };
  const start = after === undefined ? null : readPosition(after);
  const entries = entityEntries(table, entity, edges, range, start, limit + 1);
  const items: ArticleHead[] = [];
  let place: string | null = null;
  for await (const { round, last } of takeRounds(entries, limit)) {
    for (const standing of await standingEntries(table, round, edges)) {
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
