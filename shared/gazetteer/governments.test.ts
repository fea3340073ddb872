import { describe, expect, it } from 'vitest';
import { entityKey } from '../ledger/keys.ts';
import { allPlaces } from './gazetteer.ts';
import { governmentNamed, governmentOfKey, governmentOfSource, governmentSpeakingAs } from './governments.ts';

describe('governmentSpeakingAs', () => {
  it.each([
    ['Moscow', 'Government of Russia', 'RU'],
    ['the Kremlin', 'Government of Russia', 'RU'],
    ['Russia', 'Government of Russia', 'RU'],
    ['Kiev', 'Government of Ukraine', 'UA'],
    ['Washington', 'Government of the United States', 'US'],
    ['U.S.', 'Government of the United States', 'US'],
    ['the White House', 'Government of the United States', 'US'],
    ['No. 10', 'Government of the United Kingdom', 'GB'],
    ['the Élysée', 'Government of France', 'FR'],
    ['Quai d’Orsay', 'Government of France', 'FR'],
    ['Athens', 'Government of Greece', 'GR'],
    ['Tbilisi', 'Government of Georgia', 'GE'],
    ['La Paz', 'Government of Bolivia', 'BO'],
    ['Brussels', 'European Union', 'EU'],
    ['Palestine', 'Palestinian Authority', 'PS'],
    ['the Netherlands', 'Government of the Netherlands', 'NL'],
  ])('knows %s', (name, government, iso) => {
    expect(governmentSpeakingAs(name)).toMatchObject({ name: government, iso });
    expect(governmentSpeakingAs(entityKey(name))?.name).toBe(government);
  });

  it('gives none to other cities, peoples, bodies, and names of several', () => {
    const others = [
      'Chicago',
      'Saint Petersburg',
      'Amsterdam',
      'Russians',
      'Russian',
      'the Pentagon',
      'Georgia',
    ];
    for (const name of [...others, 'Westminster', 'Vatican', 'San José', 'Victoria', ''])
      expect(governmentSpeakingAs(name), name).toBe(null);
  });
});

describe('governmentNamed', () => {
  it('knows what means a government wherever it stands', () => {
    for (const name of ['Government of Russia', 'the Russian government', 'Russia’s government'])
      expect(governmentNamed(name)?.key, name).toBe('government-of-russia');
    expect(governmentNamed('the government of the Russian Federation')?.iso).toBe('RU');
    expect(governmentNamed('US Government')?.iso).toBe('US');
    expect(governmentNamed('British government')?.iso).toBe('GB');
    expect(governmentNamed('Palestinian Authority')?.iso).toBe('PS');
    expect(governmentNamed('EU')?.name).toBe('European Union');
  });

  it('knows no place, and no government of a city, region or people of several countries', () => {
    for (const name of [
      'Moscow',
      'Kremlin',
      'Russia',
      'Moscow government',
      'Scottish government',
      'Korean government',
    ])
      expect(governmentNamed(name), name).toBe(null);
  });
});

describe('governments', () => {
  it('speak as organizations alone', () => {
    expect(governmentOfSource('Paris', 'organization')?.iso).toBe('FR');
    expect(governmentOfSource('Paris', 'person')).toBe(null);
  });

  it('share no name', () => {
    const all = new Set(
      [...allPlaces()].flatMap(({ keys }) => keys.flatMap((key) => governmentSpeakingAs(key) ?? [])),
    );
    expect(all.size).toBeGreaterThan(200);
    for (const government of all) {
      expect(governmentOfKey(government.key)).toBe(government);
      expect(government.key).toBe(entityKey(government.name));
      for (const key of [...government.keys, ...government.speaksAs])
        expect(governmentSpeakingAs(key), key).toBe(government);
    }
  });
});
