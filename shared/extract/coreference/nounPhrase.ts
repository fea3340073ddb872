import { wordList } from '../sentenceWords.ts';
import { kindOfNoun } from '../sourceNouns.ts';

/** A noun phrase, taken apart. All but `short` is in lower case. */
export interface NounPhrase {
  /** Its words without what a comma, bracket or dash adds: appositions and relative clauses. */
  readonly short: string;
  /** "the", "a", "two", "his", …; null without one. */
  readonly determiner: string | null;
  /** Its head, "spokesman" of "a senior spokesman for the board"; "" when it has no word. */
  readonly head: string;
  /** The words between determiner and head. */
  readonly modifiers: readonly string[];
  /** What follows the head: "for the board"; "" without it. */
  readonly complement: string;
}

/** What ends the head of a noun phrase, outside of names. */
export const AFTER_HEAD =
  /[,;:(—–]|\s(?:about|across|after|against|along|at|behind|beside|but|by|close|familiar|for|from|in|inside|into|like|near|of|on|opposite|outside|representing|since|than|that|to|which|who|whose|with|within)\b/iu;

/** What only several can have before them. */
const QUANTIFIER =
  /^(?:many|most|several|some|(?:a )?few|both|all|other|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|\d+)\s/iu;

const DETERMINER =
  /^(?:the|this|that|these|those|an?|another|one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|several|few|both|all|no|my|our|your|his|her|its|their|\d+|\S+[’']s|\S+s[’'])$/iu;

/** Words that make another of the noun after them: a vice president is never "the president". */
export const SHIFTING = wordList(
  'prime vice deputy assistant acting foreign finance defence defense interior health',
);

/** A participle that tells something of the noun before it: "a memo seen by …", "a study published in 2021". */
const PARTICIPLE =
  /^(?:\p{L}{2,}ed|seen|led|held|run|made|known|written|sent|taken|given|drawn|shown|kept|\p{L}{3,}ing)$/u;

/** Takes a noun phrase apart. */
export function readPhrase(words: string): NounPhrase {
  const short = shorten(words);
  let end = AFTER_HEAD.exec(short)?.index ?? short.length;
  const parts = [...short.slice(0, end).matchAll(/\S+/g)];
  const participle = parts.findIndex(
    ({ 0: word }, i) =>
      PARTICIPLE.test(word) &&
      (i > 1
        ? kindOfNoun(bare(parts[i - 1]![0])) !== 'unknown'
        : i === 1 && /^\p{L}+[^s\P{L}]s$/u.test(parts[0]![0])),
  );
  // "The union meeting" is no meeting union: the word must be followed by more, or by what ended the head.
  if (participle > 0 && (end < short.length || participle < parts.length - 1)) {
    end = parts[participle]!.index - 1;
    parts.length = participle;
  }
  const first = parts[0]?.[0] ?? '';
  const determiner = parts.length > 1 && DETERMINER.test(first) ? first.toLowerCase() : null;
  const core = parts.slice(determiner === null ? 0 : 1).map(({ 0: word }) => bare(word));
  return {
    short,
    determiner,
    head: core.at(-1) ?? '',
    modifiers: core.slice(0, -1),
    complement: short.slice(end).trim().toLowerCase(),
  };
}

/** Whether a description means several. */
export const isPlural = (phrase: NounPhrase): boolean =>
  QUANTIFIER.test(phrase.short) ||
  kindOfNoun(phrase.head) === 'group' ||
  /^(?:these|those)$/.test(phrase.determiner ?? '');

const bare = (word: string): string =>
  word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$|[’']s$/gu, '').toLowerCase();

/** Without apposition, relative clause or bracket, and without signs and a possessive at the end. */
function shorten(words: string): string {
  const all = words.replace(/\s+/g, ' ').trim();
  // "More than 68,000 people" is cut nowhere.
  const cut = /\s*(?:,(?!\d)|[;(—–])/u.exec(all);
  const short = cut && cut.index > 0 && !isList(all) ? all.slice(0, cut.index) : all;
  return short.replace(/\s(?:and|or|but)$/u, '').replace(/(?:['’]s?|[\s,])+$/u, '') || all;
}

/** "Ministers, mayors and the police", but not "a docker, 41, and father of two". */
function isList(words: string): boolean {
  const segments = words.split(/,\s*|\s(?=(?:and|or|as well as)\s)/u);
  if (segments.length < 3 || !/\s(?:and|or|as well as)\s/u.test(words)) return false;
  return segments
    .slice(1)
    .every(
      (segment) =>
        /^(?:and |or |as well as )?(?:the |other |\p{Lu})/u.test(segment) ||
        /^(?:and |or )?\p{L}+s$/u.test(segment),
    );
}
