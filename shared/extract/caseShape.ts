const DIGIT = /[\p{Nd}²³¹⁰-⁹₀-₉]/u;
const LETTER = /\p{L}/u;
const LOWER = /\p{Lowercase}/u;
const UPPER = /\p{Uppercase}/u;
const NOT_LOWER = /[\p{Uppercase}\p{Lt}]/u;
const NOT_UPPER = /[\p{Lowercase}\p{Lt}]/u;

/**
 * The model's `shape_ids`: how a word is written. 0 no letter, 1 lower case, 2 UPPER CASE (two signs or more),
 * 3 Title case or one capital, 4 mixed, 5 has a digit.
 */
export function caseShape(word: string): number {
  if (DIGIT.test(word)) return 5;
  if (!LETTER.test(word)) return 0;
  if (isLower(word)) return 1;
  const [first = '', ...rest] = word;
  if (UPPER.test(word) && !NOT_UPPER.test(word)) return rest.length > 0 ? 2 : 3;
  return UPPER.test(first) && isLower(rest.join('')) ? 3 : 4;
}

const isLower = (word: string): boolean => LOWER.test(word) && !NOT_LOWER.test(word);
