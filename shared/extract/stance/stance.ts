import type { Polarity, Stance } from '../extraction.ts';
import { baseForms } from '../verbForms.ts';
import { fitsComplement, isInfinitive, unquoted } from './complements.ts';
import { type LexiconEntry, STANCE_LEXICON } from './stanceLexicon.ts';
import { stanceOfContent } from './stanceOfContent.ts';

/** The words of an attribution, each on one line. */
export interface AttributionWords {
  /** Its pieces in order; empty where nothing attributes it. */
  readonly cue: readonly string[];
  /** The words before the cue in its sentence: a "did not" that the cue leaves out. */
  readonly beforeCue: string;
  readonly content: readonly string[];
  readonly source: string | null;
}

/** How the source stands to the content, and whether it is said not to say it. */
export interface StanceReading {
  readonly stance: Stance;
  readonly polarity: Polarity;
}

const NEGATION = /^(?:not|n['’]t|never|no|neither|nor|without|hardly|cannot)$/iu;
/** "Not only said", "no longer": not a negation of saying. */
const AFTER_NO_NEGATION = /^(?:only|just|merely|simply|longer|less|more)$/iu;
const NO_ONE = /^(?:nobody|no one|none|neither|no \p{L}+)\b/iu;
/** That the saying did not come about, without a negation. */
const UNSAID = /\b(?:fail(?:s|ed|ing)? to|yet to|stop(?:s|ped)? short of|avoid(?:s|ed)?|unable to)\b/iu;
/** The same of a promise or a threat that is taken back: "dropped a pledge". */
const TAKEN_BACK =
  /\b(?:abandon(?:s|ed|ing)?|drop(?:s|ped|ping)?|ditch(?:es|ed|ing)?|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|reneg(?:e|es|ed|ing) on|br(?:eaks?|oke|oken|eaking)|went back on)\s(?:(?:an?|the|his|her|its|their|any|all)\s)?(?:(?:\p{Ll}+\s)?(?:pledge|promise|commitment|vow|guarantee|threat|demand|claim|allegation|accusation|forecast)s?)\b/iu;
/** "Not a man who says": who says so is not the one that is spoken of. */
const NOT_ONE_WHO = /(?:\bnot|n['’]t)\s+an?\s+(?:\p{Ll}+\s+){1,2}(?:that|who|which)\s+$/u;
/** What is refused in "would not say". */
const REFUSABLE = /\b(?:would|will|wo)(?:n['’]t|\s+n['’]t|\s+not)\b/iu;
/** Those that say themselves that something is not said or not so. */
const NEGATIVE: ReadonlySet<Stance> = new Set(['deny', 'refuse']);
/** The negation of these grants the content: "did not dispute that". */
const GRANTED = new Set('dispute contest challenge contradict refute rebut object disagree'.split(' '));
/** "dismissed | the charge as “lies”": in his own words it is none. */
const AS = /^[^;:]{1,120}?\sas\s/iu;
const AS_ONE = /^[^;:]{1,120}?\sas\s+(?:an?|the|one|being|too)\b|^[^;:]{1,120}?\sas\s+["“‘]/iu;
/** A day behind a preposition: "insisted on Sunday" does not insist on it. */
const DAY =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|\d{1,4}|twitter|facebook|x|social|television|radio|behalf)$/iu;

/**
 * Reads stance and polarity off the cue's words with a lexicon (`stanceLexicon.ts`), and off what stands around
 * them: a negation, the form of the content, the object of the verb. Where the verb only says, the content tells
 * (`stanceOfContent.ts`). What the lexicon does not know is asserted.
 */
export function readStance({ cue, beforeCue, content, source }: AttributionWords): StanceReading {
  const words = cue.flatMap((piece) => [...wordsOf(piece), BREAK]).slice(0, -1);
  const first = content[0] ?? '';
  const what = unquoted(first);
  const match = bestEntry(words, first);
  const negated =
    isNegated(words, beforeCue, match?.at ?? words.length) ||
    NO_ONE.test(source ?? '') ||
    NOT_ONE_WHO.test(beforeCue) ||
    TAKEN_BACK.test(cue.join(' '));
  const { stance, base } = match ?? { stance: 'assert' as const, base: '' };

  if (base !== '' && JUDGED_AS.has(base) && (base === 'see' ? AS_ONE : AS).test(what))
    return { stance: 'judge', polarity: negated ? 'negative' : 'positive' };
  if (NEGATIVE.has(stance)) {
    if (!negated || isNeither(words)) return { stance, polarity: 'negative' };
    // "has not ruled out": leaves it open
    if (base === 'rule') return { stance: 'assert', polarity: 'positive' };
    return { stance: GRANTED.has(base) ? 'agree' : stance, polarity: 'positive' };
  }
  if (negated && GRANTED.has(base)) return { stance: 'agree', polarity: 'positive' };
  if (negated && stance === 'assert' && REFUSABLE.test(`${beforeCue.slice(-20)} ${words.join(' ')}`))
    return { stance: 'refuse', polarity: 'negative' };
  const told = stance === 'assert' || base === 'conclude' ? stanceOfContent({ base, content, source }) : null;
  if (base === 'ask' && stance === 'demand' && isOwnAsking(words, what, source))
    return { stance: 'ask', polarity: negated ? 'negative' : 'positive' };
  // Who doubts it does not say it, who does not doubt it does.
  const read = told && (!negated || told === 'demand') ? told : stance;
  return { stance: read, polarity: negated !== (base === 'doubt') ? 'negative' : 'positive' };
}

/** "asked | not to be named": for himself, not of another. */
const isOwnAsking = (cue: readonly string[], content: string, source: string | null): boolean =>
  source !== null &&
  /^ask(?:s|ed|ing)?$/iu.test(cue.at(-1) ?? '') &&
  !/^(?:is|are|was|were|been|being)$/iu.test(cue.at(-2) ?? '') &&
  isInfinitive(content);

const JUDGED_AS = new Set('describe dismiss reject see'.split(' '));
/** "would neither confirm nor deny" */
const isNeither = (words: readonly string[]): boolean => words.includes('neither') && words.includes('nor');
const BREAK = '|';

interface Match {
  readonly stance: Stance;
  readonly base: string;
  /** Index of its first word in the cue. */
  readonly at: number;
}

/** The last word of the cue that the lexicon knows, by the entry of most words that fits. */
function bestEntry(words: readonly string[], content: string): Match | null {
  let best: (Match & { isNoun: boolean }) | null = null;
  let taken = 0;
  for (const [at, word] of words.entries()) {
    if (at < taken) continue;
    const found = entriesAt(words, at, word, content);
    if (!found) continue;
    const { entry, base } = found;
    // "said in a statement", "told reporters in a call": nouns behind a verb are where, not how.
    if (entry.isNoun && best && !best.isNoun) continue;
    // "asked the board to tell", "is expected to say": what stands first rules what follows, unless it is a manner of saying.
    if (best && !entry.isNoun && best.stance !== 'assert' && !(entry.stance !== 'assert' && best.isNoun))
      continue;
    best = { stance: entry.stance, base, at, isNoun: entry.isNoun };
    taken = at + 1 + entry.rest.length;
  }
  return best;
}

function entriesAt(
  words: readonly string[],
  at: number,
  word: string,
  content: string,
): { entry: LexiconEntry; base: string } | null {
  let best: { entry: LexiconEntry; base: string } | null = null;
  for (const base of baseForms(word)) {
    for (const entry of STANCE_LEXICON.get(base) ?? []) {
      // No verbs: "regarding the vote", "is determined to warn"
      if (!entry.isNoun && /^(?:regarding|concerning)$/iu.test(word)) continue;
      if (/^determined$/iu.test(word) && words[at + 1] === 'to') continue;
      if (
        entry.isNoun &&
        word.toLowerCase() !== base &&
        word.toLowerCase().replace(/(?:ie)?s$/, '') !== base.replace(/y$/, '')
      )
        continue;
      if (!fits(entry, words.slice(at + 1), content)) continue;
      if (!best || weight(entry, words, at) > weight(best.entry, words, at)) best = { entry, base };
    }
  }
  return best;
}

/** Longer entries first, then those that say more of the content; a noun where an article or a possessive stands before it. */
function weight({ rest, complement, isNoun }: LexiconEntry, words: readonly string[], at: number): number {
  const before = words[at - 1]?.toLowerCase() ?? '';
  const nominal =
    /^(?:the|a|an|his|her|its|their|my|our|your|this|that|these|those|['’]s|['’]|of|no|any|new|earlier|first|own|\|)$/iu.test(
      before,
    ) || words[at + 1]?.toLowerCase() === 'of';
  return rest.length * 4 + (complement ? 2 : 0) + (isNoun === nominal ? 1 : 0);
}

/** Whether the other words of an entry follow, with up to three words between ("call the plan off" does not count over a verb). */
function fits({ rest, complement }: LexiconEntry, following: readonly string[], first: string): boolean {
  const content = unquoted(first);
  let at = 0;
  for (const word of rest) {
    const next = following
      .slice(at, at + 4)
      .findIndex((one, i) => one.toLowerCase() === word && !isDay(word, following[at + i + 1]));
    if (next === -1) {
      // The last word of an entry may open the content: "described it | as a success".
      const isLast = word === rest.at(-1) && /^(?:as|for|of|to)$/.test(word);
      return isLast && startsWith(content, word);
    }
    at += next + 1;
  }
  return complement === null || fitsComplement(complement, first);
}

const isDay = (preposition: string, next: string | undefined): boolean =>
  preposition === 'on' && DAY.test(next ?? '');

const startsWith = (content: string, word: string): boolean => new RegExp(`^${word}\\b`, 'i').test(content);

function isNegated(words: readonly string[], beforeCue: string, at: number): boolean {
  // "Brannigan, who voted no, argued": of another clause
  const before = wordsOf(beforeCue.replace(/,\s*however,/iu, '').replace(/^[\s\S]*[,;:()"“”—–]/u, ''));
  const isNo = (word: string, next: string | undefined) =>
    NEGATION.test(word) && !AFTER_NO_NEGATION.test(next ?? '') && !/^no doubt$/iu.test(`${word} ${next}`);
  const inside = words.slice(0, Math.max(at, 1)).some((word, i) => isNo(word, words[i + 1]));
  // The words right before it: an auxiliary or an adverb may stand between.
  const near = before.slice(-3);
  const outside = near.some(
    (word, i) =>
      isNo(word, near[i + 1]) &&
      near.slice(i + 1).every((one) => /^(?:yet|ever|been|be|have|also|\p{L}+ly)$/iu.test(one)),
  );
  return inside || outside || UNSAID.test([...before.slice(-3), ...words.slice(0, at)].join(' '));
}

const wordsOf = (text: string): string[] =>
  text.match(/\p{L}+(?=n['’]t\b)|n['’]t\b|['’]s\b|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
