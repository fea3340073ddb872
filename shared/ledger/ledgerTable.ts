import type { IndexName } from './tableDefinition.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** An item: its key and attributes that are strings, finite numbers, booleans, nulls, and lists and maps of such. */
export type Item = ItemKey & { readonly [attribute: string]: unknown };

/** Items of one partition (of the table, or of an index) by their sort keys, which order as UTF-8 bytes. */
export interface TableQuery {
  /** The table itself when absent. An index follows the table with a short delay. */
  readonly index?: IndexName;
  readonly partition: string;
  /** Lowest and highest sort key wanted, both included. */
  readonly from: string;
  readonly to: string;
  /** Highest sort key first. */
  readonly descending?: boolean;
  readonly limit?: number;
}

export interface TablePage {
  readonly items: readonly Item[];
  /** Whether there may be items of the range after the last one. */
  readonly more: boolean;
}

/**
 * What the ledger needs of a table. Reads of the table (not of an index) see every write that ended before them.
 * Every method throws TransientError when the table is busy or away after the retries that are worth their time.
 */
export interface LedgerTable {
  get(key: ItemKey): Promise<Item | null>;
  /** Any number of different keys; gives the items that exist, in no order. */
  batchGet(keys: readonly ItemKey[]): Promise<readonly Item[]>;
  /** One page: shorter than the limit when the table ends a page by size, so go by `more`. */
  query(query: TableQuery): Promise<TablePage>;
  /** Puts or deletes any number of items, each key at most once, in no order and not all at once. */
  putAll(items: readonly Item[]): Promise<void>;
  deleteAll(keys: readonly ItemKey[]): Promise<void>;
  /**
   * Puts one item if the one in its place still has this value of `attribute`; null: if there is none. Atomic. Gives
   * whether it was put.
   */
  putIfUnchanged(item: Item, attribute: string, seen: string | null): Promise<boolean>;
}
