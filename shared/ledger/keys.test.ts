import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleId, entityKey } from './keys.ts';

describe('entityKey', () => {
  it('is the same for spellings that differ in case, accents, punctuation and "the"', () => {
    for (const name of ['The Café  Río', 'café río', 'CAFE-RIO', '“Café Río”', 'the the cafe rio']) {
      expect(entityKey(name)).toBe('cafe-rio');
    }
  });

  it('keeps scripts apart and tells long names with one beginning apart', () => {
    expect(entityKey('Львів')).toBe('львів');
    expect(entityKey('हिन्दी')).not.toBe(entityKey('हन्द'));
    expect(entityKey('かき')).not.toBe(entityKey('かぎ'));
    expect(entityKey('東京 都')).toBe('東京-都');
    const long = 'Committee of Everything '.repeat(10);
    expect(entityKey(`${long}A`)).not.toBe(entityKey(`${long}B`));
  });

  it('gives names without letters and digits keys of their own', () => {
    expect(entityKey('!!!')).not.toBe(entityKey('???'));
  });

  it('is bounded, and the key of a key is itself', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'binary', minLength: 100, maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom('the', ' ', '-', 'Σ', 'İ', 'x', '𐐀', 'é', 'が', 'हि', '한', '\u0345', '\u1fbc'),
        maxLength: 300,
      }),
    );
    fc.assert(
      fc.property(names, (name) => {
        const key = entityKey(name);
        expect(key.length).toBeGreaterThan(0);
        expect(key.length).toBeLessThanOrEqual(137);
        expect(entityKey(key)).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('articleId', () => {
  it('depends on bucket and key alone', () => {
    expect(articleId('a', 'b/c')).toMatch(/^[0-9a-f]{24}$/);
    expect(articleId('a', 'b/c')).toBe(articleId('a', 'b/c'));
    expect(articleId('a', 'b/c')).not.toBe(articleId('a', 'b/d'));
  });
});
