import { describe, expect, it } from 'vitest';
import { readTrainingItems } from './readTrainingItems.ts';

describe('readTrainingItems', () => {
  it('reads items one after the other, each with its own numbers', () => {
    const items = readTrainingItems(
      'a.txt',
      '=== id=a-01 genre=sport style=two words\n\nA headline\n\n{s1 Li} {c1 said} {t1 no}.\n\n=== id=a-02 genre=war style=short\n{s1 Ma} {c1 said} {t1 yes}.\n',
    );
    expect(items.map(({ id, genre, style }) => [id, genre, style])).toEqual([
      ['a-01', 'sport', 'two words'],
      ['a-02', 'war', 'short'],
    ]);
    expect(items[0]!.text).toBe('A headline\n\nLi said no.');
    expect(items[1]!.attributions).toMatchObject([{ number: 1, source: [[0, 2]] }]);
  });

  it.each([
    ['Text first', 'a.txt:1:1: an item begins with'],
    ['=== id=a-01 genre=x style=y\n\n=== id=a-02 genre=x style=y\nText', 'a.txt:1:1: the item a-01 is empty'],
    ['=== id=a genre=x style=y\nT\n=== id=a genre=x style=y\nT', 'a.txt:3:1: the id a is used twice'],
    ['=== id=a genre=x style=y\n\nOne\n\n{s1 Two', 'a.txt:5:1: {s1} is never closed'],
  ])('says of %j: %s', (raw, cause) => {
    expect(() => readTrainingItems('a.txt', raw)).toThrow(cause);
  });
});
