import { type Bearer, bearerOfKind, bearerOfType, isKeptApart, ruleOfName } from '../entities/names.ts';
import { placeOfName } from '../gazetteer/gazetteer.ts';
import { type Government, governmentOfSource } from '../gazetteer/governments.ts';
import { idApart, isDecidedOtherwise } from './findEntity.ts';
import { UNNAMED } from './layOut.ts';
import type { ArticleRecord, DirectoryEntry, KnownEntity, ListedClaim, StoredRecord } from './ledger.ts';
import type { FoundClaim } from './listClaims.ts';
import type { NameRegistry } from './nameRegistry.ts';

/** A name in an article. */
interface Named {
  readonly name: string;
  readonly key: string;
  readonly bearer: Bearer;
  readonly articleId: string | null;
  /** The government that speaks by the name. */
  readonly government?: Government | null;
}

/** Gives a function from names in articles to ids over all articles; null for one that needs an article to be told. */
async function identifier(
  registry: NameRegistry,
  named: readonly Named[],
): Promise<(named: Named) => string | null> {
  const ruled = named.map((each) => ({ ...each, rule: ruleOfName(each.name, each.bearer) }));
  const rootOf = await registry.roots([
    ...ruled.filter(({ rule }) => rule !== 'gazetteer').map(({ key }) => key),
    ...ruled.flatMap(({ government }) => government?.key ?? []),
  ]);
  return ({ name, key, bearer, articleId, government }) => {
    const rule = ruleOfName(name, bearer);
    const speaker = government && !isDecidedOtherwise(rootOf(key).asked, government) ? government : null;
    if (rule === 'gazetteer' && !speaker) return placeOfName(name)?.id ?? key;
    const { root, record } = rootOf(speaker?.key ?? key);
    const number = articleId === null ? undefined : record?.bearers[articleId];
    if (number !== undefined) return idApart(root, number);
    const isDecided = record !== null && record.decided !== null;
    const isApart = record?.isApart === true || (root === key && isKeptApart(rule) && !isDecided);
    if (!isApart) return root;
    return articleId === null ? null : idApart(root, articleId);
  };
}

/** The claims of a page with the ids of their sources. A source that is only described has none. */
export async function identifyClaims(
  registry: NameRegistry,
  claims: readonly FoundClaim[],
): Promise<ListedClaim[]> {
  const named = claims.map(namedSource);
  const idOf = await identifier(
    registry,
    named.filter((each) => each !== null),
  );
  return claims.map((claim, index) => ({ ...claim, sourceId: named[index] ? idOf(named[index]) : null }));
}

function namedSource({
  sourceName,
  sourceKey,
  sourceEntity,
  sourceKind,
  article,
}: Pick<FoundClaim, 'sourceName' | 'sourceKey' | 'sourceEntity' | 'sourceKind'> & {
  readonly article: { readonly id: string };
}): Named | null {
  if (sourceName === null || sourceKey === null) return null;
  const bearer = bearerOfKind(sourceKind);
  const government = governmentOfSource(sourceName, sourceKind);
  const isPlace = bearer === 'body' && placeOfName(sourceName) !== null;
  if (sourceEntity === null && !isPlace && !government) return null;
  return { name: sourceName, key: sourceKey, bearer, articleId: article.id, government };
}

/** An article with the ids of its sources and entities. */
export async function identifyRecord(registry: NameRegistry, record: StoredRecord): Promise<ArticleRecord> {
  const articleId = record.head.id;
  const namedEntities = record.entities.map(({ name, key, type }): Named | null =>
    UNNAMED.has(type) ? null : { name, key, bearer: bearerOfType(type), articleId },
  );
  const namedSources = record.claims.map((claim) => namedSource({ ...claim, article: record.head }));
  const idOf = await identifier(
    registry,
    [...namedEntities, ...namedSources].filter((each) => each !== null),
  );
  return {
    ...record,
    entities: record.entities.map((entity, index) => ({
      ...entity,
      entityId: namedEntities[index] ? idOf(namedEntities[index]) : null,
    })),
    claims: record.claims.map((claim, index) => ({
      ...claim,
      sourceId: namedSources[index] ? idOf(namedSources[index]) : null,
    })),
  };
}

/** Entries of the directory with ids, where the name alone gives one. */
export async function identifyNames(
  registry: NameRegistry,
  entries: readonly DirectoryEntry[],
): Promise<KnownEntity[]> {
  const named = entries.map(
    ({ name, key, type }): Named => ({ name, key, bearer: bearerOfType(type), articleId: null }),
  );
  const idOf = await identifier(registry, named);
  return entries.map(({ key, name, type }, index) => ({ key, name, type, entityId: idOf(named[index]!) }));
}
