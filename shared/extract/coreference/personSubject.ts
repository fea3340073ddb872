import type { Article } from '../../article/article.ts';
import type { Span } from '../../span.ts';
import { isGoverned } from '../clauses.ts';
import { verbForm } from '../finiteVerbs.ts';
import { type SentenceWord, sentenceWords, wordList } from '../sentenceWords.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import { isPastForm } from '../verbForms.ts';
import type { NamedMention } from './discourse.ts';
import { headMention, mentionsIn } from './headMention.ts';
import { isPlural, readPhrase } from './nounPhrase.ts';

const OPENERS =
  'and|but|yet|so|then|later|now|here|still|today|yesterday|meanwhile|afterwards|finally|instead|indeed|\\p{L}+ly';
const PLACES =
  'in|on|at|by|across|after|before|behind|beside|below|above|under|over|near|outside|inside|from|with|without|for|during|to|' +
  'down|up|along|around|between|among|like|despite';
const SPANS_OF_TIME = 'minutes?|hours?|days?|nights?|weeks?|months?|years?|seasons?';
const TIMES = 'morning|afternoon|evening|night|day|week|month|year|summer|winter|spring|autumn';
const SUBORDINATORS = 'when|while|as|once|since|until|if|although|though|because';
const NUMBERS = 'two|three|four|five|six|seven|eight|nine|ten|\\d+|a few';

/** What may stand before a subject without a comma after it: "But", "On Friday", "Two hours earlier". */
const ADVERBIAL = new RegExp(
  `^(?:(?:${OPENERS}),?\\s)?(?:(?:(?:${PLACES})\\s[^,]{1,60}|(?:\\p{L}+|\\d+)\\s(?:${SPANS_OF_TIME})\\s(?:later|earlier|before|ago|after|on)|` +
    `(?:that|this|the next|last|next|one)\\s(?:${TIMES})),?\\s)?$`,
  'iu',
);
/** What a part that a comma closes begins with, before a subject. */
const ADJUNCT = new RegExp(
  `^(?:${OPENERS}|\\p{L}+ing|${PLACES}|${SUBORDINATORS}|${NUMBERS}|an? \\p{L}+ (?:later|earlier|ago)|last|next|that|this)(?=[\\s,])`,
  'iu',
);

const DETERMINERS = wordList('a an the another one his her their its my our');
const PREPOSITIONS = wordList(
  'of in on at by for from to with without into onto over under near behind beside across after before than as like and or',
);
/** Adverbs between subject and verb; those in -ly count, too. */
const ADVERBS = wordList(
  'also only just even still then now always never often once again already soon later first merely simply quite almost',
);
const PASSIVES =
  'dead|killed|murdered|buried|missing|unconscious|shot|stabbed|hanged|found|unavailable|unable|absent|silent|named|called|known|' +
  'charged|accused|arrested|convicted|sentenced|jailed';
/** Whose end is told says nothing afterwards, and of whom something is done is not the one who speaks. */
const NO_SPEAKER = new RegExp(
  `^\\s*(?:(?:has|had|have)\\s)?(?:died|dies|drowned|perished|vanished|disappeared|` +
    `(?:was|were|is|are|been|got)\\s(?:not\\s|\\p{L}+ly\\s)?(?:${PASSIVES}))(?!\\p{L})`,
  'iu',
);

/** Longest subject, in words. */
const LONGEST = 40;

/**
 * The person that is the subject of a sentence's first clause, as a source is marked: the noun phrase with title,
 * apposition and relative clause, without a comma at its end. Null when the subject is no single person, or none
 * that could speak ("was killed"), and where any of it is in doubt.
 *
 * @param mentions in order (`namedMentions`)
 */
export function personSubject(
  article: Pick<Article, 'reading' | 'tokens'>,
  sentence: Span,
  mentions: readonly NamedMention[],
): Span | null {
  const { reading } = article;
  const words = sentenceWords(article, sentence);
  const persons = new Set(
    mentionsIn(mentions, sentence).flatMap(({ span, entity }) => (entity.type === 'person' ? [span[0]] : [])),
  );
  const text = (from: number, to: number) => reading.slice(words[from]!.span[0], words[to]!.span[0]);
  for (const start of beginnings(words, persons, text)) {
    const verb = mainVerb(words, start);
    if (verb === null) continue;
    let end = verb;
    while (end > start + 1 && isAdverb(words[end - 1]!.lower)) end--;
    if (words[end - 1]!.lower === ',') end--;
    if (end <= start) continue;
    const span: Span = [words[start]!.span[0], words[end - 1]!.span[1]];
    if (!isPerson(reading, span, mentions)) continue;
    return NO_SPEAKER.test(reading.slice(words[verb]!.span[0], sentence[1])) ? null : span;
  }
  return null;
}

/** Where a subject may begin, the likeliest first: at the sentence's beginning, after a comma, after "On Friday". */
function beginnings(
  words: readonly SentenceWord[],
  persons: ReadonlySet<number>,
  text: (from: number, to: number) => string,
): number[] {
  const opens = (i: number) => {
    const { lower, span } = words[i]!;
    return lower === 'he' || lower === 'she' || DETERMINERS.has(lower) || persons.has(span[0]);
  };
  const first = words.findIndex(({ text: word }) => /[\p{L}\p{N}]/u.test(word));
  if (first === -1 || words[0]!.lower === '(') return [];
  const found =
    persons.has(words[first]!.span[0]) || !ADJUNCT.test(text(first, Math.min(words.length - 1, first + 4)))
      ? [first]
      : [];
  const limit = Math.min(words.length, first + LONGEST);
  for (let i = first + 1; i < limit; i++)
    if (words[i - 1]!.lower === ',' && ADJUNCT.test(text(first, i))) found.push(i);
  for (let i = limit - 1; i > first; i--) {
    if (!opens(i) || PREPOSITIONS.has(words[i - 1]!.lower) || words[i - 1]!.lower === ',') continue;
    let from = i;
    // "Mayor" of "On Friday Mayor A. B."
    if (persons.has(words[i]!.span[0]))
      while (
        from > first + 1 &&
        /^\p{Lu}/u.test(words[from - 1]!.text) &&
        isPersonNoun(words[from - 1]!.lower)
      )
        from--;
    if (ADVERBIAL.test(text(first, from))) found.push(from);
  }
  return found;
}

/** The first finite verb behind a place that nothing subordinates, or null. */
function mainVerb(words: readonly SentenceWord[], start: number): number | null {
  for (let i = start + 1; i < Math.min(words.length, start + LONGEST); i++) {
    const { lower, text } = words[i]!;
    if (/^[“”"«»:;—–]$/u.test(lower)) return null;
    const form = verbForm(words, i);
    const isVerb =
      form === 'sure' ||
      form === 'likely' ||
      (/^\p{Ll}/u.test(text) && isPastForm(lower) && !DETERMINERS.has(words[i - 1]!.lower));
    if (isVerb && !isGoverned(words, i, start)) return i;
  }
  return null;
}

const isAdverb = (word: string): boolean => ADVERBS.has(word) || /\p{L}{2}ly$/u.test(word);

const isPersonNoun = (word: string): boolean => kindOfNoun(word) === 'person';

/** Whether a noun phrase means one person. */
function isPerson(reading: string, span: Span, mentions: readonly NamedMention[]): boolean {
  const words = reading.slice(...span);
  if (/^(?:he|she)$/iu.test(words)) return true;
  // A possessive is no subject, and a second determiner begins a second phrase: "In the town the mayor".
  if (/[’']s?$/u.test(words) || /^(?:he|she|i|we|you|they|it|who)\b/iu.test(words)) return false;
  const named = headMention(reading, span, mentions);
  if (named) return named.entity.type === 'person';
  const phrase = readPhrase(words);
  return (
    phrase.determiner !== null &&
    !isPlural(phrase) &&
    isPersonNoun(phrase.head) &&
    !/^(?:he|she|i|him|her|his|who|one)$/.test(phrase.head) &&
    !phrase.modifiers.some((word) => DETERMINERS.has(word))
  );
}
