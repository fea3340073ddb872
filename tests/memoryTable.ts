import type { Item, ItemKey, LedgerTable } from '../shared/ledger/ledgerTable.ts';
import { tableDefinition } from '../shared/ledger/tableDefinition.ts';

const nameOf = ({ pk, sk }: ItemKey) => `${pk}\n${sk}`;
const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The ledger's table in memory, for property tests of thousands of runs. The same tests run on dynalite, fewer times. */
export function createMemoryTable(): LedgerTable & { readonly items: () => Item[] } {
  const items = new Map<string, Item>();
  const put = (item: Item) => void items.set(nameOf(item), structuredClone(item));

  return {
    items: () => [...items.values()],
    get: async (key) => structuredClone(items.get(nameOf(key)) ?? null),
    batchGet: async (keys) => structuredClone(keys.flatMap((key) => items.get(nameOf(key)) ?? [])),
    query: async ({ index, partition, from, to, descending = false, limit = Number.POSITIVE_INFINITY }) => {
      const { partitionKey, sortKey } =
        tableDefinition.indexes.find(({ name }) => name === index) ?? tableDefinition;
      const found = [...items.values()]
        .filter((item) => item[partitionKey] === partition)
        .map((item) => ({ item, place: String(item[sortKey]) }))
        .filter(({ place }) => compare(from, place) <= 0 && compare(place, to) <= 0)
        .sort((a, b) => (descending ? compare(b.place, a.place) : compare(a.place, b.place)))
        .map(({ item }) => item);
      return { items: structuredClone(found.slice(0, limit)), more: found.length >= limit };
    },
    putAll: async (all) => all.forEach(put),
    deleteAll: async (keys) => keys.forEach((key) => void items.delete(nameOf(key))),
    putIfUnchanged: async (item, attribute, seen) => {
      const present = items.get(nameOf(item));
      if ((present ? present[attribute] : null) !== seen) return false;
      put(item);
      return true;
    },
  };
}
