import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordPiece } from './wordPiece.ts';

const root = join(import.meta.dirname, '..', '..');
const vocabulary = readFileSync(join(root, 'model', 'vocab.txt'), 'utf8');
const encode = createWordPiece(vocabulary);

describe('createWordPiece', () => {
  it('cuts words as Hugging Face does: accents, Chinese, emoji, marks, ligatures, long words', () => {
    // Made with tokenizers 0.23.3: BertNormalizer (uncased), BertPreTokenizer, WordPiece; [UNK] for nothing.
    const file = join(root, 'tests', 'fixtures', 'model', 'word-pieces.json');
    const expected: [string, number[]][] = JSON.parse(readFileSync(file, 'utf8'));
    expect(expected.length).toBeGreaterThan(300);
    expect(expected.map(([word]) => [word, encode(word)])).toEqual(expected);
  });

  it('gives one to twelve pieces of the vocabulary for any word', () => {
    const size = vocabulary.trimEnd().split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (word) => {
        const pieces = encode(word);
        expect(pieces.length).toBeGreaterThanOrEqual(1);
        expect(pieces.length).toBeLessThanOrEqual(12);
        expect(pieces.every((piece) => piece >= 0 && piece < size)).toBe(true);
      }),
    );
  });

  it('reads a vocabulary with Windows line ends', () => {
    expect(createWordPiece('[UNK]\r\nab\r\n##c\r\n')('abc')).toEqual([1, 2]);
  });
});
