import type { Stance } from './extraction.ts';
import { hasVerb, verbForm } from './finiteVerbs.ts';
import type { SentenceWord } from './sentenceWords.ts';
import { readStance } from './stance.ts';
import { STANCE_LEXICON } from './stanceLexicon.ts';
import { baseForms } from './verbForms.ts';

/**
 * Least probability of a cue whose content is a thing rather than a statement ("wants | a race"), or quoted words. From 0.6 to 0.8 the
 * same cues of the gold articles and the development probes are kept; of all nested ones there, 161 of 162 right ones and 3 of 35
 * wrong ones.
 */
const SURE_CUE = 0.7;

/** Stances whose content may be a thing: what is wanted, feared, promised or denied is one. */
const OF_THINGS: ReadonlySet<Stance> = new Set<Stance>([
  'demand',
  'ask',
  'promise',
  'estimate',
  'hope',
  'fear',
  'warn',
  'deny',
  'allege',
  'judge',
]);

const COMPLEMENTIZER = /^(?:that|whether|if|how|what|who|whom|whose|which|when|where|why|to|having|yes|so)$/;
const BEFORE_COMPLEMENT = /^(?:me|him|her|us|them|everyone|everybody|reporters|exactly|precisely|just|only)$/;
const ADDRESSING = /^(?:ask|assure|inform|promise|remind|tell|told|warn)(?:s|d|ed)?$/;
const ADDRESSED = /^(?:that|whether|if|how|what|why|to)$/;
const PREPOSITION = /^(?:at|by|for|from|in|of|on|to|under|with)$/;
const QUESTION = /^(?:what|which|whom|whose)$/;
/** What makes a statement of what a verb has behind it even where nothing is known of the verb. */
const SUBORDINATE = /^(?:that|whether)$/;
const OPENING_MARK = /^[“"'‘«„]$/;
const RELATIVE = /^(?:who|whom|whose|which|that|where|when)$/;
const SUBJECT = /^(?:i|we|he|she|they)$/;
/** To know is not to say, but whoever wants to know asks. */
const KNOWING = /^(?:know|knows|knew|known|knowing|aware|unaware)$/;
const WANTING = /^(?:want|wants|wanted|wanting|let|lets)$/;

/**
 * Whether a cue in another's content reports: the model takes verbs that say nothing for cues as well ("he knew of cracks",
 * "she loved his aunt", "those who refuse vaccines"). To have a content it must be a word that attributes
 * (`stanceLexicon.ts`) with a statement, a question or an infinitive behind it, or with something wanted, feared,
 * promised or denied of which the model is sure.
 *
 * @param cue, content their words (`surface`)
 * @param probability that a cue begins there: 0..1
 */
export function isReport(cue: readonly string[], content: readonly string[], probability: number): boolean {
  const words = cue.map((word) => word.toLowerCase());
  if (words.some((word) => KNOWING.test(word)) && !words.some((word) => WANTING.test(word))) return false;
  const first = content.findIndex((word) => !OPENING_MARK.test(word));
  if (first === -1) return false;
  const said = content.slice(first);
  // "signed | that paper" is no statement.
  if (SUBORDINATE.test(said[0]!.toLowerCase())) return said.length > 3 || hasVerb(sentence(said));
  const isSure = probability >= SURE_CUE;
  if (first > 0 && isSure) return true;
  if (!isKnown(words)) return false;
  if (isStatement(said) || isToldTo(words, said)) return true;
  // "claims of | establishing control", "allegations of | fraud": such a noun has nothing else behind it
  if (words.length > 1 && words.at(-1) === 'of') return true;
  if (!isSure) return false;
  // "argued for | a rise", "had offered | a flat"
  if (/^(?:for|against|offer|offers|offered)$/.test(words.at(-1)!)) return true;
  const { stance } = readStance({
    cue: [cue.join(' ')],
    beforeCue: '',
    content: [content.join(' ')],
    source: null,
  });
  return OF_THINGS.has(stance);
}

const isKnown = (cue: readonly string[]): boolean =>
  cue.some((word) => baseForms(word).some((base) => STANCE_LEXICON.has(base)));

/** "told | a private dinner that the wall was sound" */
const isToldTo = (cue: readonly string[], content: readonly string[]): boolean =>
  ADDRESSING.test(cue.at(-1)!) && content.some((word) => ADDRESSED.test(word.toLowerCase()));

/** Whether words are a clause, with its subject or without, or what is to be done: no thing, with or without a relative clause. */
function isStatement(content: readonly string[]): boolean {
  const words = sentence(content);
  const [first, second] = words;
  if (COMPLEMENTIZER.test(first!.lower) || (first!.lower === 'no' && !second)) return true;
  // "him he minds", "exactly what it was"
  if (second && BEFORE_COMPLEMENT.test(first!.lower)) return isStatement(content.slice(1));
  // "in which century"
  if (PREPOSITION.test(first!.lower) && QUESTION.test(second?.lower ?? '')) return true;
  // "the promise that it would stop to be worthless"
  if (words.some(({ lower }, i) => lower === 'to' && words[i + 1]?.lower === 'be')) return true;
  for (const [i, { lower }] of words.entries()) {
    if (i === 0) continue;
    if (RELATIVE.test(lower) || SUBJECT.test(lower)) return false;
    // "her sister to keep it quiet"
    if (lower === 'to' && /^\p{Ll}{2,}$/u.test(words[i + 1]?.text ?? '')) return true;
    const form = verbForm(words, i);
    if (form === 'sure' || form === 'likely') return true;
  }
  return false;
}

const sentence = (words: readonly string[]): SentenceWord[] =>
  words.map((text) => ({ text, lower: text.toLowerCase(), span: [0, 0] }));
