import type { Item, LedgerTable, TableQuery } from './ledgerTable.ts';
import { NEXT } from './records.ts';

/** All items of a range, in as many pages as it takes. */
export async function queryAll(table: LedgerTable, query: TableQuery): Promise<Item[]> {
  const items: Item[] = [];
  for (let from = query.from; ; ) {
    const page = await table.query({ ...query, from });
    items.push(...page.items);
    const last = page.items.at(-1);
    if (!page.more || !last) return items;
    from = `${last.sk}${NEXT}`;
  }
}
