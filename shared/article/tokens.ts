import type { Span } from '../span.ts';

// Python's `re` classes for str patterns, which the model was trained with: \w is letters, numbers of any kind and
// "_" (no marks); \s differs from JavaScript's by U+001C–001F and U+0085, and by having no U+FEFF.
const WORD = String.raw`\p{L}\p{N}_`;
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const END = `(?![${WORD}])`;

const TOKEN = new RegExp(
  [
    String.raw`\p{Nd}+(?:[.,]\p{Nd}+)*`,
    String.raw`[\p{L}\p{Nl}\p{No}]+?(?=n['’]t${END})`,
    `n['’]t${END}`,
    `['’](?:s|re|ve|ll|d|m|S)${END}`,
    `[${WORD}]+`,
    `[^${WORD}${SPACE}]`,
  ].join('|'),
  'gu',
);

/**
 * Splits a piece of text into numbers, words (an inner "n't" or "'s" cut off) and single signs, exactly as the
 * model's training did (its `words()`), so that model and document agree on every span.
 *
 * @param text the document text, or a reading view of the same length
 * @param span the part to split
 * @returns spans into `text`, in order, none empty; white space lies between them
 */
export function tokens(text: string, [start, end]: Span): Span[] {
  const found: Span[] = [];
  for (const match of text.slice(start, end).matchAll(TOKEN)) {
    found.push([start + match.index, start + match.index + match[0].length]);
  }
  return found;
}
