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
  const groups = new Map<string, NameGroup>();
  for (const mention of mentions) {
    const span = trimName(text, mention);
    if (!span) continue;
    const name = text.slice(span[0], span[1]).replace(/\s+/g, ' ');
    const key = NAMED.has(mention.type) ? normaliseName(name) : `${mention.type} ${name.toLowerCase()}`;
    const group = groups.get(key) ?? { name, words: key.split(' '), types: [], spans: [] };
    group.types.push(mention.type);
    group.spans.push(span);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const fuller = new Map<NameGroup, NameGroup>();
  for (const group of all) {
    const full = fullForm(group, all);
    if (full) fuller.set(group, full);
  }
  const merged = new Map<NameGroup, NameGroup[]>();
  for (const group of all) {
    let root = group;
    for (let hops = 0; fuller.has(root) && hops < all.length; hops++) root = fuller.get(root)!;
    merged.set(root, [...(merged.get(root) ?? []), group]);
  }
  return [...merged]
    .map(([root, parts]) => ({
      name: root.name,
      type: commonest(root.types),
      mentions: parts.flatMap((part) => part.spans).sort((a, b) => a[0] - b[0]),
    }))
    .sort((a, b) => a.mentions[0]![0] - b.mentions[0]![0])
    .map((entity, i) => ({ id: `e${i + 1}`, ...entity }));
}

interface NameGroup {
  readonly name: string;
  /** The normalised name's words. */
  readonly words: readonly string[];
  readonly types: EntityType[];
  readonly spans: Span[];
}

/** The one group whose name is a longer form of this one's; null when there is none, or more than one. */
function fullForm(group: NameGroup, all: readonly NameGroup[]): NameGroup | null {
  const type = commonest(group.types);
  if (!NAMED.has(type)) return null;
  const fits =
    type === 'person'
      ? isShortPerson
      : type === 'organization' || type === 'location'
        ? isInitials
        : () => false;
  const longer = all.filter(
    (other) => other !== group && commonest(other.types) === type && fits(group, other),
  );
  // Of forms of one name ("Donald Trump", "Donald J. Trump") the longest holds all others.
  const longest = longer.toSorted((a, b) => b.words.length - a.words.length)[0];
  return longest && longer.every((other) => other === longest || isShortPerson(other, longest))
    ? longest
    : null;
}

function isShortPerson(short: NameGroup, long: NameGroup): boolean {
  if (short.words.length >= long.words.length) return false;
  const full = long.words.filter((word) => !SUFFIXES.has(word));
  if (short.words.length === 1) return short.words[0] === full.at(-1) || short.words[0] === full[0];
  return (
    short.words[0] === long.words[0] &&
    short.words.at(-1) === long.words.at(-1) &&
    short.words.every((word) => long.words.includes(word))
  );
}

/** "ISW" for "Institute for the Study of War". */
function isInitials(short: NameGroup, long: NameGroup): boolean {
  const letters = short.name.replace(/\./g, '');
  return (
    /^\p{Lu}{2,}$/u.test(letters) &&
    letters === [...long.name.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([initial]) => initial).join('')
  );
}

/** The mention without a title, an article or a possessive ending; null when no letter or digit is left. */
function trimName(text: string, { type, span: [start, end] }: Mention): Span | null {
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
