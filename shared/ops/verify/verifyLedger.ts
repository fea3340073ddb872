import { PermanentError } from '../../errors.ts';
import type { ArticleStore } from '../../ingest/articleStore.ts';
import type { DenyList } from '../../ingest/createDenyList.ts';
import { generationOfEdition } from '../../ledger/generation.ts';
import { articleId } from '../../ledger/keys.ts';
import { headItem } from '../../ledger/layOut.ts';
import type { ArticleStatus } from '../../ledger/ledger.ts';
import type { Item, ItemKey, LedgerTable } from '../../ledger/ledgerTable.ts';
import {
  headKey,
  isReadable,
  keyOf,
  nameOf,
  pastKey,
  readHead,
  type StoredHead,
} from '../../ledger/records.ts';
import type { TextBucket, UploadBucket } from '../buckets.ts';
import { AT_ONCE, inParallel } from '../inParallel.ts';
import type { AuditTable } from './auditTable.ts';
import { checkArticle } from './checkArticle.ts';
import type { Finding } from './finding.ts';
import { locateItem } from './locateItem.ts';

export interface VerifyDependencies {
  readonly table: LedgerTable;
  readonly audit: AuditTable;
  readonly store: Pick<ArticleStore, 'holds'>;
  readonly uploads: Pick<UploadBucket, 'name' | 'list'>;
  readonly texts: Pick<TextBucket, 'list'>;
  readonly denyList: Pick<DenyList, 'matcher'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits until writes that were going on have ended. */
  readonly settle: () => Promise<void>;
}

export type VerifyStep = 'heads' | 'texts' | 'objects' | 'items' | 'articles';

/** What was looked at. */
export interface Verified {
  readonly items: number;
  readonly articles: number;
  readonly objects: number;
  readonly texts: number;
  /** Records of objects in other buckets than this one: left alone. */
  readonly elsewhere: number;
  /** Objects so new that their event may still be on its way: left alone. */
  readonly recent: number;
}

/** What an audit keeps of a head: some 300 bytes, so a million articles take a third of a gigabyte. */
interface Known {
  readonly bucket: string;
  readonly key: string;
  readonly status: ArticleStatus;
  readonly edition: string | null;
  readonly textHash: string | null;
  hasObject: boolean;
}

const INDEX_KEYS = ['statusList', 'publisherList', 'listed'] as const;

/**
 * Audits ledger and buckets against each other. It runs beside the work: what seems wrong is looked at once more, with consistent
 * reads, before it is reported, and items that may be of a write that goes on are looked at again after it has settled.
 *
 * @param graceMs objects younger than this are left alone: their event may still be on its way
 * @param found told of each thing that is wrong
 */
export async function verifyLedger(
  deps: VerifyDependencies,
  graceMs: number,
  found: (finding: Finding) => Promise<void>,
  onProgress: (step: VerifyStep, count: number) => void,
): Promise<Verified> {
  const { table, audit, store, uploads, texts, now, settle } = deps;
  const denies = await deps.denyList.matcher();
  const heads = new Map<string, Known>();
  const unreadable = new Set<string>();
  const started = now();
  const current = async (id: string): Promise<StoredHead | null> => {
    const item = await table.get(headKey(id));
    return item && readHead(item);
  };
  const ofHead = (
    head: Pick<StoredHead, 'id' | 'key'>,
    rest: Pick<Finding, 'problem' | 'message' | 'remedy'>,
  ): Finding => ({ articleId: head.id, key: head.key, item: null, ...rest });

  async function checkHeads(): Promise<number> {
    let items = 0;
    for await (const page of audit.scan()) {
      for (const item of await table.batchGet(page.filter(isHead).map(keyOf))) await checkHead(item);
      items += page.length;
      onProgress('heads', items);
    }
    return items;
  }

  async function checkHead(item: Item): Promise<void> {
    const key = keyOf(item);
    const id = key.pk.slice('A#'.length);
    const head = readable(item);
    if (head === null) {
      unreadable.add(id);
      // Newer code wrote it, or it is of another bucket: not ours to judge.
      if (!isReadable(item) || item.bucket !== uploads.name) return;
      const at = typeof item.key === 'string' ? item.key : null;
      const message = `${nameOf(key)} cannot be read: the article is not to be had.`;
      return found({
        problem: 'record.damaged',
        articleId: id,
        key: at,
        item: key,
        message,
        remedy: 'reingest',
      });
    }
    const { bucket, status, edition, textHash } = head;
    heads.set(id, { bucket, key: head.key, status, edition, textHash, hasObject: false });
    if (bucket !== uploads.name) return;
    const wanted = headItem(head);
    const wrong = INDEX_KEYS.filter((name) => item[name] !== wanted[name]);
    if (wrong.length > 0) {
      const message = `${nameOf(key)} stands in the wrong place of its lists (${wrong.join(', ')}).`;
      await found({
        ...ofHead(head, { problem: 'index.disagrees', message, remedy: 'reingest' }),
        item: key,
      });
    }
    if (status === 'processed' && denies(head) !== null) {
      const message = 'The deny list names its publisher or address, and it is in the ledger.';
      await found(ofHead(head, { problem: 'record.denied', message, remedy: 'remove' }));
    }
  }

  async function checkTexts(): Promise<number> {
    const kept = new Set<string>();
    for await (const hash of texts.list()) {
      kept.add(hash);
      onProgress('texts', kept.size);
    }
    for (const [id, { bucket, textHash }] of heads) {
      if (bucket !== uploads.name || textHash === null || kept.has(textHash)) continue;
      const head = await current(id);
      if (head?.textHash !== textHash) continue;
      const message = `The document text ${textHash} is not kept: its claims' offsets point nowhere.`;
      await found(ofHead(head, { problem: 'text.missing', message, remedy: 'reingest' }));
    }
    return kept.size;
  }

  async function checkObjects(): Promise<{ objects: number; recent: number }> {
    let objects = 0;
    let recent = 0;
    for await (const { key, lastModified } of uploads.list()) {
      onProgress('objects', ++objects);
      if (key.endsWith('/')) continue;
      const id = articleId(uploads.name, key);
      const known = heads.get(id);
      if (known) known.hasObject = true;
      if (unreadable.has(id) || (known && known.status !== 'withdrawn')) continue;
      if (started - Date.parse(lastModified) < graceMs) {
        recent++;
        continue;
      }
      const head = await current(id);
      if (head && head.status !== 'withdrawn') continue;
      // Deleted since it was listed.
      if (!(await store.holds(uploads.name, key))) continue;
      const message = `The object is there, and the ledger ${head ? 'has it as withdrawn' : 'does not know it'}.`;
      await found(ofHead({ id, key }, { problem: 'object.unrecorded', message, remedy: 'reingest' }));
    }
    return { objects, recent };
  }

  async function checkRecords(): Promise<number> {
    let elsewhere = 0;
    for (const [id, known] of heads) {
      if (known.bucket !== uploads.name) elsewhere++;
      else if (known.status !== 'withdrawn' && !known.hasObject) {
        const head = await current(id);
        if (!head || head.status === 'withdrawn' || (await store.holds(head.bucket, head.key))) continue;
        const message = 'The ledger has it, and its object is gone.';
        await found(ofHead(head, { problem: 'record.objectGone', message, remedy: 'withdraw' }));
      }
    }
    return elsewhere;
  }

  async function checkItems(): Promise<void> {
    const suspects: ItemKey[] = [];
    let items = 0;
    for await (const page of audit.scan()) {
      for (const item of page) {
        const at = locateItem(item);
        if (at === null || isHistory(item, at.kind) || unreadable.has(at.articleId)) continue;
        if (heads.get(at.articleId)?.edition !== at.edition) suspects.push(keyOf(item));
      }
      items += page.length;
      onProgress('items', items);
    }
    if (suspects.length === 0) return;
    await settle();
    await inParallel(suspects, AT_ONCE, async (key) => {
      const item = await table.get(key);
      const at = locateItem(key);
      if (item === null || at === null || isHistory(item, at.kind)) return;
      const head = await current(at.articleId);
      const generation = generationOfEdition(at.edition);
      if (head?.edition === at.edition) return;
      // Replaced, and not yet marked as history: the next write to the article does that.
      if (at.kind !== 'edge' && (await table.get(pastKey(at.articleId, generation)))?.edition === at.edition)
        return;
      // What is newer than the head may still become it, when its event comes once more: a new version takes it away.
      const isNewer = head !== null && generation > head.generation;
      await found({
        problem: 'item.orphaned',
        articleId: at.articleId,
        key: head?.key ?? null,
        item: key,
        message: `${nameOf(key)} belongs to no current edition${isNewer ? ', but to one that was begun' : ''}.`,
        remedy: isNewer ? 'reingest' : 'delete',
      });
    });
  }

  async function checkArticles(): Promise<number> {
    let articles = 0;
    const withContents = [...heads].filter(
      ([, { bucket, edition }]) => bucket === uploads.name && edition !== null,
    );
    await inParallel(withContents, AT_ONCE, async ([id]) => {
      for (const finding of await checkArticle(table, id)) await found(finding);
      onProgress('articles', ++articles);
    });
    return heads.size;
  }

  const items = await checkHeads();
  const textCount = await checkTexts();
  const { objects, recent } = await checkObjects();
  const elsewhere = await checkRecords();
  await checkItems();
  const articles = await checkArticles();
  return { items, articles, objects, texts: textCount, elsewhere, recent };
}

const isHead = ({ pk, sk }: ItemKey): boolean => sk === 'HEAD' && pk.startsWith('A#');

/** Contents of a version that was replaced: they go when their time is over. Edges are never history. */
const isHistory = ({ expires }: Item, kind: 'chunk' | 'manifest' | 'edge'): boolean =>
  kind !== 'edge' && typeof expires === 'number';

function readable(item: Item): StoredHead | null {
  try {
    return readHead(item);
  } catch (error) {
    if (error instanceof PermanentError) return null;
    throw error;
  }
}
