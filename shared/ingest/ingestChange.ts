import type { Article } from '../article/article.ts';
import { readArticle } from '../article/readArticle.ts';
import { PermanentError } from '../errors.ts';
import type { Extractor } from '../extract/extraction.ts';
import { articleId, sha256 } from '../ledger/keys.ts';
import type { ArticleVersion, Ledger, WriteOutcome } from '../ledger/ledger.ts';
import type { ArticleStore } from './articleStore.ts';
import type { DenyList } from './createDenyList.ts';
import type { ObjectChange } from './objectChange.ts';

export interface IngestDependencies {
  readonly store: Pick<ArticleStore, 'readUpload' | 'holds' | 'keepText'>;
  readonly extractor: Extractor;
  readonly ledger: Pick<Ledger, 'record' | 'refuse' | 'withdraw'>;
  readonly denyList: Pick<DenyList, 'find'>;
}

/** What became of one change. But for the publisher it holds counts and codes only, so that it can be logged: no article text. */
export interface IngestOutcome {
  readonly articleId: string;
  /**
   * `processed`, `refused`, `withdrawn`: the ledger was told, `write` says whether readers see it.
   * `skipped`: nothing to tell (`reason`).
   */
  readonly result: 'processed' | 'refused' | 'withdrawn' | 'skipped';
  readonly write: WriteOutcome | null;
  readonly reason: string | null;
  /** Of a processed article, as it says itself. */
  readonly publisher: string | null;
  readonly claims: number;
  readonly entities: number;
}

/**
 * Carries one change of the articles bucket into the ledger: reads the upload, extracts its claims, keeps its text, records
 * all of it. An upload that can never work, or must not be kept, is recorded as refused, with the reason; that is an
 * outcome, not an error.
 *
 * @throws TransientError when the store or the ledger is busy or away: the change is to be delivered again
 */
export async function ingestChange(change: ObjectChange, deps: IngestDependencies): Promise<IngestOutcome> {
  const { store, extractor, ledger, denyList } = deps;
  const version: ArticleVersion = {
    bucket: change.bucket,
    key: change.key,
    versionId: change.versionId,
    sequencer: change.sequencer,
    receivedAt: change.time,
  };
  const outcome = (result: IngestOutcome['result'], rest: Partial<IngestOutcome>): IngestOutcome => ({
    articleId: articleId(change.bucket, change.key),
    result,
    write: null,
    reason: null,
    publisher: null,
    claims: 0,
    entities: 0,
    ...rest,
  });

  if (change.key.endsWith('/')) return outcome('skipped', { reason: 'folder marker' });
  if (change.kind === 'removed') {
    // Deleting one old version of an object sends the same event as deleting the object.
    if (await store.holds(change.bucket, change.key))
      return outcome('skipped', { reason: 'object still there' });
    return outcome('withdrawn', { write: await ledger.withdraw(version, extractor.version) });
  }

  try {
    const article = readArticle(await store.readUpload(change.bucket, change.key, change.versionId));
    await refuseDenied(article, change.key, denyList);
    const extraction = await extractor.extract(article);
    // Extraction may take minutes: an entry that was added meanwhile holds for this article, too.
    await refuseDenied(article, change.key, denyList);
    const textHash = sha256(article.text);
    // The text first: a reader who finds the claims can always follow their offsets.
    await store.keepText(textHash, article.text);
    const write = await ledger.record({
      version,
      article,
      extraction,
      extractorVersion: extractor.version,
      textHash,
    });
    return outcome('processed', {
      write,
      publisher: article.metadata.publisher,
      claims: extraction.claims.length,
      entities: extraction.entities.length,
    });
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    // Its removal comes as an event of its own, which withdraws the article.
    if (error.code === 'upload.missing') return outcome('skipped', { reason: 'object gone' });
    const { code, message } = error;
    return outcome('refused', {
      write: await ledger.refuse(version, { code, message }, extractor.version),
      reason: code,
    });
  }
}

/** Nothing of the article goes into the error: the refused record must not keep what may not be kept. */
async function refuseDenied(
  { metadata }: Article,
  key: string,
  denyList: IngestDependencies['denyList'],
): Promise<void> {
  const denial = await denyList.find(metadata);
  if (denial === null) return;
  throw new PermanentError(
    'article.denied',
    `${key} is not taken in: its ${denial.kind === 'publisher' ? 'publisher' : 'address'} is on the deny list since ${denial.since}. An operator can take it off with "claimwire ops deny remove".`,
    { key, kind: denial.kind },
  );
}
