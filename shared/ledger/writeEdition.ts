import { keysOfManifest, type Layout } from './layOut.ts';
import type { WriteOutcome } from './ledger.ts';
import type { Item, ItemKey, LedgerTable } from './ledgerTable.ts';
import { queryAll } from './queryAll.ts';
import {
  articlePartition,
  headKey,
  isReadable,
  keyOf,
  LAST,
  MANIFEST_PREFIX,
  nameOf,
  readManifest,
  readStanding,
} from './records.ts';

/**
 * Makes an edition what readers see, unless the article's head has the same or a newer generation.
 *
 * What readers go by is the head alone, and it changes by one conditional put after everything it leads to is there.
 * A generation that has lost can never win later, so what belongs to it may be removed by anyone at any time. Every
 * call, whatever its outcome, leaves nothing behind that it wrote in vain; a call that ends half-way is made good by
 * the next delivery of the same event, or by the next write to the article, which finds the manifest.
 * @param remember notes the edition's named entities in the directory
 */
export async function writeEdition(
  table: LedgerTable,
  layout: Layout,
  remember: (named: Layout['named']) => Promise<void>,
): Promise<WriteOutcome> {
  const { head, headItem, manifests, contents, named } = layout;
  const outcomeBefore = await settled(table, layout);
  if (outcomeBefore) return outcomeBefore;

  await table.putAll(manifests);
  await table.putAll(contents);
  await remember(named);
  if (await table.putIfGreater(headItem, 'generation')) {
    await removeOlder(table, head.id, head.generation, head.edition);
    return 'recorded';
  }
  const outcome = await settled(table, layout);
  if (!outcome) throw new Error(`head of article ${head.id} went back in time`);
  return outcome;
}

/** Null when the edition may become the head; otherwise what it is instead, with nothing of it left behind. */
async function settled(table: LedgerTable, layout: Layout): Promise<WriteOutcome | null> {
  const { id, generation, edition } = layout.head;
  const item = await table.get(headKey(id));
  if (item === null) return null;
  const current = readStanding(item);
  if (current.generation < generation) return null;
  if (current.edition !== edition) {
    await removePresent(table, layout.contents);
    await removePresent(table, layout.manifests);
  }
  if (current.generation > generation) return 'superseded';
  await removeOlder(table, id, generation, current.edition);
  return 'repeated';
}

/** A late event has most often written nothing: looking costs a fifth of deleting. */
async function removePresent(table: LedgerTable, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  const present = await table.batchGet(items.map(keyOf));
  if (present.length > 0) await table.deleteAll(present.map(keyOf));
}

/**
 * Removes all editions up to a generation but one. What newer code laid out it leaves to newer code: both are live
 * during a rollout.
 */
async function removeOlder(
  table: LedgerTable,
  articleId: string,
  generation: string,
  kept: string | null,
): Promise<void> {
  const found = await queryAll(table, {
    partition: articlePartition(articleId),
    from: MANIFEST_PREFIX,
    to: `${MANIFEST_PREFIX}${generation}${LAST}`,
  });
  const lost = found
    .filter(({ sk }) => kept === null || !sk.startsWith(`${MANIFEST_PREFIX}${kept}#`))
    .filter(isReadable)
    .map((item) => ({ item, manifest: readManifest(item) }));
  const contents = new Map<string, ItemKey>();
  for (const { manifest } of lost) {
    for (const key of keysOfManifest(articleId, manifest)) contents.set(nameOf(key), key);
  }
  await table.deleteAll([...contents.values()]);
  await table.deleteAll(lost.map(({ item }) => keyOf(item)));
}
