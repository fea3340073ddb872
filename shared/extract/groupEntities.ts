import { placeOfName } from '../gazetteer/gazetteer.ts';
import type { Span } from '../span.ts';
import { describeMention } from './coreference/describeMention.ts';
import { type Gender, genderAfter } from './coreference/gender.ts';
import { likelyGender } from './coreference/givenNames.ts';
import type { Entity, EntityType } from './extraction.ts';
import { isOrganizationNoun, kindOfNoun } from './sourceNouns.ts';
import { FORMS } from './tradeWords.ts';

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
/** Letters after a person's name that are no part of it. */
const POST_NOMINALS = /,?\s(?:KC|QC|SC|MP|MEP|MSP|MS|TD|OBE|CBE|MBE|PhD|Ph\.D\.?)$/u;
/** What a politician has before a full name. */
const PARTY =
  /^(?:Conservative|Democrat|Democratic|Labour|Libertarian|Republican|Socialist|Tory)s?\s(?=\S+\s\S)/u;
/** What a company is called that is named by its place. */
const COMPANY = /^ (?:company|firm|maker|manufacturer|start-?up)(?![\p{L}-])/u;
/** What a place or an organization is the name of a body with. */
const COUNCIL =
  /^\s(?:(?:borough|city|county|district|parish|town) council|(?:county|crown|magistrates['’]) court)(?![\p{L}-])/u;
/** What a place's or a plant's name goes without. */
const SORT =
  /(?<=\p{Lu}\S*)\s(?:area|border|city|coast|district|forest|island|region|river|shipyard|state|town|village)$/u;
/** "Tanner's of Brockfield" is a shop. */
const SHOP = /^['’]s of \p{Lu}/u;

/** "Mr", "ex-registrar", "defender". */
const isTitle = (word: string): boolean =>
  TITLES.has(word.toLowerCase()) ||
  (/^\p{Ll}/u.test(word) && (/^ex-/u.test(word) || kindOfNoun(word.replace(/^.*-/u, '')) === 'person'));

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
 * fit one longer name only ("Prigozhin", "Donald Trump" for "Donald J. Trump"), and for an organization's short form,
 * given in brackets ("Institute for the Study of War (ISW)"; Schwartz & Hearst 2003, "A simple algorithm for identifying
 * abbreviation definitions in biomedical text") or made of its initials. A surname that fits several is decided for
 * each mention by what stands beside it ("Ms Hall", "the elder Hall"), or by who alone had come up before.
 * Better two entities for one thing than one for two.
 *
 * @param mentions in order, not overlapping
 * @returns entities in the order of first mention; titles, "the" and possessive endings are cut off the mentions
 */
export function groupEntities(text: string, mentions: readonly Mention[]): Entity[] {
  const names = collectNames(text, mentions);
  const { fullForm, several } = findFullForms(text, names);
  const fullest = (name: Name): Name => {
    // A full form has more words than its short forms, or is none of initials: the way up ends.
    let full = name;
    for (let next = fullForm.get(full); next; next = fullForm.get(full)) full = next;
    return full;
  };
  const entities = new Map<Name, Span[]>();
  const add = (name: Name, spans: readonly Span[]) => {
    const known = entities.get(name);
    if (known) known.push(...spans);
    else entities.set(name, [...spans]);
  };
  for (const name of names) {
    const namesakes = several.get(name);
    if (!namesakes) add(fullest(name), name.spans);
    else
      for (const [one, spans] of shareOut(text, name, [...new Set(namesakes.map(fullest))])) add(one, spans);
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
  const places = new Set(
    mentions.flatMap(({ type, span: [start, end] }) =>
      type === 'location' || type === 'group' ? [normaliseName(text.slice(start, end))] : [],
    ),
  );
  const times = new Map<string, number>();
  for (const { span } of mentions) times.set(text.slice(...span), (times.get(text.slice(...span)) ?? 0) + 1);
  const surnames = new Set(
    mentions.flatMap(({ type, span: [start, end] }) =>
      type === 'person' ? (/\s(\S+)$/u.exec(normaliseName(text.slice(start, end)))?.[1] ?? []) : [],
    ),
  );
  for (const tagged of mentions) {
    const shop = shopName(text, tagged);
    const { type, span: whole } = shop
      ? { type: 'organization' as const, span: shop }
      : readName(text, tagged, times.get(text.slice(...tagged.span)) === 1);
    const trimmed = shop ?? trimName(text, type, whole);
    if (!trimmed) continue;
    const bare = type === 'organization' ? withoutPlace(text, trimmed, places) : trimmed;
    const span = withArticle(text, type, bare);
    const name = text.slice(bare[0], bare[1]).replace(/\s+/g, ' ');
    const words = normaliseName(name).split(' ');
    // A company, or a place, is another than who bears its name.
    const isApart = type !== 'person' && NAMED.has(type) && surnames.has(words.join(' '));
    const key = isApart
      ? `no person ${words.join(' ')}`
      : NAMED.has(type)
        ? words.join(' ')
        : `${type} ${words.join(' ')}`;
    const same = byKey.get(key) ?? { name, words, types: [], spans: [] };
    byKey.set(key, same);
    // "KABUL, May 20 (Meridian)": the dateline writes all in capitals.
    if (isShouted(same.name) && !isShouted(name)) same.name = name;
    same.types.push(type);
    same.spans.push(span);
  }
  return [...byKey.values()].map(({ types, ...name }) => ({ ...name, type: commonest(types) }));
}

const isShouted = (name: string): boolean => !/\p{Ll}/u.test(name);

interface FullForms {
  /** The longer name that a name is short for, where there is just one. */
  readonly fullForm: ReadonlyMap<Name, Name>;
  /** The persons that a short name fits, where there are several. */
  readonly several: ReadonlyMap<Name, readonly Name[]>;
}

function findFullForms(text: string, names: readonly Name[]): FullForms {
  const persons = names.filter(({ type, words }) => type === 'person' && words.length > 1);
  const byWord = indexed(persons, (person) => [...person.words, ...nicknames(person)]);
  const byInitials = Map.groupBy(
    names.filter(({ type, words }) => (type === 'organization' || type === 'location') && words.length > 1),
    ({ name, type }) => `${type} ${initials(name)}`,
  );
  const byEdge = indexed(
    names.filter(({ type, words }) => type === 'organization' && words.length > 1),
    ({ words }) => [words[0]!, words.at(-1)!],
  );
  const byCountry = Map.groupBy(
    names.filter(({ type }) => type === 'location'),
    ({ name }) => placeOfName(name)?.id ?? '',
  );
  const bracketed = bracketedForms(text, names);
  const fullForm = new Map<Name, Name>();
  const several = new Map<Name, readonly Name[]>();
  for (const name of names) {
    const given = bracketed.get(name);
    const longer = given
      ? [given]
      : name.type === 'person'
        ? (byWord.get(name.words[0]!) ?? []).filter((other) => isShortPerson(name, other))
        : [
            ...(byInitials.get(`${name.type} ${name.name.replace(/\./g, '')}`) ?? []),
            ...sameCountry(name, byCountry),
            ...(name.type === 'organization'
              ? [...new Set([name.words[0]!, name.words.at(-1)!].flatMap((word) => byEdge.get(word) ?? []))]
              : []
            ).filter((other) => isShortOrganization(name, other)),
          ].filter((other) => other !== name);
    // "Donald Trump" and "Donald J. Trump" are one: the longest holds the others.
    const longest = longer.toSorted((a, b) => b.words.length - a.words.length)[0];
    if (!longest) continue;
    if (longer.every((other) => other === longest || isShortPerson(other, longest)))
      fullForm.set(name, longest);
    else if (name.type === 'person' && name.words.length === 1) several.set(name, longer);
  }
  return { fullForm, several };
}

/** The longest of a country's names, of which the others are short: "United States" of "U.S." and "America". */
function sameCountry(name: Name, byPlace: ReadonlyMap<string, readonly Name[]>): readonly Name[] {
  const id = name.type === 'location' ? placeOfName(name.name)?.id : undefined;
  if (!id?.startsWith('country:')) return [];
  const length = ({ words }: Name) => words.length * 100 + words.join('').length;
  const longest = byPlace.get(id)!.reduce((best, one) => (length(one) > length(best) ? one : best));
  return longest === name ? [] : [longest];
}

/** Names by each of the words that they are looked for by. */
function indexed(
  names: readonly Name[],
  wordsOf: (name: Name) => readonly string[],
): ReadonlyMap<string, readonly Name[]> {
  const byWord = new Map<string, Name[]>();
  for (const name of names)
    for (const word of new Set(wordsOf(name))) {
      const others = byWord.get(word);
      if (others) others.push(name);
      else byWord.set(word, [name]);
    }
  return byWord;
}

/** "NEASC" of "North-East Atlantic Stock Council (NEASC)", whatever its letters stand for. */
function bracketedForms(text: string, names: readonly Name[]): Map<Name, Name> {
  const found = new Map<Name, Name>();
  const endingAt = new Map(names.flatMap((name) => name.spans.map(([, end]) => [end, name] as const)));
  for (const name of names) {
    if (name.words.length > 1 || !/^\p{Lu}[\p{L}\d.&-]{1,9}$/u.test(name.name)) continue;
    for (const [start, end] of name.spans) {
      if (text[start - 1] !== '(' || text[end] !== ')') continue;
      const full = endingAt.get(start - 2);
      if (
        full &&
        NAMED.has(full.type) &&
        full.type !== 'person' &&
        full.words.length > 1 &&
        mayStandFor(name, full)
      )
        found.set(name, full);
    }
  }
  return found;
}

/** Behind a place's name it is as often an agency's: "PORT HARWICK (NPA)". Letters of the place's name are its own. */
function mayStandFor({ name: short }: Name, { name, type }: Name): boolean {
  if (type !== 'location' && type !== 'group') return true;
  let at = -1;
  return (
    !isShouted(name) &&
    short[0] === name[0] &&
    [...short.replace(/[^\p{L}]/gu, '').toLowerCase()].every((letter) => {
      at = name.toLowerCase().indexOf(letter, at + 1);
      return at >= 0;
    })
  );
}

/** "Bill" of "William 'Bill' Gates". */
const nicknames = ({ name }: Name): string[] =>
  [...name.matchAll(/["“‘']([\p{L}-]+)["”’']/gu)].map(([, nickname]) => normaliseName(nickname!));

/**
 * The mentions of a surname by which of its bearers each means; those that could be anyone's stay by themselves.
 *
 * @param namesakes two or more
 */
function shareOut(text: string, name: Name, namesakes: readonly Name[]): Map<Name, Span[]> {
  const bearers = namesakes.map((bearer) => {
    const described = bearer.spans.map((span) => describeMention(text, span, 'person'));
    const gender =
      described.find((one) => one.gender)?.gender ??
      pronounBeside(text, bearer.spans[0]!) ??
      likelyGender(bearer.name);
    const generation = described.find((one) => one.generation)?.generation ?? null;
    return { bearer, gender, generation, from: bearer.spans[0]![0] };
  });
  const shared = new Map<Name, Span[]>();
  let usual: Name | null = null;
  for (const span of name.spans) {
    const { gender, generation } = describeMention(text, span, 'person');
    const asked = /(?:^|\s)(elder|older|younger)\s$/u.exec(
      text.slice(Math.max(0, span[0] - 12), span[0]),
    )?.[1];
    const relation = asked === undefined ? generation : asked === 'younger' ? 'younger' : 'elder';
    const known = bearers.filter(({ from }) => from < span[0]);
    const fit = (relation === null ? known : known.filter((one) => one.generation === relation)).filter(
      (one) => gender === null || one.gender === null || one.gender === gender,
    );
    const left = fit.length === 0 && relation !== null ? known.filter((one) => one.generation === null) : fit;
    const told = gender === null ? [] : left.filter((one) => one.gender === gender);
    const near = text.lastIndexOf('\n', span[0]);
    const nearby = left.filter(({ bearer }) => bearer.spans.some(([at]) => at > near && at < span[0]));
    // Who alone had the name at first keeps it: "Orla Penhaligon … Penhaligon … her father, Denzil Penhaligon".
    const meant: Name =
      left.length === 1
        ? left[0]!.bearer
        : told.length === 1
          ? told[0]!.bearer
          : nearby.length === 1
            ? nearby[0]!.bearer
            : (left.find(({ bearer }) => bearer === usual && gender === null && relation === null)?.bearer ??
              name);
    if (left.length === 1 && known.length === 1) usual = meant;
    const decided = bearers.find(({ bearer }) => bearer === meant);
    if (decided) decided.gender ??= gender;
    shared.set(meant, [...(shared.get(meant) ?? []), span]);
  }
  return shared;
}

/** The gender that a pronoun tells right after a name. */
function pronounBeside(text: string, [, end]: Span): Gender | null {
  const [, rest, next] = /^([^\n]*?(?:[.!?](?=\s+\p{Lu})|$))[^\S\n]*([^\n]*)/mu.exec(
    text.slice(end, end + 300),
  )!;
  return genderAfter(rest!, next!);
}

function surnameOf({ words }: Name): string {
  return words.findLast((word) => !SUFFIXES.has(word)) ?? words[0]!;
}

/** "Trump" or "Donald Trump" for "Donald J. Trump". */
function isShortPerson(short: Name, long: Name): boolean {
  if (short.words.length >= long.words.length) return false;
  const first = [long.words[0]!, ...nicknames(long)];
  if (short.words.length === 1) return short.words[0] === surnameOf(long) || first.includes(short.words[0]!);
  // "Quispe Luna" of "Ernesto Quispe Luna".
  if (short.words.every((word, i) => word === long.words.at(i - short.words.length))) return true;
  return (
    first.includes(short.words[0]!) &&
    short.words.at(-1) === long.words.at(-1) &&
    short.words.every((word) => long.words.includes(word))
  );
}

/** What many bodies are called after: the House is not the White House. */
const HOUSES = new Set('house hall palace court office street square senate'.split(' '));

/** "Lumme" of "Lumme Oyj", "Rovers" of "Tarn Rovers"; not "Council" of "Research Council". */
function isShortOrganization(short: Name, long: Name): boolean {
  if (short.words.length >= long.words.length) return false;
  if (isFirstOfTwo(short, long)) return true;
  const rest = long.words.slice(short.words.length);
  if (short.words.every((word, i) => word === long.words[i])) return rest.every((word) => FORMS.has(word));
  return (
    !short.words.some((word) => isOrganizationNoun(word) || HOUSES.has(word)) &&
    short.words.every((word, i) => word === long.words.at(i - short.words.length))
  );
}

/** "Frente" of "Frente Ferroviario" that came before; not "Reuters" of "Reuters Institute", "Oxford" of "Oxford Press" or "BBC" of "BBC Sport". */
const isFirstOfTwo = ({ name, words, spans }: Name, long: Name): boolean =>
  words.length === 1 &&
  long.words.length === 2 &&
  words[0] === long.words[0] &&
  long.spans[0]![0] < spans[0]![0] &&
  !isShouted(name) &&
  placeOfName(name) === null &&
  !isOrganizationNoun(words[0]!) &&
  !isOrganizationNoun(long.words[1]!) &&
  !HOUSES.has(long.words[1]!) &&
  !/^(?:institute|press|news|sport|research|labs?)$/.test(long.words[1]!);

/** "ISW" of "Institute for the Study of War". */
const initials = (name: string): string =>
  [...name.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([initial]) => initial).join('');

/**
 * A mention with what belongs to its name though it was not tagged ("Wexham [district council]"), or as the place that
 * a company of which nothing else is said is called by ("the Harwick company").
 */
function readName(text: string, { type, span: [start, end] }: Mention, isOnly: boolean): Mention {
  if (type !== 'location' && type !== 'organization') return { type, span: [start, end] };
  const after = text.slice(end, end + 24);
  const council = COUNCIL.exec(after)?.[0];
  if (council) return { type: 'organization', span: [start, end + council.length] };
  const isPlace =
    isOnly && COMPANY.test(after) && /\bthe\s$/iu.test(text.slice(Math.max(0, start - 5), start));
  return { type: isPlace && !/\s/u.test(text.slice(start, end)) ? 'location' : type, span: [start, end] };
}

/** "Tanner's" of "Tanner's of Brockfield"; null where the ending is none of the name's. */
function shopName(text: string, { type, span: [start, end] }: Mention): Span | null {
  const at = /['’]s$/u.test(text.slice(start, end)) ? end - 2 : end;
  const isShop = (type === 'person' || type === 'organization') && SHOP.test(text.slice(at, at + 8));
  return isShop && !/\s/u.test(text.slice(start, at)) ? [start, at + 2] : null;
}

/** Titles of works and newspapers have the article that is written with a capital in the middle of a sentence. */
function withArticle(text: string, type: EntityType, [start, end]: Span): Span {
  if (type !== 'organization' && type !== 'product' && type !== 'facility') return [start, end];
  const [, before, mark] = /(?:^|(.))\s(["“‘]?)The\s$/u.exec(text.slice(Math.max(0, start - 8), start)) ?? [];
  if (before === undefined || !/\p{Ll}/u.test(before)) return [start, end];
  return mark === '' || /^,?["”’]/u.test(text.slice(end, end + 2)) ? [start - 4, end] : [start, end];
}

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
  if (/^["“‘'’]/u.test(name) && !/^["“‘'’].*["”’']/u.test(name)) cut(1);
  if (type === 'location' || type === 'facility') name = name.replace(SORT, '');
  const article = /^the\s+(?=\S)(?!Hague(?!\p{L}))/iu.exec(name);
  if (article) cut(article[0].length);
  if (type === 'person') {
    const party = PARTY.exec(name);
    if (party) cut(party[0].length);
    for (;;) {
      const title = /^([\p{L}-]+)\.?\s+(?=\S)/u.exec(name);
      if (!title || !isTitle(title[1]!)) break;
      cut(title[0].length);
    }
    name = name.replace(POST_NOMINALS, '');
  }
  return /[\p{L}\p{N}]/u.test(name) ? [from, from + name.length] : null;
}

/** "Defence Ministry" of "Drosia's Defence Ministry", where Drosia is a place of the article. */
function withoutPlace(text: string, [start, end]: Span, places: ReadonlySet<string>): Span {
  const owner = /^([^'’]+)['’]s?\s+(?=\p{Lu})/u.exec(text.slice(start, end));
  return owner && places.has(normaliseName(owner[1]!)) ? [start + owner[0].length, end] : [start, end];
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
