import { keysOfManifest } from './layOut.ts';
import type { Item, ItemKey, LedgerTable } from './ledgerTable.ts';
import { articlePartition, keyOf, nameOf, readManifest } from './records.ts';

/**
 * Makes an edition history: sets the time at which its contents end, and removes its edges, so that lists hold current
 * versions alone. To set it a second time changes nothing.
 * @param past its head, as it stands among the past ones
 * @param manifests all of the edition's
 */
export async function retireEdition(
  table: LedgerTable,
  articleId: string,
  past: Item,
  manifests: readonly Item[],
): Promise<void> {
  const expires = past.expires;
  const { chunks, edges } = placesOf(articleId, manifests);
  const unmarked = (await table.batchGet(chunks)).filter((item) => item.expires === undefined);
  await table.putAll(unmarked.map((item) => ({ ...item, expires })));
  await table.deleteAll(edges);
  // Last, as it says that all of this was done.
  await table.putAll(manifests.map((item) => ({ ...item, sources: [], mentions: [], aliases: [], expires })));
  // The article may have been withdrawn meanwhile. Its past heads are the first that a withdrawal removes.
  if ((await table.get(keyOf(past))) === null) {
    await table.deleteAll(chunks);
    await table.deleteAll(manifests.map(keyOf));
  }
}

/** Where the contents of an edition lie, each once. */
export function placesOf(
  articleId: string,
  manifests: readonly Item[],
): { chunks: ItemKey[]; edges: ItemKey[] } {
  const keys = manifests.flatMap((item) => keysOfManifest(articleId, readManifest(item)));
  const all = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const partition = articlePartition(articleId);
  return {
    chunks: all.filter(({ pk }) => pk === partition),
    edges: all.filter(({ pk }) => pk !== partition),
  };
}
