import { describe, expect, it } from 'vitest';
import { isDemonstrative, withoutFurtherThat } from './leadingThat.ts';

describe('"that" before a clause', () => {
  it.each(['account', 'version of events', 'number is inflated', 'is wrong', '', 'claim, made on Monday'])(
    'points at something in "that %s"',
    (rest) => {
      expect(isDemonstrative(rest)).toBe(true);
    },
  );

  it.each([
    'the account is wrong',
    'number plates were stolen',
    'prices rose',
    'management had agreed',
    'he left',
  ])('is a conjunction in "that %s"', (rest) => {
    expect(isDemonstrative(rest)).toBe(false);
  });

  it('goes from further clauses, not where it is their subject or points at something', () => {
    expect(withoutFurtherThat('it rained and that many roads were shut')).toBe(
      'it rained and many roads were shut',
    );
    expect(withoutFurtherThat('it rained, but that “nobody drowned”')).toBe(
      'it rained, but “nobody drowned”',
    );
    expect(withoutFurtherThat('he paid and that stays between us')).toBe('he paid and that stays between us');
    expect(withoutFurtherThat('he paid and that sum was small')).toBe('he paid and that sum was small');
    expect(withoutFurtherThat('it is “old and that many know”')).toBe('it is “old and that many know”');
  });
});
