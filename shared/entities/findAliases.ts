import type { Entity, EntityType } from '../extract/extraction.ts';
import { placeOfName } from '../gazetteer/gazetteer.ts';
import { entityKey, foldName } from '../ledger/keys.ts';
import { bearerOfType, isKeptApart, ruleOfName, withoutTitles } from './names.ts';

/**
 * Why an article shows that one name is short for another.
 * - `brackets`: it introduces it: "Institute for the Study of War (ISW)", or the other way round;
 * - `initials`: it uses both for one organization, and the short one is the long one's initials;
 * - `fuller-name`: it uses both for one person, and the long one has the short one's words and more: "Donald J. Trump".
 */
export type AliasRule = 'brackets' | 'initials' | 'fuller-name';

/** A name and the fuller one it is short for, as one article shows. */
export interface Alias {
  readonly name: string;
  readonly key: string;
  readonly entityName: string;
  readonly entityKey: string;
  readonly rule: AliasRule;
}

/** No article introduces more short names than that; what is beyond is left out. */
const MAX_ALIASES = 40;

/** Types whose names have initials that stand for them. */
const WITH_INITIALS: ReadonlySet<EntityType> = new Set([
  'organization',
  'event',
  'law',
  'facility',
  'product',
]);

/**
 * The short names that an article shows to stand for fuller ones, each pair once. Nothing is made of a short name
 * alone ("Smith"), of names that mean somebody else in every article, or of what the gazetteer knows.
 *
 * @param text what the entities' mentions point into
 */
export function findAliases(text: string, entities: readonly Entity[]): Alias[] {
  const found = new Map<string, Alias>();
  const add = (name: string, entity: Entity, rule: AliasRule) => {
    const entityName = entity.type === 'person' ? withoutTitles(entity.name) : entity.name;
    const alias = { name, key: entityKey(name), entityName, entityKey: entityKey(entityName), rule };
    const id = `${alias.key}\n${alias.entityKey}`;
    if (alias.key === alias.entityKey || foldName(name) === '') return;
    // Brackets say it best.
    if (!found.has(id) || rule === 'brackets') found.set(id, alias);
  };
  const longAt = new Map<number, Entity>();
  for (const entity of entities) for (const [start] of entity.mentions) longAt.set(start, entity);

  for (const entity of entities) {
    if (!isNameable(entity)) continue;
    for (const [start, end] of entity.mentions) {
      const form = clean(text.slice(start, end));
      if (entity.type === 'person') {
        if (isFullerName(entity.name, form)) add(withoutTitles(form), entity, 'fuller-name');
        continue;
      }
      if (isAcronym(form) && initialsOf(entity.name) === lettersOf(form)) add(form, entity, 'initials');
      const introduced = /^\s*\(\s*["“'‘]?(\p{Lu}[\p{L}\p{N}&.-]{1,11})["”'’]?\s*[),;]/u.exec(
        text.slice(end, end + 20),
      )?.[1];
      if (introduced !== undefined && isAcronym(introduced) && fits(introduced, entity.name))
        add(introduced, entity, 'brackets');
    }
  }
  for (const entity of entities) {
    for (const [start, end] of entity.mentions) {
      const form = clean(text.slice(start, end));
      const opened = /^\s*\(\s*(?:the\s+)?/iu.exec(text.slice(end, end + 10));
      const long = opened && longAt.get(end + opened[0].length);
      if (long && isAcronym(form) && isNameable(long) && long.type !== 'person' && fits(form, long.name))
        add(form, long, 'brackets');
    }
  }
  return [...found.values()].slice(0, MAX_ALIASES);
}

/** Whether other names may come to mean this one over all articles. */
function isNameable({ name, type }: Entity): boolean {
  if (!/[\p{L}\p{N}][\s-]+\S/u.test(name) || name.length > 200) return false;
  if (type === 'person') return !isKeptApart(ruleOfName(name, 'person'));
  return WITH_INITIALS.has(type) && ruleOfName(name, bearerOfType(type)) === 'same-name';
}

const clean = (form: string): string =>
  form
    .replace(/\s+/g, ' ')
    .replace(/^the\s+/i, '')
    .replace(/['’]s?$/u, '')
    .trim();

/** Capitals without spaces, two at least: "ISW", "U.N.", "MoD". What the gazetteer knows ("US") is no short name of ours. */
function isAcronym(form: string): boolean {
  const capitals = form.match(/\p{Lu}/gu)?.length ?? 0;
  return (
    /^\p{Lu}[\p{L}\p{N}&.-]{1,11}$/u.test(form) &&
    capitals >= 2 &&
    capitals * 2 >= lettersOf(form).length &&
    placeOfName(form) === null
  );
}

const lettersOf = (form: string): string => form.replace(/[^\p{L}\p{N}]/gu, '');

const initialsOf = (name: string): string =>
  [...name.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([initial]) => initial).join('');

/** Whether letters can be short for a name: both begin alike, and the name has all of them in order. */
function fits(short: string, name: string): boolean {
  const letters = [...lettersOf(short).toLowerCase()];
  const long = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  if (isAcronym(name) || letters[0] !== long.replace(/^the\s+/, '')[0]) return false;
  let at = -1;
  return letters.every((letter) => {
    at = long.indexOf(letter, at + 1);
    return at >= 0;
  });
}

/** "Donald Trump" for "Donald J. Trump": first and last word alike, all words in the fuller one. */
function isFullerName(fuller: string, form: string): boolean {
  const [long, short] = [fuller, form].map((name) => foldName(withoutTitles(name)).split('-')) as [
    string[],
    string[],
  ];
  return (
    short.length >= 2 &&
    short.length < long.length &&
    short[0] === long[0] &&
    short.at(-1) === long.at(-1) &&
    short.every((word) => long.includes(word)) &&
    !isKeptApart(ruleOfName(form, 'person'))
  );
}
