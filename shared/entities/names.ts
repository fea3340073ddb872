import type { EntityType, SourceKind } from '../extract/extraction.ts';
import { isAmbiguousPlace, placeOfName } from '../gazetteer/gazetteer.ts';

/** What the same name in two articles depends on: whether it is a person's, a body's or place's, or a thing's. */
export type Bearer = 'person' | 'body' | 'thing';

/**
 * Why a name in one article means, or does not mean, the same as that name in another.
 * - `gazetteer`: a country's or great city's name, or a nationality: the place;
 * - `full-name`: two words at least of a person's name, and not both of the commonest: the same person;
 * - `same-name`: of everything else: the same thing;
 * - `common-name`, `short-name`, `generic-name`, `ambiguous-place`: kept apart, article by article.
 */
export type NameRule =
  | 'gazetteer'
  | 'full-name'
  | 'same-name'
  | 'common-name'
  | 'short-name'
  | 'generic-name'
  | 'ambiguous-place';

const KEPT_APART: ReadonlySet<NameRule> = new Set([
  'common-name',
  'short-name',
  'generic-name',
  'ambiguous-place',
]);

/** Whether bearers of a name in different articles are different ones, unless an operator says otherwise. */
export const isKeptApart = (rule: NameRule): boolean => KEPT_APART.has(rule);

export const bearerOfType = (type: EntityType): Bearer =>
  type === 'person'
    ? 'person'
    : type === 'organization' || type === 'location' || type === 'facility' || type === 'group'
      ? 'body'
      : 'thing';

/** The same for a claim's source, whose kind is all a claim says: a place that speaks is an organization there. */
export const bearerOfKind = (kind: SourceKind | null): Bearer =>
  kind === 'person' ? 'person' : kind === 'organization' || kind === 'group' ? 'body' : 'thing';

const words = (list: string) => new Set(list.split(/\s+/));

const TITLES = words(
  'mr mrs ms miss mx dr sir dame lord lady madame president prime minister chancellor premier king queen prince ' +
    'princess pope sen senator rep representative congressman congresswoman gov governor mayor judge justice gen ' +
    'general lt lieutenant col colonel maj major capt captain sgt sergeant adm admiral prof professor rev reverend ' +
    'ambassador secretary director chief chairman chairwoman spokesman spokeswoman spokesperson vice deputy former ' +
    'officer detective sheriff coach foreign defence defense interior finance',
);
const SUFFIX = /^(?:jr|sr|ii|iii|iv|esq|phd|md)$/i;

/** The commonest given names and surnames in English-language news: two of them together are nobody in particular. */
const COMMON_GIVEN = words(
  'james john robert michael mike william bill david richard joseph joe thomas tom charles christopher chris daniel ' +
    'dan matthew matt mark steven steve stephen paul andrew kevin brian george peter ian simon mary patricia jennifer ' +
    'linda elizabeth barbara susan jessica sarah karen lisa nancy emma anna anne maria laura kate helen ' +
    'mohammed muhammad mohamed ahmed ali hassan abdul jose juan carlos luis antonio wei li jun min kim',
);
const COMMON_SURNAMES = words(
  'smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson ' +
    'thomas taylor moore jackson martin lee thompson white harris clark lewis robinson walker young allen king wright ' +
    'scott hill green adams baker nelson hall campbell mitchell roberts evans edwards collins stewart morris murphy ' +
    'cook rogers morgan cooper bell ward watson wood hughes khan ahmed ali hassan hussain singh patel kumar wang li ' +
    'zhang liu chen yang kim park nguyen tran silva santos perez sanchez',
);

/** Words that offices and bodies of many places share: a name of nothing else is each article's own. */
const GENERIC = words(
  'ministry department office bureau agency authority administration government cabinet parliament congress senate ' +
    'house assembly council committee commission board court police army navy force forces military party union ' +
    'university college school hospital bank church union association federation district state city county town ' +
    'federal national central supreme high regional local provincial municipal royal public general justice defence ' +
    'defense interior foreign affairs finance health education agriculture transport energy environment trade labor ' +
    'labour culture sports emergency situations security intelligence prosecutor prosecutors attorney fire service ' +
    'services lower upper representatives lords commons appeals constitutional opposition democratic air guard coast ' +
    'of the and for s',
);

const fold = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** A person's name without titles before it: "President Joe Biden" is Joe Biden. One word at least stays. */
export function withoutTitles(name: string): string {
  let rest = name.trim();
  for (;;) {
    const [, first, more] = /^([\p{L}-]+)\.?\s+(\S.*)$/su.exec(rest) ?? [];
    if (first === undefined || more === undefined || !TITLES.has(fold(first))) return rest;
    rest = more;
  }
}

/** The rule for a name; it does not look at anything but the name. */
export function ruleOfName(name: string, bearer: Bearer): NameRule {
  if (bearer === 'person') return ruleOfPerson(withoutTitles(name));
  if (bearer === 'thing') return 'same-name';
  if (placeOfName(name) !== null) return 'gazetteer';
  if (isAmbiguousPlace(name)) return 'ambiguous-place';
  const parts = name
    .split(/[\s'’-]+/)
    .map(fold)
    .filter(Boolean);
  return parts.every((part) => GENERIC.has(part)) ? 'generic-name' : 'same-name';
}

function ruleOfPerson(name: string): NameRule {
  // Where names are written without spaces, two signs are a full one.
  if (/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u.test(name))
    return 'full-name';
  const parts = name.split(/\s+/).filter((part) => !SUFFIX.test(fold(part)));
  const full = parts.filter((part) => !isInitials(part));
  if (full.length < 2) return 'short-name';
  const isCommon = COMMON_GIVEN.has(fold(full[0]!)) && COMMON_SURNAMES.has(fold(full.at(-1)!));
  return isCommon && parts.length === 2 ? 'common-name' : 'full-name';
}

/** "J.", "J.K.", "JR": no name that is written out. */
const isInitials = (part: string): boolean => /^(?:\p{L}\.?|(?:\p{L}\.){2,}|\p{Lu}{2})$/u.test(part);
