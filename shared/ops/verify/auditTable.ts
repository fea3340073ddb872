import type { Item } from '../../ledger/ledgerTable.ts';

/** Reads the whole table: for audits only, as it costs what all of it costs to read. */
export interface AuditTable {
  /** Every item once, in pages, in no order; what is written meanwhile may or may not be among them. */
  scan(): AsyncIterable<readonly Item[]>;
}
