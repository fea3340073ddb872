import { withoutTitles } from '../entities/names.ts';
import { placeById, placeOfName } from '../gazetteer/gazetteer.ts';
import { type Government, governmentOfKey, governmentSpeakingAs } from '../gazetteer/governments.ts';
import { entityKey } from './keys.ts';
import type { NameRecord } from './nameRecord.ts';
import type { NameRegistry, ResolvedWhole } from './nameRegistry.ts';

/** Where the claims and articles of an entity are found. */
export interface WantedEntity {
  /** Keys that its edges stand under. */
  readonly keys: readonly string[];
  /** The only articles whose edges are its own; null: all. */
  readonly articles: readonly string[] | null;
  /** Of the keys, those under which persons are others: a government is no Jordan. */
  readonly notOfPersons?: ReadonlySet<string>;
}

export interface FoundEntity extends WantedEntity {
  readonly whole: ResolvedWhole;
  /** The key that was asked for, without what tells bearers of one name apart. */
  readonly key: string;
  /** What tells it apart: a number, or the article it is of. Null when it is told apart from nobody. */
  readonly apart: string | null;
}

/** An id as it can be asked for: `country:ua`, `john-smith~2`, `john-smith~5f2c8a90b1d34e67a8c9f012`. */
const APART = /^(.+)~(\d{1,4}|[0-9a-f]{24})$/;

/** The id of one of several that bear a name. */
export const idApart = (root: string, apart: string | number): string => `${root}~${apart}`;

/** The key that a name, a key or an id (without what tells it apart) goes by in the registry. */
export const registryKey = (nameOrId: string): string =>
  placeById(nameOrId)?.id ?? placeOfName(nameOrId)?.id ?? entityKey(nameOrId);

/**
 * Who or what is meant by a name, a key or an id. A name that several bear finds them all; an id finds one. A person's
 * name with a title finds what the name without it does.
 */
export async function findEntity(registry: NameRegistry, nameOrId: string): Promise<FoundEntity> {
  const [, base = nameOrId, apart = null] = APART.exec(nameOrId.trim()) ?? [];
  const key = registryKey(base);
  let whole = await registry.whole(key);
  const untitled = placeById(key) ? base : withoutTitles(base);
  if (untitled !== base.trim() && whole.record === null) {
    const other = await registry.whole(registryKey(untitled));
    whole = { ...other, keys: [...new Set([...other.keys, ...whole.keys])] };
  }
  return { whole, key, apart, keys: whole.keys, articles: apart === null ? null : articlesOf(whole, apart) };
}

/**
 * Who is meant as a source: as `findEntity` says, and a government by the places and houses that it goes by there. So
 * "Moscow", "Kremlin", "Russia" and "Government of Russia" find the same, and a place's own names and id what they would
 * without it. What operators decided of a name stays so.
 */
export async function findSource(registry: NameRegistry, nameOrId: string): Promise<FoundEntity> {
  const found = await findEntity(registry, nameOrId);
  const government = governmentOfKey(found.whole.root) ?? governmentMeant(found);
  if (!government || found.apart !== null) return found;
  const isRoot = found.whole.root === government.key;
  const whole = isRoot ? found.whole : await registry.whole(government.key);
  if (whole.root !== government.key) return found;
  const rootOf = await registry.roots(government.speaksAs);
  const names = government.speaksAs.filter((name) => !isDecidedOtherwise(rootOf(name).asked, government));
  const keys = [...new Set([...whole.keys, ...found.keys, ...names])];
  return { ...found, whole, keys, notOfPersons: new Set(names.filter((name) => !found.keys.includes(name))) };
}

/** Whether an operator said that a name does not mean a government, or means something. */
export const isDecidedOtherwise = (record: NameRecord | null, { key }: Pick<Government, 'key'>): boolean =>
  record !== null && (record.decided !== null || record.refused.includes(key));

function governmentMeant({ key, whole: { asked } }: FoundEntity): Government | null {
  const place = placeById(key);
  const names = place ? place.keys.filter((name) => !place.people.includes(name)) : [key];
  const government = names.map(governmentSpeakingAs).find((one) => one !== null) ?? null;
  return government && isDecidedOtherwise(asked, government) ? null : government;
}

function articlesOf({ record }: ResolvedWhole, apart: string): readonly string[] {
  if (apart.length === 24) return [apart];
  return Object.entries(record?.bearers ?? {}).flatMap(([articleId, number]) =>
    String(number) === apart ? [articleId] : [],
  );
}
