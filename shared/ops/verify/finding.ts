import type { ItemKey } from '../../ledger/ledgerTable.ts';

export type Problem =
  /** An object that the ledger knows nothing of, or has as withdrawn. */
  | 'object.unrecorded'
  /** A record whose object is gone. */
  | 'record.objectGone'
  /** A head that cannot be read. */
  | 'record.damaged'
  /** An article that the deny list names. */
  | 'record.denied'
  /** A head whose index keys are not those its contents ask for. */
  | 'index.disagrees'
  /** A chunk, manifest or edge of no current edition. */
  | 'item.orphaned'
  /** A chunk, manifest or edge of a current edition that is not there, or cannot be read. */
  | 'item.missing'
  /** An edge that says something else than its article's claims. */
  | 'edge.disagrees'
  /** A processed article without its document text. */
  | 'text.missing';

/**
 * What mends it. `reingest`: the object is copied onto itself, and so taken in anew with all its records; where it is gone, so
 * does the article. `delete`: the item goes. `withdraw`: the article goes. `remove`: as `deny add` does.
 */
export type Remedy = 'reingest' | 'delete' | 'withdraw' | 'remove';

/** Something in ledger and buckets that does not fit together. */
export interface Finding {
  readonly problem: Problem;
  readonly articleId: string | null;
  /** Of the object; null when it is not known. */
  readonly key: string | null;
  /** The item of the ledger that it is about, if it is about one. */
  readonly item: ItemKey | null;
  readonly message: string;
  readonly remedy: Remedy;
}
