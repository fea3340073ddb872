import { verbForm } from './finiteVerbs.ts';
import { type SentenceWord, wordList } from './sentenceWords.ts';

/** A run of words: from `start` up to but not with `end`. */
export interface WordRun {
  readonly start: number;
  readonly end: number;
}

const COORDINATORS = wordList('and but or nor so yet');
/** They begin a clause that depends on another one. */
const SUBORDINATORS = wordList(`
  after although as because before given if lest like once provided since so than though till unless until when whenever
  whereas wherever whether while despite amid amidst following notwithstanding`);
const RELATIVES = wordList('who whom whose which that where why how what');
/** After these "that" begins a statement, not a description of a noun. */
const STATING = wordList(`
  means meant mean is are was were be shows showed show suggests suggested possible likely unlikely clear probable conceivable
  true certain appears appeared seems seemed indicates indicated so now`);
const PRONOUNS = wordList(`
  i you he she it we they this that these those there one nobody no-one everybody everyone somebody someone nothing
  everything something none many most some others neither both all few several`);
const DETERMINERS = wordList(`
  a an the my your his her its our their no every each either another such any two three four five six seven eight nine ten
  half`);
/** No subject stands right before a verb as one of these. */
const NO_SUBJECT = wordList(`
  to not n't and but or nor so yet be been being very also only just then often never always still already now again soon later
  in on at by for from of into over under about between against through up down out off away back`);

/** Joined to what stands before them more closely than a clause is. */
const COMPARING = wordList('than like so');
/** "Shares fell hours after", "it came a day after". */
const TIMING = wordList(`
  hours minutes moments days weeks months years hour minute moment day week month year a an one two three four five six seven
  eight nine ten several business working full`);
/** "Just as", "soon after". */
const BEFORE_JOINT = wordList('shortly soon just only even long immediately');
const BEFORE_TIMING = wordList('after before since until');
/** They want something behind them. */
const OPEN_VERBS = wordList(
  "'s is are was were be been 're 'm 've 'd 'll come comes came coming follows followed",
);
const PREPOSITIONS = wordList(`
  in on at by for from of to into over under about between against through during among across near behind beside besides
  within outside inside above below beyond`);

const BREAK = /^[,;:—–()]$/u;
const STRONG_BREAK = /^[;:—–]$/u;
/** Farthest that what governs a verb is looked for. Keeps long texts without full stops from taking for ever. */
const REACH = 40;

/**
 * The independent clauses of a sentence: cut at semicolons, colons and dashes, and at "and", "but", "or", "so", "yet" behind
 * a comma, wherever what stands on both sides could be a sentence of its own. One clause when nothing can be cut. Words that
 * join two clauses belong to neither.
 */
export function independentClauses(words: readonly SentenceWord[]): WordRun[] {
  const clauses: WordRun[] = [];
  let open = 0;
  let depth = 0;
  const cuts: WordRun[] = [];
  for (let i = 0; i < words.length; i++) {
    const { lower } = words[i]!;
    if (lower === '(' || lower === '[') depth++;
    if (lower === ')' || lower === ']') depth = Math.max(0, depth - 1);
    if (depth > 0 || !(STRONG_BREAK.test(lower) || lower === ',')) continue;
    const joined = COORDINATORS.has(words[i + 1]?.lower ?? '');
    if (joined || STRONG_BREAK.test(lower)) cuts.push({ start: i, end: i + (joined ? 2 : 1) });
  }
  for (const [n, cut] of cuts.entries()) {
    const left = { start: open, end: cut.start };
    const right = { start: cut.end, end: cuts[n + 1]?.start ?? words.length };
    if (!isClause(words, left) || !isClause(words, right)) continue;
    clauses.push(left);
    open = cut.end;
  }
  clauses.push({ start: open, end: words.length });
  return clauses;
}

/**
 * What of a run beside an attribution could be a sentence of its own, without the words that join it; null when nothing can.
 * It must be cut off from what the attribution says: by the sentence's edge, by a sign and "and", "but" and the like, or, at
 * its end, by a word that subordinates the attribution ("Shares fell after", "Fighting went on despite").
 */
export function clauseBeside(words: readonly SentenceWord[], { start, end }: WordRun): WordRun | null {
  let from = start;
  let to = end;
  if (start > 0) {
    const sign = BREAK.test(words[from]?.lower ?? '') && words[from]!.lower !== '(';
    const strong = STRONG_BREAK.test(words[from]?.lower ?? '');
    if (sign) from++;
    const joined = from < to && COORDINATORS.has(words[from]!.lower);
    if (joined) from++;
    if (!strong && !joined) return null;
  }
  if (end < words.length) {
    to = withoutJoint(words, { start: from, end }) ?? relativeStart(words, { start: from, end }) ?? from;
  }
  while (to > from && /^[,;:—–]$/u.test(words[to - 1]!.lower)) to--;
  const clause = { start: from, end: to };
  if (from >= to || OPEN_VERBS.has(words[to - 1]!.lower)) return null;
  return isClause(words, clause) ? clause : null;
}

/** Where a run ends without the words and signs that join what follows to it; null when it has none. */
function withoutJoint(words: readonly SentenceWord[], { start, end }: WordRun): number | null {
  let to = end;
  let timed = false;
  for (; to > start + 1; to--) {
    const last = words[to - 1]!.lower;
    const isJoint = BREAK.test(last) || (SUBORDINATORS.has(last) && !COMPARING.has(last));
    const isAtSign = COORDINATORS.has(last) && (to < end || BREAK.test(words[to - 2]!.lower));
    const isTime = TIMING.has(last) && BEFORE_TIMING.has(words[to]?.lower ?? '');
    const isMore = (to < end && BEFORE_JOINT.has(last)) || (timed && TIMING.has(last));
    if (!isJoint && !isAtSign && !isTime && !isMore) break;
    timed ||= isTime;
  }
  return to < end ? to : null;
}

/** Where the last part that begins with ", which", ", eleven of whom" and the like begins. */
function relativeStart(words: readonly SentenceWord[], { start, end }: WordRun): number | null {
  for (let i = end - 1; i > start && i >= end - REACH; i--) {
    if (!RELATIVES.has(words[i]!.lower)) continue;
    for (let comma = i - 1; comma > start && comma >= i - 3; comma--)
      if (words[comma]!.lower === ',') return comma;
  }
  return null;
}

/** Whether a run has a subject and a finite verb that nothing in it subordinates. */
export function isClause(words: readonly SentenceWord[], { start, end }: WordRun): boolean {
  for (let i = start + 1; i < end; i++) {
    const form = verbForm(words, i);
    if (form === null || form === 'maybe' || isGoverned(words, i, start)) continue;
    if (hasSubject(words, { start, end: i }, form)) return true;
  }
  return false;
}

/**
 * Whether a verb belongs to a part that depends on another one, or describes a noun: a word that subordinates stands before it,
 * with no sign and no other verb between.
 *
 * @param start where its clause begins
 */
export function isGoverned(words: readonly SentenceWord[], verb: number, start = 0): boolean {
  for (let i = verb - 1; i >= Math.max(start, verb - REACH); i--) {
    const { lower } = words[i]!;
    if (lower === ',' || STRONG_BREAK.test(lower)) return false;
    if (lower === 'that') {
      if (i === start || BREAK.test(words[i - 1]!.lower)) return false;
      return !STATING.has(words[i - 1]!.lower);
    }
    if (RELATIVES.has(lower)) return true;
    // "After the vote he may": the pronoun begins anew.
    if (SUBORDINATORS.has(lower)) return !(PRONOUNS.has(words[verb - 1]!.lower) && i < verb - 2);
    if (i === verb - 1) continue;
    const form = verbForm(words, i);
    // "who resigned on Monday may": what describes has its verb already.
    if (form === 'sure' || (form === 'likely' && i > start && RELATIVES.has(words[i - 1]!.lower)))
      return false;
  }
  return false;
}

/** Whether words before a verb can be its subject. */
function hasSubject(
  words: readonly SentenceWord[],
  { start, end }: WordRun,
  form: 'sure' | 'likely',
): boolean {
  let noun = false;
  for (let i = start; i < end && !noun; i++) {
    const { lower, text } = words[i]!;
    noun =
      PRONOUNS.has(lower) ||
      DETERMINERS.has(lower) ||
      /^(?:\p{Lu}|\p{N})/u.test(text) ||
      /\p{Ll}{3}s$/u.test(lower);
  }
  if (!noun || form === 'sure') return noun;
  // "In a paper published last month", "a liquid, sold for $29": it may be a participle.
  const last = words[end - 1]!.lower;
  return !PREPOSITIONS.has(words[start]!.lower) && !NO_SUBJECT.has(last) && !BREAK.test(last);
}
