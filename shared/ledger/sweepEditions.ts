import { generationOfEdition } from './generation.ts';
import { MAX_PAST_VERSIONS } from './historyLimits.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { queryAll } from './queryAll.ts';
import {
  articlePartition,
  isReadable,
  keyOf,
  LAST,
  MANIFEST_PREFIX,
  PAST_PREFIX,
  readManifest,
  readStanding,
  type Standing,
} from './records.ts';
import { placesOf, retireEdition } from './retireEdition.ts';

/**
 * Puts in order what lies behind a head: editions that were current become history, all others up to its generation go,
 * as does history that the article's withdrawal or newer history displaced. What newer code laid out it leaves to newer
 * code: both are live during a rollout.
 */
export async function sweepEditions(
  table: LedgerTable,
  articleId: string,
  { generation, edition, historyFrom = '' }: Standing,
): Promise<void> {
  const found = await queryAll(table, {
    partition: articlePartition(articleId),
    from: MANIFEST_PREFIX,
    to: `${PAST_PREFIX}${generation}${LAST}`,
  });
  const readable = found.filter(isReadable);

  // A write that came to nothing may have left the current head among the past ones: it is to be written anew.
  const past = readable
    .filter(({ sk }) => sk.startsWith(PAST_PREFIX) && sk !== `${PAST_PREFIX}${generation}`)
    .map((item) => ({ item, head: readStanding(item) }));
  const kept = past.filter(({ head }) => head.generation > historyFrom).slice(-MAX_PAST_VERSIONS);
  const keptEditions = new Map(kept.map(({ item, head }) => [head.edition, item]));
  const displaced = past.filter((each) => !kept.includes(each));

  const manifests = new Map<string, Item[]>();
  for (const item of readable.filter(({ sk }) => sk.startsWith(MANIFEST_PREFIX))) {
    const { edition: its } = readManifest(item);
    if (its === edition || generationOfEdition(its) > generation) continue;
    manifests.set(its, [...(manifests.get(its) ?? []), item]);
  }

  const lost: Item[] = [];
  for (const [its, items] of manifests) {
    const head = keptEditions.get(its);
    if (!head) lost.push(...items);
    else if (items.some(({ expires }) => expires === undefined)) {
      await retireEdition(table, articleId, head, items);
    }
  }
  // First what readers go by, and last what leads here.
  await table.deleteAll(displaced.map(({ item }) => keyOf(item)));
  const { chunks, edges } = placesOf(articleId, lost);
  await table.deleteAll([...chunks, ...edges]);
  await table.deleteAll(lost.map(keyOf));
}
