import { bearerOfType, ruleOfName } from '../entities/names.ts';
import { placeById } from '../gazetteer/gazetteer.ts';
import { governmentOfKey } from '../gazetteer/governments.ts';
import type { entityDirectory } from './entityDirectory.ts';
import { findEntity, idApart } from './findEntity.ts';
import type { EntityAlias, EntityRecord, NameEvent, NameReason } from './ledger.ts';
import { meaningOf, type NameRecord } from './nameRecord.ts';
import type { NameRegistry } from './nameRegistry.ts';

/** Articles of one id that history tells of, at most. */
const UNKNOWN: NameReason = { rule: 'unknown', articleId: null, since: null };

/**
 * What a name, a key or an id means over all articles, with the names that lead to it and why; null when no article has
 * named it and nothing is known of it.
 */
export async function readEntity(
  nameOrId: string,
  registry: NameRegistry,
  directory: Pick<ReturnType<typeof entityDirectory>, 'entry'>,
): Promise<EntityRecord | null> {
  const { whole, apart, key } = await findEntity(registry, nameOrId);
  const { root, record, asked, aliases } = whole;
  const place = placeById(root);
  const government = governmentOfKey(root);
  const entry = place ? null : await directory.entry(root);
  if (!place && !government && !entry && !record) return null;

  const name = place?.name ?? government?.name ?? entry?.name ?? record?.meanings[0]?.name ?? root;
  const type = place ? 'location' : government ? 'organization' : (entry?.type ?? null);
  const rule =
    place || government ? 'gazetteer' : entry ? ruleOfName(entry.name, bearerOfType(entry.type)) : 'unknown';
  const numbers = [...new Set(Object.values(record?.bearers ?? {}))].sort((a, b) => a - b);
  const why: NameReason =
    record !== null && (record.isApart || record.decided !== null || numbers.length > 0)
      ? { ...UNKNOWN, rule: 'operator', since: record.history.findLast(isDecision)?.at ?? null }
      : { rule, articleId: entry?.articleId ?? null, since: null };
  const events = [record, ...aliases, ...(asked && asked.key !== root ? [asked] : [])].flatMap(
    (each) => each?.history ?? [],
  );
  const given = (keys: readonly string[], rule: 'gazetteer' | 'speaker') =>
    keys
      .filter((alias) => alias !== root)
      .map((alias): EntityAlias => ({ name: alias, key: alias, ...UNKNOWN, rule }));
  const meanings = meaningOf(asked ?? emptyMeaning) === null ? (asked?.meanings ?? []) : [];
  return {
    id: apart === null ? root : idApart(root, apart),
    name,
    type,
    iso: place?.iso ?? government?.iso ?? null,
    wikidata: place?.wikidata ?? null,
    why,
    aliases: [
      ...given(place?.keys ?? whole.keys.filter((alias) => government?.keys.includes(alias)), 'gazetteer'),
      ...given(government?.speaksAs ?? [], 'speaker'),
      ...aliases.filter(({ key }) => !government?.keys.includes(key)).map(aliasOf),
    ],
    mayMean:
      key === root
        ? meanings.map(({ entity, entityName, rule: shown, articleId, since }) => ({
            name: entityName,
            key: entity,
            rule: shown,
            articleId,
            since,
          }))
        : [],
    toldApart: numbers.map((number) => idApart(root, number)),
    history: [...new Map(events.map((event) => [JSON.stringify(event), event])).values()].sort((a, b) =>
      a.at < b.at ? -1 : 1,
    ),
  };
}

const isDecision = ({ what }: NameEvent): boolean => what === 'merged' || what === 'split';

const emptyMeaning = { decided: null, meanings: [], refused: [], isCrowded: false };

/** How a name leads to where it does: an operator's word comes before what articles show. */
function aliasOf(record: NameRecord): EntityAlias {
  const { key, decided, meanings } = record;
  if (decided !== null)
    return { name: decided.name, key, rule: 'operator', articleId: null, since: decided.since };
  const meaning = meanings.find(({ entity }) => entity === meaningOf(record));
  return meaning
    ? { name: meaning.name, key, rule: meaning.rule, articleId: meaning.articleId, since: meaning.since }
    : { name: key, key, ...UNKNOWN };
}
