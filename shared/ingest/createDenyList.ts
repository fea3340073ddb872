import type { ArticleMetadata } from '../article/article.ts';
import { PermanentError } from '../errors.ts';
import { entityKey, sha256 } from '../ledger/keys.ts';
import type { Item, ItemKey, LedgerTable } from '../ledger/ledgerTable.ts';
import { queryAll } from '../ledger/queryAll.ts';
import { LAST } from '../ledger/records.ts';

export type DenialKind = 'publisher' | 'url';

/** A publisher or an address whose articles must not be kept. */
export interface Denial {
  readonly kind: DenialKind;
  /** As the operator wrote it. */
  readonly value: string;
  /** ISO 8601 UTC. */
  readonly since: string;
}

export interface DenyList {
  /** The entry that names the article's publisher or address, or null. Sees every change that ended before the call. */
  find(metadata: Pick<ArticleMetadata, 'publisher' | 'url'>): Promise<Denial | null>;
  /** The same by the list as it is now, for many articles: asks nothing more. */
  matcher(): Promise<(metadata: Pick<ArticleMetadata, 'publisher' | 'url'>) => Denial | null>;
  /** Enters what is to be denied; what is there already is replaced. */
  add(denial: Denial): Promise<void>;
  /** @returns whether it was there */
  remove(denial: Pick<Denial, 'kind' | 'value'>): Promise<boolean>;
  /** All entries: publishers, then addresses. */
  all(): Promise<readonly Denial[]>;
}

const PARTITION = 'DENY';

/**
 * The deny list, in a partition of its own in the ledger's table. Publishers are one when the ledger lists them as one
 * (`entityKey`); addresses are one when they differ in nothing but scheme, "www.", fragment and a slash at the end.
 *
 * It is not cached: one read of two keys an article costs less than a hundredth of recording it, and a new entry then
 * holds at once, in every function (docs/decisions/08-operations-commands.md).
 * @throws PermanentError `deny.badUrl` (add, remove) when an address is no http or https URL
 * @throws TransientError when the table is busy or away
 */
export function createDenyList(table: LedgerTable): DenyList {
  const entries = () => queryAll(table, { partition: PARTITION, from: 'P#', to: `U#${LAST}` });

  return {
    async find(metadata) {
      const keys = keysFor(metadata);
      const [first] = keys.length === 0 ? [] : await table.batchGet(keys);
      return first ? denialOf(first) : null;
    },
    async matcher() {
      const denials = new Map((await entries()).map((item) => [item.sk, denialOf(item)]));
      return (metadata) => {
        const [first] = keysFor(metadata).flatMap(({ sk }) => denials.get(sk) ?? []);
        return first ?? null;
      };
    },
    async add(denial) {
      const { kind, value, since } = denial;
      await table.putAll([{ ...keyOf(denial), kind, value, since, schemaVersion: 1 }]);
    },
    async remove(denial) {
      const key = keyOf(denial);
      if ((await table.get(key)) === null) return false;
      await table.deleteAll([key]);
      return true;
    },
    async all() {
      return (await entries()).map(denialOf);
    },
  };
}

const publisherKey = (publisher: string): ItemKey => ({ pk: PARTITION, sk: `P#${entityKey(publisher)}` });
/** Hashed: an address may be longer than a sort key. */
const addressKey = (address: string): ItemKey => ({ pk: PARTITION, sk: `U#${sha256(address)}` });

/** Keys of the entries that would name an article. */
function keysFor({ publisher, url }: Pick<ArticleMetadata, 'publisher' | 'url'>): ItemKey[] {
  const address = url === null ? null : addressOf(url);
  return [
    ...(publisher === null ? [] : [publisherKey(publisher)]),
    ...(address === null ? [] : [addressKey(address)]),
  ];
}

function keyOf({ kind, value }: Pick<Denial, 'kind' | 'value'>): ItemKey {
  if (kind === 'publisher') return publisherKey(value);
  const address = addressOf(value);
  if (address !== null) return addressKey(address);
  throw new PermanentError(
    'deny.badUrl',
    `"${value}" is no http or https URL: give the article's whole address, such as https://example.org/story.`,
    { url: value },
  );
}

/** What makes two addresses the same page, as far as can be told without asking. */
function addressOf(url: string): string | null {
  const parsed = URL.parse(url.trim());
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  const { host, pathname, search } = parsed;
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`;
}

const denialOf = ({ kind, value, since }: Item): Denial => ({
  kind: kind as DenialKind,
  value: String(value),
  since: String(since),
});
