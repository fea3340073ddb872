import type { Block } from '../article/article.ts';
import { CLAIM_BLOCKS } from '../article/article.ts';
import { isBoilerplate, isByline, isCredit, isDateline, LONGEST_LINE } from '../article/linePatterns.ts';
import type { SetAsideReason } from './extraction.ts';
import { hasVerb } from './finiteVerbs.ts';
import { type SentenceWord, wordList } from './sentenceWords.ts';

/** A verb that a request to the reader begins with. */
const REQUESTS = wordList(`
  book browse buy call check click comment contact discover donate don't download email e-mail enter explore find follow get
  give go help hear join let listen log nominate order phone post read register ring save search see send share show sign
  submit subscribe support take tap tell text try tune vote visit volunteer watch write`);
/** What makes it one: where the reader is to turn to, or whom it is for. */
const ADDRESSED =
  /(?:\b(?:our|us|your|yours|you|here|below|online|newsletter|newsletters|podcast|app|website|home ?page|inbox|poll|petition|form|comments|subscribers?|at www|at https?)\b|\S@\S|https?:\/\/|\bwww\.|\b\d[\d ()-]{5,}\d\b)/iu;
/** "To give to the fund, call …". */
const REQUEST_WITH_PURPOSE =
  /^(?:to|for|if you)\b[^.!?]{2,160}, (?:please )?(?:call|e-?mail|visit|text|go to|write to|contact|click|see|ring|phone|send|log on)\b/iu;
/** Asks the reader to think. */
const INVITATION =
  /^(?:(?:imagine|suppose|consider|picture (?:this|a|an|the|yourself)|think of|forget|remember|ask yourself|look at|bear in mind|let['’]s|let us|spare a thought)\b|don['’]t miss\b)/iu;

const SERVICE_NOTES = [
  /^\(?\s*[$€£¥]\s?1\s?=/u,
  /^\(?1 (?:us |u\.s\. )?(?:dollar|euro|pound)s? ?=/iu,
  /^this (?:conversation|interview|transcript|article|story|post|report|piece) (?:has been|was|is being|will be) (?:\p{L}+ (?:and |for )?){0,3}(?:edited|condensed|shortened|updated|corrected|translated|abridged)\b/iu,
  /(?:is|are) published by .{2,80}, ?(?:[$€£]|at [$€£])\s?\d/iu,
  /^\(?(?:reporting|writing|editing|additional reporting|compiled|graphics|translation|production)(?: and (?:writing|editing))? by \p{Lu}/iu,
  /^\(?(?:more|read more|watch more|hear more) (?:on|from|at) /iu,
];

const OPENING = /^[“"„«‘'([]+/u;

/**
 * Why a sentence that no attribution touches claims nothing; null when it does claim something.
 *
 * @param line the sentence on one line
 * @param isQuoted whether all of its words stand in quotation marks: then someone says it, even if nobody was found who does
 */
export function whyNoClaim(
  line: string,
  words: readonly SentenceWord[],
  kind: Block['kind'],
  isQuoted: boolean,
): SetAsideReason | null {
  if (!CLAIM_BLOCKS.has(kind)) return kind as Exclude<Block['kind'], 'paragraph' | 'heading'>;
  if (kind === 'heading') return 'heading';
  if (!words.some(({ text }) => /\p{L}/u.test(text))) return 'fragment';
  if (/^Q[:.]\s|\?[\p{Pf}\p{Pe}"'*_]*$/u.test(line)) return 'question';
  if (line.length <= LONGEST_LINE) {
    const bare = line.replace(OPENING, '');
    if (isCall(line)) return 'call';
    if (SERVICE_NOTES.some((pattern) => pattern.test(line))) return 'boilerplate';
    if (isBoilerplate(line)) return 'boilerplate';
    if (isByline(bare)) return 'byline';
    if (isCredit(line)) return 'credit';
    if (isDateline(line)) return 'dateline';
  }
  if (isQuoted) return 'quotation';
  return hasVerb(words) ? null : 'fragment';
}

function isCall(line: string): boolean {
  const first =
    /^(?:please |and |or |but )?([\p{L}'’-]+)(?=\s)/iu.exec(line)?.[1]?.toLowerCase().replace('’', "'") ?? '';
  if (REQUESTS.has(first) && ADDRESSED.test(line.slice(first.length)))
    return !/\b(?:said|says)\b/iu.test(line);
  return REQUEST_WITH_PURPOSE.test(line) || INVITATION.test(line);
}
