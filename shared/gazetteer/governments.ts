import type { EntityType, SourceKind } from '../extract/extraction.ts';
import { foldName } from '../ledger/keys.ts';
import { allPlaces, type Place, placeOfName } from './gazetteer.ts';

/** A government, told apart from the country and the capital whose names it is called by. */
export interface Government {
  /** `entityKey(name)`: its id over all articles. */
  readonly key: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2 code of its country; `EU`, which ISO keeps for it, of the European Union. */
  readonly iso: string;
  /** Keys that are its own wherever they stand: "European Union", "EU"; "Government of Russia", "Russian government". */
  readonly keys: readonly string[];
  /** Keys that mean it where they are a source, and a place or a house otherwise: "Russia", "Moscow", "Kremlin". */
  readonly speaksAs: readonly string[];
}

/**
 * Seats of governments that the gazetteer does not give as capitals: other cities than the capital, capitals whose names it
 * gives nobody because greater or as great cities have them too (left out where those are in the news as often:
 * San José, Georgetown, Kingston, Victoria, Hamilton, The Hague, whose courts speak as often), and newer or other spellings.
 */
const SEATS: Readonly<Record<string, string>> = {
  BO: 'La Paz',
  GR: 'Athens',
  IL: 'Jerusalem',
  IN: 'Delhi',
  KZ: 'Astana',
  LK: 'Colombo',
  LY: 'Tripoli',
  MM: 'Naypyidaw, Naypyitaw',
  MN: 'Ulaanbaatar',
  MY: 'Putrajaya',
  NZ: 'Wellington',
  PS: 'Ramallah',
  US: 'Washington',
  YE: "Sana'a",
};

/** Capitals in which the government does not sit: there the city speaks. */
const WITHOUT_GOVERNMENT = new Set(['amsterdam', 'sucre']);

/**
 * Houses and quarters that stand for a government in the news. By hand, of newspapers' usage: those that the agencies write
 * without saying what they are, and that stand for nothing else. Ministries and armies' headquarters (the Pentagon) are
 * bodies of their own; parliaments' seats (Westminster, Capitol Hill) are no government's.
 */
const HOUSES: Readonly<Record<string, string>> = {
  AR: 'Casa Rosada',
  BR: 'Planalto, Planalto Palace, Itamaraty',
  CL: 'La Moneda',
  CN: 'Zhongnanhai',
  ES: 'Moncloa, La Moncloa',
  FR: "Élysée, Élysée Palace, Elysee, Matignon, Hôtel Matignon, Quai d'Orsay",
  GB: 'Downing Street, 10 Downing Street, No 10, No. 10, Number 10, Number 10 Downing Street, Whitehall',
  IN: 'South Block',
  IT: 'Palazzo Chigi, Farnesina',
  JP: 'Kantei',
  KR: 'Blue House, Cheong Wa Dae',
  NG: 'Aso Rock',
  PH: 'Malacañang, Malacañang Palace',
  RU: 'Kremlin',
  UA: 'Bankova',
  US: 'White House, Oval Office, Foggy Bottom',
  VE: 'Miraflores Palace',
  ZA: 'Union Buildings',
};

/** Countries whose government goes by a name that is not made of theirs, or of another one than the gazetteer's. */
const NAMES: Readonly<Record<string, string>> = {
  CN: 'Government of China',
  CY: 'Government of Cyprus',
  IE: 'Government of Ireland',
  PS: 'Palestinian Authority',
  US: 'Government of the United States',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  PS: 'Palestinian National Authority',
  US: 'US government, U.S. government',
  GB: 'UK government, U.K. government',
};

/**
 * Not governments of their own: the Holy See, which "the Vatican" and its names mean already; parts of another country; and
 * islands where nobody lives.
 */
const NONE = new Set('VA AQ BL BQ BV CC CX EA EH GF GP GS HM IO MF MQ RE SJ TF UM YT'.split(' '));

/** Names of countries that take an article. */
const WITH_ARTICLE =
  /^(?:The |United |Netherlands|Philippines|Maldives|Gambia|Comoros|Democratic |Republic |Central |Dominican Republic|Seychelles|Isle of|Federated|.+ (?:Islands|Republic|Emirates|States|Territories)$)/;

const unique = (keys: readonly string[]): string[] => [...new Set(keys)];

const list = (names: string | undefined): string[] =>
  (names ?? '')
    .split(/,\s*/)
    .filter((name) => name !== '')
    .map(foldName);

/** The Union's institutions speak from Brussels far more often than Belgium's government does. */
const UNION: Government = {
  key: 'european-union',
  name: 'European Union',
  iso: 'EU',
  keys: list('European Union, EU, E.U.'),
  speaksAs: list('Brussels, Berlaymont'),
};

const governments = collect();
const byKey = new Map(governments.map((one) => [one.key, one]));
const byIso = new Map(governments.map((one) => [one.iso, one]));
const byName = new Map(governments.flatMap((one) => one.keys.map((key) => [key, one] as const)));
const bySpeaker = new Map(governments.flatMap((one) => one.speaksAs.map((key) => [key, one] as const)));

/** The government that has this key (`Government.key`), or null. */
export const governmentOfKey = (key: string): Government | null => byKey.get(key) ?? null;

/**
 * The government that a name, or its key, means wherever it stands: "the Russian government", "Russia's government", "the
 * government of the Russian Federation"; null for "Moscow".
 */
export function governmentNamed(name: string): Government | null {
  const key = foldName(name);
  const country = /^(?:government-of-(?:the-)?(?<of>.+)|(?<whose>.+)-s-government)$/.exec(key)?.groups;
  const place = country && placeOfName(country.of ?? country.whose ?? '');
  return byName.get(key) ?? (place?.id.startsWith('country:') ? (byIso.get(place.iso) ?? null) : null);
}

/** The government that a name, or its key, means as a source: "Moscow", "the Kremlin", "Russia"; also what `governmentNamed` knows. */
export const governmentSpeakingAs = (name: string): Government | null =>
  governmentNamed(name) ?? bySpeaker.get(foldName(name)) ?? null;

/** The same where it is known what kind of source it is: a person, or a people ("Russians"), is no government. */
export const governmentOfSource = (name: string, kind: SourceKind | null): Government | null =>
  kind === 'organization' ? governmentSpeakingAs(name) : null;

/** Types of what a government is called by: the NER tells a capital, a house and a body apart. */
export const isCalledBy = (type: EntityType): boolean =>
  type === 'location' || type === 'organization' || type === 'facility';

function collect(): Government[] {
  const places = [...allPlaces()];
  const capitals = Map.groupBy(
    places.filter(({ isCapital }) => isCapital),
    ({ iso }) => iso,
  );
  const countries = places.filter(({ id, iso }) => id.startsWith('country:') && !NONE.has(iso));
  return [UNION, ...countries.map((country) => governmentOf(country, capitals.get(country.iso) ?? []))];
}

function governmentOf(country: Place, capitals: readonly Place[]): Government {
  const { iso, keys, people } = country;
  const ofPeople = new Set(people);
  const names = keys.filter((key) => !ofPeople.has(key));
  const bare = country.name.replace(/^The /, '');
  const name = NAMES[iso] ?? `Government of ${WITH_ARTICLE.test(country.name) ? 'the ' : ''}${bare}`;
  const key = foldName(name);
  const speaksAs = [
    ...names,
    ...capitals.flatMap((capital) => capital.keys),
    ...list(SEATS[iso]),
    ...list(HOUSES[iso]),
  ];
  return {
    key,
    name,
    iso,
    keys: unique([
      key,
      ...list(OTHER_NAMES[iso]),
      ...people
        .filter((one) => !/s$/.test(one) || !ofPeople.has(one.slice(0, -1)))
        .map((one) => `${one}-government`),
    ]),
    speaksAs: unique(speaksAs).filter((one) => !WITHOUT_GOVERNMENT.has(one) && !UNION.speaksAs.includes(one)),
  };
}
