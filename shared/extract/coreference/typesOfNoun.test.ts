import { describe, expect, it } from 'vitest';
import { typesOfNoun } from './typesOfNoun.ts';

describe('typesOfNoun', () => {
  it.each([
    ['country', 'location,organization'],
    ['painter', 'person'],
    ['62-year-old', 'person'],
    ['company', 'organization'],
    ['storm', 'event'],
    ['novel', 'product'],
    ['treaty', 'law,product'],
    ['patience', ''],
  ])('%s: %s', (noun, types) => {
    expect(typesOfNoun(noun).join()).toBe(types);
  });
});
