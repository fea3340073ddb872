import { isOrganizationNoun, kindOfNoun } from '../sourceNouns.ts';
import { type NounPhrase, SHIFTING } from './nounPhrase.ts';

/** How far back, in UTF-16 code units, a fuller description is looked for. */
const REACH = 1500;

/** Words that bring another up than the noun alone: "another ministry", "the next report". */
const OTHERS = /\b(?:other|another|next|previous|former|each|every|any|no|first|second|rival)\b/iu;

/**
 * The fuller words that a text has before "the ministry" for the one ministry that it speaks of: "the culture ministry".
 * Null where there are none, or different ones ("a foreign ministry" beside "the culture ministry").
 *
 * @param phrase a description with "the" and a noun alone
 * @param at where it stands in the text, in UTF-16 code units
 */
export function earlierWords(
  text: string,
  { determiner, head, modifiers, complement }: NounPhrase,
  at: number,
): string | null {
  if (determiner !== 'the' || modifiers.length > 0 || complement !== '' || !/^\p{Ll}[\p{L}-]+$/u.test(head))
    return null;
  if (!isOrganizationNoun(head) && kindOfNoun(head) !== 'person' && kindOfNoun(head) !== 'document')
    return null;
  const before = text.slice(Math.max(0, at - REACH), at);
  const pattern = new RegExp(
    `(?<![\\p{L}])((?:the|an?|its|his|her|their|\\p{Lu}[\\p{L}-]*[’']s?)) ((?:[\\p{L}-]+ ){1,3})${head}(?![\\p{L}-])`,
    'giu',
  );
  const found = new Map<string, string>();
  for (const [words, , own] of before.matchAll(pattern)) {
    if (/\p{Lu}/u.test(own!) || NO_ADJECTIVE.test(own!)) continue;
    const isAnother =
      kindOfNoun(head) === 'person' &&
      own!
        .toLowerCase()
        .split(' ')
        .some((word) => SHIFTING.has(word));
    if (OTHERS.test(words) || isAnother) return null;
    found.set(own!.toLowerCase(), words);
  }
  return found.size === 1 ? [...found.values()][0]! : null;
}

/** Words that never stand inside a noun phrase: what looks like one goes over its end. */
const NO_ADJECTIVE =
  /\b(?:a|an|the|and|or|but|of|in|on|at|by|for|to|from|with|as|that|who|which|is|are|was|were|has|had|have|said|says|told|his|her|its|their|this)\b/iu;
