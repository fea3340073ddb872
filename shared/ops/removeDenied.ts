import type { Article } from '../article/article.ts';
import { readArticle } from '../article/readArticle.ts';
import { PermanentError } from '../errors.ts';
import type { ArticleStore } from '../ingest/articleStore.ts';
import type { DenyList } from '../ingest/createDenyList.ts';
import { sha256 } from '../ledger/keys.ts';
import type { ArticleHead, Ledger } from '../ledger/ledger.ts';
import type { TextBucket, UploadBucket } from './buckets.ts';
import { AT_ONCE, inParallel } from './inParallel.ts';
import { walkHeads } from './walkHeads.ts';
import { withdrawArticle } from './withdrawArticle.ts';

export interface RemoveDeniedDependencies {
  readonly ledger: Pick<Ledger, 'articles' | 'versions' | 'withdraw'>;
  readonly denyList: Pick<DenyList, 'matcher'>;
  readonly store: Pick<ArticleStore, 'readUpload'>;
  readonly uploads: Pick<UploadBucket, 'name' | 'versionsOf' | 'remove'>;
  readonly texts: Pick<TextBucket, 'remove'>;
}

export interface Removed {
  readonly articles: number;
  readonly versions: number;
  readonly texts: number;
}

export interface RemoveProgress {
  readonly step: 'looking' | 'comparing' | 'removing';
  readonly count: number;
}

interface Victim {
  readonly head: ArticleHead;
  /** SHA-256 of the texts of its versions, those that are recorded and those whose uploads are there. */
  readonly texts: ReadonlySet<string>;
  readonly versions: number;
}

const PAGE = 500;

/**
 * Removes what the deny list names: kept texts that no other article stands on, uploads with all versions, and the
 * articles themselves from the ledger; also uploads that were refused as denied, whose bytes are still in the bucket.
 * The ledger comes last, as a run that was cut short finds its way by it. Articles of other buckets are left alone.
 *
 * @returns how much was removed
 */
export async function removeDenied(
  deps: RemoveDeniedDependencies,
  onProgress: (progress: RemoveProgress) => void,
): Promise<Removed> {
  const victims = await findVictims(deps, onProgress);
  const unused = await textsOfNoOther(deps.ledger, victims, onProgress);
  let removed: Removed = { articles: 0, versions: 0, texts: 0 };
  await inParallel(victims, AT_ONCE, async ({ head, texts, versions }) => {
    const gone = [...texts].filter((hash) => unused.delete(hash));
    for (const hash of gone) await deps.texts.remove(hash);
    await deps.uploads.remove(head.key);
    await withdrawArticle(deps.ledger, head);
    removed = {
      articles: removed.articles + 1,
      versions: removed.versions + versions,
      texts: removed.texts + gone.length,
    };
    onProgress({ step: 'removing', count: removed.articles });
  });
  return removed;
}

async function findVictims(
  { ledger, denyList, store, uploads }: RemoveDeniedDependencies,
  onProgress: (progress: RemoveProgress) => void,
): Promise<Victim[]> {
  const denies = await denyList.matcher();
  /** What a version of an upload says, as ingest would read it now; null when it is gone or cannot be read. */
  const read = async (key: string, versionId: string | null): Promise<Article | null> => {
    try {
      return readArticle(await store.readUpload(uploads.name, key, versionId));
    } catch (error) {
      if (error instanceof PermanentError) return null;
      throw error;
    }
  };
  const isDenied = async (head: ArticleHead): Promise<boolean> => {
    if (head.bucket !== uploads.name) return false;
    if (head.refusal?.code !== 'article.denied') return denies(head) !== null;
    // The refused record says nothing of publisher and address.
    const article = await read(head.key, head.versionId);
    return article !== null && denies(article.metadata) !== null;
  };

  const victims: Victim[] = [];
  let looked = 0;
  for await (const { heads } of walkHeads(ledger, {}, PAGE)) {
    await inParallel(heads, AT_ONCE, async (head) => {
      if (!(await isDenied(head))) return;
      const versions = await uploads.versionsOf(head.key);
      const recorded = (await ledger.versions(head.id)) ?? [];
      const texts = new Set([head, ...recorded].flatMap(({ textHash }) => textHash ?? []));
      for (const version of versions) {
        const article = await read(head.key, version);
        if (article) texts.add(sha256(article.text));
      }
      victims.push({ head, texts, versions: versions.length });
    });
    looked += heads.length;
    onProgress({ step: 'looking', count: looked });
  }
  return victims;
}

/** Of the texts of some articles, those that no other article stands on, with none of its versions. */
async function textsOfNoOther(
  ledger: Pick<Ledger, 'articles' | 'versions'>,
  victims: readonly Victim[],
  onProgress: (progress: RemoveProgress) => void,
): Promise<Set<string>> {
  const unused = new Set(victims.flatMap(({ texts }) => [...texts]));
  if (unused.size === 0) return unused;
  const ids = new Set(victims.map(({ head }) => head.id));
  let looked = 0;
  for await (const { heads } of walkHeads(ledger, {}, PAGE)) {
    await inParallel(heads, AT_ONCE, async (head) => {
      if (ids.has(head.id)) return;
      for (const { textHash } of [head, ...((await ledger.versions(head.id)) ?? [])])
        if (textHash !== null) unused.delete(textHash);
    });
    looked += heads.length;
    onProgress({ step: 'comparing', count: looked });
  }
  return unused;
}
