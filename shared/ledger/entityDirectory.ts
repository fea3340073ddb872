import { PermanentError } from '../errors.ts';
import { foldName } from './keys.ts';
import type { DirectoryEntry, Page, PageRequest } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { directoryPartition, LAST, NEXT, readKnownEntity, SCHEMA_VERSION } from './records.ts';

/** Keys known to be in the table, of this process: a few megabytes at most. It starts anew when it is full. */
const MAX_REMEMBERED = 20_000;

const itemKey = (key: string) => ({ pk: directoryPartition(key), sk: key });

/** All entities ever named, by key, for search by prefix. The first to bear a key gives its name and type. */
export function entityDirectory(table: LedgerTable) {
  const remembered = new Set<string>();

  return {
    /** Enters those that are missing. Looking first costs a fifth of entering again, and most are there. */
    async remember(entities: readonly DirectoryEntry[], extractorVersion: string): Promise<void> {
      const fresh = new Map(
        entities.filter(({ key }) => !remembered.has(key)).map((entity) => [entity.key, entity]),
      );
      if (fresh.size === 0) return;
      const present = new Set((await table.batchGet([...fresh.keys()].map(itemKey))).map(({ sk }) => sk));
      await table.putAll(
        [...fresh.values()]
          .filter(({ key }) => !present.has(key))
          .map(
            (entity): Item => ({
              ...itemKey(entity.key),
              ...entity,
              schemaVersion: SCHEMA_VERSION,
              extractorVersion,
            }),
          ),
      );
      if (remembered.size + fresh.size > MAX_REMEMBERED) remembered.clear();
      for (const key of [...fresh.keys()].slice(0, MAX_REMEMBERED)) remembered.add(key);
    },

    /** The entry of one key, and null when no article has named it. */
    async entry(key: string): Promise<DirectoryEntry | null> {
      const item = await table.get(itemKey(key));
      return item && readKnownEntity(item);
    },

    /**
     * Entries whose key starts as the prefix folds, by key.
     * @throws PermanentError `ledger.badPrefix` without a letter or digit, `ledger.badPosition`
     */
    async find({
      prefix,
      limit,
      after,
    }: PageRequest & { readonly prefix: string }): Promise<Page<DirectoryEntry>> {
      const folded = foldName(prefix);
      if (folded === '') {
        throw new PermanentError(
          'ledger.badPrefix',
          'The prefix holds no letter or digit: give the beginning of a name.',
          { prefix },
        );
      }
      if (after !== undefined && !after.startsWith(folded)) {
        throw new PermanentError(
          'ledger.badPosition',
          `Position "${after}" does not belong to a list of names that begin with "${folded}": start the list anew.`,
          { position: after },
        );
      }
      const { items, more } = await table.query({
        partition: directoryPartition(folded),
        from: after === undefined ? folded : `${after}${NEXT}`,
        to: `${folded}${LAST}`,
        limit: limit + 1,
      });
      const page = items.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(readKnownEntity),
        next: last && (more || items.length > limit) ? last.sk : null,
      };
    },
  };
}
