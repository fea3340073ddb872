import { PermanentError } from '../errors.ts';
import type { ArticleStore } from '../ingest/articleStore.ts';
import type {
  ArticleHead,
  ArticleRecord,
  EntityRecord,
  KnownEntity,
  Ledger,
  ListedClaim,
  ListedVersion,
  Page,
} from '../ledger/ledger.ts';
import { type CursorScope, invalidCursor, readCursor, signCursor } from './cursor.ts';
import { parseParameters } from './parseParameters.ts';
import {
  articlePath,
  emptyQuery,
  entityPath,
  listArticlesQuery,
  listClaimsQuery,
  listEntitiesQuery,
  versionQuery,
} from './schemasRequest.ts';

export interface QueryDependencies {
  readonly ledger: Pick<
    Ledger,
    'article' | 'articles' | 'articlesOfEntity' | 'claims' | 'entities' | 'entity' | 'versions'
  >;
  readonly store: Pick<ArticleStore, 'readText'>;
  /** What cursors are signed with; asked for when the first cursor is met. */
  readonly cursorSecret: () => Promise<string>;
}

/** A request's parameters, decoded: query parameters, or those of the path. */
export type Parameters = Iterable<readonly [name: string, value: string]>;

export interface ListAnswer<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/** A page under a confidence bound is read on over claims below it, but not for ever. */
const MAX_READS = 8;

/**
 * The operations of the query API, without HTTP: each checks its parameters and reads the ledger.
 *
 * All throw PermanentError `parameters.invalid` or `cursor.invalid`, those of one article also `article.unknown`,
 * `version.unknown` and `article.textless`, that of one entity
 * `entity.unknown`; TransientError when the ledger, the store or the secret is away.
 */
export function createQueryApi({ ledger, store, cursorSecret }: QueryDependencies) {
  async function list<Query extends { limit: number; cursor?: string }, T>(
    route: string,
    { cursor, limit, ...query }: Query,
    read: (paging: { limit: number; after?: string }) => Promise<Page<T>>,
  ): Promise<ListAnswer<T>> {
    const scope: CursorScope = { route, query };
    const after = cursor === undefined ? {} : { after: readCursor(cursor, scope, await cursorSecret()) };
    const { items, next } = await read({ limit, ...after }).catch((error: unknown) => {
      // Signed by an older version of the code, whose positions looked different.
      const outdated = error instanceof PermanentError && error.code === 'ledger.badPosition';
      throw outdated ? invalidCursor(route) : error;
    });
    return { items, cursor: next === null ? null : signCursor(next, scope, await cursorSecret()) };
  }

  async function findArticle(path: Parameters, query: Parameters): Promise<ArticleRecord> {
    const { id } = parseParameters(articlePath, path);
    const { version } = parseParameters(versionQuery, query);
    const record = await ledger.article(id, version);
    if (record !== null) return record;
    if (version === undefined) throw unknownArticle(id);
    throw new PermanentError(
      'version.unknown',
      `Article ${id} has no version ${version}, or it was replaced too long ago; /articles/${id}/versions lists what there is.`,
      { id, version },
    );
  }

  return {
    async listArticles(parameters: Parameters): Promise<ListAnswer<ArticleHead>> {
      const query = parseParameters(listArticlesQuery, parameters);
      const { entity, publisher, status, from, to } = query;
      const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      return list('/articles', query, (paging) =>
        entity === undefined
          ? ledger.articles({
              ...range,
              ...paging,
              ...(publisher !== undefined && { publisher }),
              ...(status !== undefined && { status }),
            })
          : ledger.articlesOfEntity({ ...range, ...paging, entity }),
      );
    },

    async listClaims(parameters: Parameters): Promise<ListAnswer<ListedClaim>> {
      const query = parseParameters(listClaimsQuery, parameters);
      const { minConfidence = 0, kind = 'attributed', limit: _limit, cursor: _cursor, ...filter } = query;
      return list('/claims', query, async ({ limit, after }) => {
        const items: ListedClaim[] = [];
        let next = after ?? null;
        for (let reads = 0; reads < MAX_READS; reads++) {
          const page = await ledger.claims({
            ...filter,
            ...(kind !== 'all' && { kind }),
            limit: limit - items.length,
            ...(next !== null && { after: next }),
          });
          items.push(...page.items.filter(({ confidence }) => confidence >= minConfidence));
          next = page.next;
          if (next === null || items.length >= limit) break;
        }
        return { items, next };
      });
    },

    async listEntities(parameters: Parameters): Promise<ListAnswer<KnownEntity>> {
      const query = parseParameters(listEntitiesQuery, parameters);
      return list('/entities', query, (paging) => ledger.entities({ prefix: query.prefix, ...paging }));
    },

    async getEntity(path: Parameters, parameters: Parameters): Promise<EntityRecord> {
      const { id } = parseParameters(entityPath, path);
      parseParameters(emptyQuery, parameters);
      const record = await ledger.entity(id);
      if (record !== null) return record;
      throw new PermanentError(
        'entity.unknown',
        'No article has named it, by this name, key or id; /entities lists names by how they begin.',
        {},
      );
    },

    getArticle: (path: Parameters, parameters: Parameters): Promise<ArticleRecord> =>
      findArticle(path, parameters),

    /** All in one page: the ledger keeps a bounded number. */
    async listVersions(path: Parameters, parameters: Parameters): Promise<ListAnswer<ListedVersion>> {
      const { id } = parseParameters(articlePath, path);
      parseParameters(emptyQuery, parameters);
      const items = await ledger.versions(id);
      if (items === null) throw unknownArticle(id);
      return { items, cursor: null };
    },

    /** The document text of a version, and its hash. */
    async getArticleText(
      path: Parameters,
      parameters: Parameters,
    ): Promise<{ text: string; textHash: string }> {
      const { id, status, textHash } = (await findArticle(path, parameters)).head;
      if (textHash === null) {
        throw new PermanentError(
          'article.textless',
          `Article ${id} was ${status}, so it has no text; /articles/${id} says why.`,
          { id, status },
        );
      }
      const text = await store.readText(textHash);
      if (text === null) throw new Error(`The text ${textHash} of article ${id} is not in the store.`);
      return { text, textHash };
    },
  };
}

const unknownArticle = (id: string) =>
  new PermanentError(
    'article.unknown',
    `There is no article ${id}. It may have been withdrawn, or not been processed yet; /articles lists what there is.`,
    { id },
  );
