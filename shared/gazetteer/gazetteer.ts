import { foldName } from '../ledger/keys.ts';
import places from './places.json' with { type: 'json' };

/** A country or city that the gazetteer knows. */
export interface Place {
  /** Stable and free: `country:ua` (ISO 3166-1), `city:703448` (GeoNames). */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2: the country's own code, or that of the city's country. */
  readonly iso: string;
  /** Where the gazetteer has it. */
  readonly wikidata: string | null;
  /** Keys (`entityKey`) of all its names, and of what its people are called: none of them means another place, too. */
  readonly keys: readonly string[];
  /** Of the keys, what its people are called: "Ukrainian", "Ukrainians". */
  readonly people: readonly string[];
  /** Whether it is a country's capital. */
  readonly isCapital: boolean;
}

/**
 * What news call countries, and after a semicolon their people, beside what the packages have. Plurals with "s" are made of
 * all that the packages call people.
 */
const MORE_NAMES: Readonly<Record<string, string>> = {
  AE: 'the Emirates; Emirati, Emiratis',
  AG: '; Antiguan',
  AR: 'Argentine Republic; Argentine, Argentines, Argentinian, Argentinians',
  AU: '; Aussies',
  BA: 'Bosnia; Bosnian, Bosnians',
  BF: '; Burkinabè',
  CD: 'Democratic Republic of Congo, DR Congo, DRC, D.R.C.',
  CF: 'CAR',
  CH: 'Swiss Confederation',
  CN: "People's Republic of China, PRC",
  CZ: 'Czechia',
  DE: 'Federal Republic of Germany',
  DK: '; Danes, Dane',
  ES: '; Spaniard, Spaniards',
  FI: '; Finns, Finn, Finnish',
  FR: 'French Republic; Frenchman, Frenchmen, Frenchwoman',
  GB: 'Britain, U.K.; Briton, Britons, Brits',
  GE: 'Republic of Georgia',
  IE: 'Republic of Ireland; Irishman, Irishmen',
  IQ: 'Republic of Iraq',
  JO: 'Hashemite Kingdom of Jordan',
  KG: 'Kyrgyzstan',
  KP: 'DPRK; North Koreans',
  KR: 'ROK; South Koreans',
  KZ: '; Kazakh, Kazakhs',
  LA: 'Laos; Lao',
  LU: 'Grand Duchy of Luxembourg',
  MD: 'Moldova',
  MM: 'Burma',
  NL: 'Holland; Dutchman, Dutchmen',
  NZ: '; Kiwis',
  PH: '; Filipinos, Filipina, Philippine',
  PL: '; Poles',
  PS: 'Palestinian Territories; Palestinian, Palestinians',
  SA: 'KSA; Saudi, Saudis',
  SE: '; Swede, Swedes, Swedish',
  SO: '; Somali, Somalis',
  SY: 'Syria; Syrian, Syrians',
  TH: '; Thais',
  TR: 'Türkiye, Turkiye; Turk, Turks',
  TW: '; Taiwanese',
  TZ: 'Tanzania',
  US: 'America; Americans',
  UZ: '; Uzbek, Uzbeks',
  VA: 'Vatican, Holy See',
  VE: 'Venezuela',
  VN: 'Vietnam, Viet Nam',
  XK: '; Kosovar, Kosovars, Kosovan',
  YE: '; Yemeni, Yemenis',
};

/** Names that the list of cities has otherwise, by GeoNames id. */
const MORE_CITIES: Readonly<Record<number, string>> = {
  524901: 'Moskva',
  703448: 'Kiev',
  706483: 'Kharkov',
  698740: 'Odessa',
  1275339: 'Bombay',
  1275004: 'Calcutta',
  1816670: 'Peking',
  4140963: 'Washington DC',
  5128581: 'New York',
};

/**
 * Names that also mean something else of their kind often enough: a state of the USA, half of two countries, another
 * people. They are nobody's here.
 */
const AMBIGUOUS = new Set([
  'georgia',
  'congo',
  'congolese',
  'korea',
  'korean',
  'koreans',
  'dominican',
  'dominicans',
  'guinean',
  'guineans',
  'samoan',
  'samoans',
  'saint-martin',
  'macedonian',
  'macedonians',
  'welsh',
]);

const { byKey, byId } = collect();

/** The place that a name (or its key) means, whoever bears it in a text; null when none, or more than one. */
export const placeOfName = (name: string): Place | null => byKey.get(foldName(name)) ?? null;

export const allPlaces = (): Iterable<Place> => byId.values();

export const placeById = (id: string): Place | null => byId.get(id) ?? null;

/** Whether a name is known to belong to several places or peoples. */
export const isAmbiguousPlace = (name: string): boolean => AMBIGUOUS.has(foldName(name));

function collect() {
  const countries = (places.countries as [string, string, string, string[], string[]][]).map(
    ([iso, wikidata, name, names, people]) => {
      const plurals = people.filter((one) => /(?:n|i)$/.test(one)).map((one) => `${one}s`);
      const [more = [], morePeople = []] = (MORE_NAMES[iso] ?? '')
        .split(/;\s*/)
        .map((list) => list.split(/,\s*/).filter((one) => one !== ''));
      return {
        id: `country:${iso.toLowerCase()}`,
        name,
        iso,
        wikidata,
        isCapital: false,
        names: [name, ...names, ...more],
        people: [...people, ...plurals, ...morePeople],
      };
    },
  );
  const capitals = new Set(places.capitals);
  const cities = (places.cities as [number, string, string][]).map(([id, name, iso]) => ({
    id: `city:${id}`,
    name,
    iso,
    wikidata: null,
    isCapital: capitals.has(id),
    names: [name, ...(MORE_CITIES[id] === undefined ? [] : [MORE_CITIES[id]])],
    people: [],
  }));

  const bearers = new Map<string, Set<string>>();
  for (const { id, names, people } of countries) {
    for (const key of [...names, ...people].map(foldName))
      bearers.set(key, (bearers.get(key) ?? new Set()).add(id));
  }
  // A city of a country's name (Singapore) is not told apart from it: the country has the name.
  const ofCountries = new Set(bearers.keys());
  for (const { id, names } of cities) {
    for (const key of names.map(foldName)) {
      if (!ofCountries.has(key)) bearers.set(key, (bearers.get(key) ?? new Set()).add(id));
    }
  }
  const byKey = new Map<string, Place>();
  const byId = new Map<string, Place>();
  for (const { names, people, ...place } of [...countries, ...cities]) {
    const own = (some: readonly string[]) =>
      [...new Set(some.map(foldName))].filter(
        (key) => !AMBIGUOUS.has(key) && bearers.get(key)?.size === 1 && bearers.get(key)!.has(place.id),
      );
    const keys = own([...names, ...people]);
    const ofPlace = new Set(names.map(foldName));
    const known = { ...place, keys, people: own(people).filter((key) => !ofPlace.has(key)) };
    byId.set(place.id, known);
    for (const key of keys) byKey.set(key, known);
  }
  return { byKey, byId };
}
