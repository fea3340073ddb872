import type { Span } from '../span.ts';
import type { Entity, EntityType } from './extraction.ts';

/** A named mention, as it was tagged. */
export interface Mention {
  readonly type: EntityType;
  readonly span: Span;
}

/** Title words that stand before a name and do not belong to it. */
const TITLES = new Set(
  (
    'mr mrs ms miss mx dr sir dame lord lady madame president prime minister chancellor premier king queen prince ' +
    'princess pope sen senator rep representative congressman congresswoman gov governor mayor judge justice ' +
    'attorney general gen lt col colonel maj major capt captain sgt sergeant adm admiral prof professor rev reverend ' +
    'ambassador secretary director chief chairman chairwoman spokesman spokeswoman spokesperson vice deputy former ' +
    'ex officer detective sheriff coach'
  ).split(' '),
);
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);
const NAMED: ReadonlySet<EntityType> = new Set([
  'person',
  'organization',
  'location',
  'facility',
  'event',
  'product',
  'group',
]);

/**
 * Groups named mentions into entities: one for all mentions of a name, for the short forms of a person's name that
 * fit one longer name only ("Prigozhin", "Donald Trump" for "Donald J. Trump"), and for an organization's initials.
 * Better two entities for one thing than one for two.
 *
 * @param mentions in order, not overlapping
 * @returns entities in the order of first mention; titles, "the" and possessive endings are cut off the mentions
 */
export function groupEntities(text: string, mentions: readonly Mention[]): Entity[] {
  const names = collectNames(text, mentions);
  const fullForm = findFullForms(names);
  const entities = new Map<Name, Span[]>();
  for (const name of names) {
    // A full form has more words than its short forms, or is none of initials: the way up ends.
    let full = name;
    for (let next = fullForm.get(full); next; next = fullForm.get(full)) full = next;
    entities.set(full, [...(entities.get(full) ?? []), ...name.spans]);
  }
  return [...entities]
    .map(([{ name, type }, spans]) => ({ name, type, mentions: spans.toSorted((a, b) => a[0] - b[0]) }))
    .sort((a, b) => a.mentions[0]![0] - b.mentions[0]![0])
    .map((entity, i) => ({ id: `e${i + 1}`, ...entity }));
}

interface Name {
  readonly name: string;
  /** The normalised name's words. */
  readonly words: readonly string[];
  readonly type: EntityType;
  readonly spans: readonly Span[];
}

/** The mentions by normalised name; the type that most of a name's mentions bear is the name's. */
function collectNames(text: string, mentions: readonly Mention[]): Name[] {
  const byKey = new Map<string, { name: string; words: string[]; types: EntityType[]; spans: Span[] }>();
  for (const { type, span: tagged } of mentions) {
    const span = trimName(text, type, tagged);
    if (!span) continue;
    const name = text.slice(span[0], span[1]).replace(/\s+/g, ' ');
    const words = normaliseName(name).split(' ');
    const key = NAMED.has(type) ? words.join(' ') : `${type} ${words.join(' ')}`;
    const same = byKey.get(key) ?? { name, words, types: [], spans: [] };
    byKey.set(key, same);
    same.types.push(type);
    same.spans.push(span);
  }
  return [...byKey.values()].map(({ types, ...name }) => ({ ...name, type: commonest(types) }));
}

/** The longer name that a name is short for, where there is just one. */
function findFullForms(names: readonly Name[]): Map<Name, Name> {
  const persons = names.filter(({ type, words }) => type === 'person' && words.length > 1);
  const byWord = new Map<string, Name[]>();
  for (const person of persons) {
    for (const word of new Set([person.words[0]!, surnameOf(person)]))
      byWord.set(word, [...(byWord.get(word) ?? []), person]);
  }
  const byInitials = Map.groupBy(
    names.filter(({ type, words }) => (type === 'organization' || type === 'location') && words.length > 1),
    ({ name, type }) => `${type} ${initials(name)}`,
  );
  const found = new Map<Name, Name>();
  for (const name of names) {
    const longer =
      name.type === 'person'
        ? (byWord.get(name.words[0]!) ?? []).filter((other) => isShortPerson(name, other))
        : (byInitials.get(`${name.type} ${name.name.replace(/\./g, '')}`) ?? []).filter(
            (other) => other !== name,
          );
    // "Donald Trump" and "Donald J. Trump" are one: the longest holds the others.
    const longest = longer.toSorted((a, b) => b.words.length - a.words.length)[0];
    if (longest && longer.every((other) => other === longest || isShortPerson(other, longest)))
      found.set(name, longest);
  }
  return found;
}

function surnameOf({ words }: Name): string {
  return words.findLast((word) => !SUFFIXES.has(word)) ?? words[0]!;
}

/** "Trump" or "Donald Trump" for "Donald J. Trump". */
function isShortPerson(short: Name, long: Name): boolean {
  if (short.words.length >= long.words.length) return false;
  if (short.words.length === 1) return short.words[0] === surnameOf(long) || short.words[0] === long.words[0];
  return (
    short.words[0] === long.words[0] &&
    short.words.at(-1) === long.words.at(-1) &&
    short.words.every((word) => long.words.includes(word))
  );
}

/** "ISW" of "Institute for the Study of War". */
const initials = (name: string): string =>
  [...name.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([initial]) => initial).join('');

/** The mention without a title, an article or a possessive ending; null when no letter or digit is left. */
function trimName(text: string, type: EntityType, [start, end]: Span): Span | null {
  let from = start;
  let name = text.slice(start, end);
  const cut = (length: number) => {
    from += length;
    name = name.slice(length);
  };
  name = name.replace(/(?:['’]s?|[\s,;:.(“"]+)$/iu, (tail) =>
    tail.startsWith('.') && /(?:^|[\s.])\p{L}{1,3}$/u.test(name.slice(0, -tail.length)) ? tail : '',
  );
  const article = /^the\s+(?=\S)/iu.exec(name);
  if (article) cut(article[0].length);
  if (type === 'person') {
    for (;;) {
      const title = /^([\p{L}-]+)\.?\s+(?=\S)/u.exec(name);
      if (!title || !TITLES.has(title[1]!.toLowerCase())) break;
      cut(title[0].length);
    }
  }
  return /[\p{L}\p{N}]/u.test(name) ? [from, from + name.length] : null;
}

/** Letters and digits in lower case without accents. */
function normaliseName(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/[\p{M}.]+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return folded === '' ? name : folded;
}

function commonest(types: readonly EntityType[]): EntityType {
  const counts = new Map<EntityType, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
