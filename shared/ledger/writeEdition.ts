import type { Layout } from './layOut.ts';
import type { WriteOutcome } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { headKey, keyOf, pastKey, readStanding, type Standing } from './records.ts';
import { retireEdition } from './retireEdition.ts';
import { sweepEditions } from './sweepEditions.ts';

/**
 * Makes an edition what readers see, unless the article's head has the same or a newer generation.
 *
 * What readers go by is the head alone, and it changes by one conditional put after everything it leads to is there. The
 * head it replaces stands among the past ones before that, and the put holds only for that very head: so whatever was
 * current is known to have been. A generation that has lost can never win later, so what belongs to it may be removed, or
 * made history, by anyone at any time. Every call, whatever its outcome, leaves nothing behind that it wrote in vain but
 * what expires; a call that ends half-way is made good by the next delivery of the same event, or by the next write to the
 * article, which finds the manifest.
 * @param remember notes the edition's named entities in the directory, and its aliases
 * @param expiry gives when what is replaced now is to end, in epoch seconds
 */
export async function writeEdition(
  table: LedgerTable,
  layout: Layout,
  { remember, expiry }: { readonly remember: () => Promise<void>; readonly expiry: () => number },
): Promise<WriteOutcome> {
  const { head, headItem, manifests, contents } = layout;
  for (let isWritten = false; ; isWritten = true) {
    const seen = await table.get(headKey(head.id));
    const standing = seen && readStanding(seen);
    if (standing && standing.generation >= head.generation) return settle(table, layout, standing);

    if (!isWritten) {
      await table.putAll(manifests);
      await table.putAll(contents);
      await remember();
    }
    if (seen && standing?.status !== 'withdrawn' && head.status !== 'withdrawn') {
      await table.putAll([pastItem(head.id, seen, expiry())]);
    }
    const historyFrom = head.historyFrom ?? standing?.historyFrom;
    const item = { ...headItem, ...(historyFrom !== undefined && { historyFrom }) };
    // Refused when another write came between. It was one to a newer generation, so this does not go on for ever.
    if (await table.putIfUnchanged(item, 'generation', standing?.generation ?? null)) {
      await sweepEditions(table, head.id, { ...head, historyFrom });
      return 'recorded';
    }
  }
}

/** A head as it stands among the past ones: whatever it holds, out of the lists. */
function pastItem(articleId: string, head: Item, expires: number): Item {
  const { statusList, publisherList, listed, ...rest } = head;
  return { ...rest, ...pastKey(articleId, readStanding(head).generation), expires };
}

/** What an edition is that cannot become the head, with nothing of it left behind that is not history. */
async function settle(table: LedgerTable, layout: Layout, standing: Standing): Promise<WriteOutcome> {
  const { id, generation, edition } = layout.head;
  const isLater = standing.generation > generation;
  if (isLater || standing.edition !== edition) {
    const items = [...layout.contents, ...layout.manifests];
    // A late event has most often written nothing: looking costs a fifth of deleting.
    const present = items.length > 0 ? await table.batchGet(items.map(keyOf)) : [];
    const past = await pastHeadOf(table, layout, standing);
    if (past === null) {
      const isManifest = new Set(layout.manifests.map(({ sk }) => sk));
      await table.deleteAll(present.filter(({ sk }) => !isManifest.has(sk)).map(keyOf));
      await table.deleteAll(present.filter(({ sk }) => isManifest.has(sk)).map(keyOf));
    } else if (present.some(({ expires }) => expires === undefined)) {
      // A slower process than the one that recorded it wrote over what had become history.
      await retireEdition(table, id, past, layout.manifests);
    }
  }
  // A past head that was written while the article was withdrawn is nobody else's to remove.
  if (!isLater || standing.historyFrom !== undefined) await sweepEditions(table, id, standing);
  return isLater ? 'superseded' : 'repeated';
}

/** The edition's own head among the past ones, if it has been current and is history now. */
async function pastHeadOf(
  table: LedgerTable,
  { head: { id, generation, edition } }: Layout,
  { generation: current, historyFrom = '' }: Standing,
): Promise<Item | null> {
  if (edition === null || generation >= current || generation <= historyFrom) return null;
  const item = await table.get(pastKey(id, generation));
  return item && readStanding(item).edition === edition ? item : null;
}
