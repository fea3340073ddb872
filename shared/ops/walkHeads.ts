import type { ArticleHead, ArticleQuery, Ledger } from '../ledger/ledger.ts';

/** Which articles: those of one publisher, one status, one stretch of time, or all. */
export type HeadSelection = Omit<ArticleQuery, 'limit' | 'after'>;

export interface HeadPage {
  readonly heads: readonly ArticleHead[];
  /** Where to go on; null at the end. */
  readonly next: string | null;
}

/**
 * Article heads page by page, newest first, from the ledger's indexes: no scan. Articles that come in meanwhile stand before the
 * place that was reached; what is recorded anew keeps its place.
 *
 * @param after where to begin: `next` of an earlier walk, or null
 */
export async function* walkHeads(
  ledger: Pick<Ledger, 'articles'>,
  selection: HeadSelection,
  pageSize: number,
  after: string | null = null,
): AsyncGenerator<HeadPage, void, void> {
  for (let position = after; ; ) {
    const { items, next } = await ledger.articles({
      ...selection,
      limit: pageSize,
      ...(position === null ? {} : { after: position }),
    });
    yield { heads: items, next };
    if (next === null) return;
    position = next;
  }
}
