import { describe, expect, it } from 'vitest';
import { entityKey } from '../ledger/keys.ts';
import { isAmbiguousPlace, placeById, placeOfName } from './gazetteer.ts';
import places from './places.json' with { type: 'json' };

describe('placeOfName', () => {
  it.each([
    ['Ukraine', 'country:ua'],
    ['Ukrainian', 'country:ua'],
    ['Ukrainians', 'country:ua'],
    ['the United States', 'country:us'],
    ['U.S.', 'country:us'],
    ['Americans', 'country:us'],
    ['Britain', 'country:gb'],
    ['British', 'country:gb'],
    ['Russian Federation', 'country:ru'],
    ['Türkiye', 'country:tr'],
    ['Turks', 'country:tr'],
    ['Dutch', 'country:nl'],
    ['Georgians', 'country:ge'],
    ['South Koreans', 'country:kr'],
    ['Kyiv', 'city:703448'],
    ['Kiev', 'city:703448'],
    ['New York', 'city:5128581'],
    ['Singapore', 'country:sg'],
  ])('knows %s', (name, id) => {
    expect(placeOfName(name)?.id).toBe(id);
    expect(placeOfName(entityKey(name))?.id).toBe(id);
  });

  it('gives nobody a name that means several, or none', () => {
    for (const name of ['Georgia', 'Congo', 'Koreans', 'Dominican', 'Springfield', 'Harbour Authority', '–'])
      expect(placeOfName(name), name).toBe(null);
    expect(isAmbiguousPlace('Georgia')).toBe(true);
    expect(isAmbiguousPlace('Ukraine')).toBe(false);
  });

  it('gives codes', () => {
    expect(placeById('country:ua')).toMatchObject({ name: 'Ukraine', iso: 'UA', wikidata: 'Q212' });
    expect(placeById('city:703448')).toMatchObject({ name: 'Kyiv', iso: 'UA', wikidata: null });
    expect(placeById('country:zz')).toBe(null);
  });

  it('gives each key to one place', () => {
    const ids = [
      ...places.countries.map(([iso]) => `country:${String(iso).toLowerCase()}`),
      ...places.cities.map(([id]) => `city:${id}`),
    ];
    const keys = ids.flatMap((id) => placeById(id)!.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key !== entityKey(key))).toEqual([]);
    expect(ids.length).toBeGreaterThan(800);
  });
});
