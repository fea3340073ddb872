import type { Stance } from './extraction.ts';
import { hasVerb, verbForm } from './finiteVerbs.ts';
import { type SentenceWord, wordList } from './sentenceWords.ts';
import { readStance } from './stance/stance.ts';
import { STANCE_LEXICON } from './stance/stanceLexicon.ts';
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

/** What one says of oneself: with a statement behind it a cue. */
const MOODS = wordList(`
  afraid angry anxious ashamed certain concerned confident convinced delighted disappointed disheartened frightened glad grateful happy
  hopeful pleased proud relieved sad scared shocked sorry sure surprised unsure upset worried`);
/** Deeds: what one does, not what one says. With a statement behind it ("signed a motion to unseal …") such a verb still attributes. */
const DEEDS = wordList(`
  advance award back block cancel deliver downgrade enact feature file impose introduce invite launch post present publish release
  sentence sign sponsor spot summon suspend unveil uphold upgrade`);
const AUXILIARIES = wordList(`
  am is are was were be been being 's 're 'm 've 'd 'll has have had do does did can could may might must shall should will would
  not n't to also still just now first already never`);
const VOTING = /^(?:vote|votes|voted|voting|campaign|campaigns|campaigned|campaigning) (?:for|against)$/;
/** "Long-rumoured", "so-called": a word that describes a noun. */
const DESCRIBING = /^\p{L}+-(?:\p{L}+ed|called|sought|held)$/u;
/** "Don't tell me": nobody has said it. */
const IMPERATIVE = /^(?:do n't|do not|let 's|please|never) /;

/** "Asked us what we thought": of what, nobody tells. */
const THINKING = /^(?:think|thinks|thought|believe|believes|believed|feel|feels|felt|want|wants|wanted)$/;
const FOR_COMMENT = /\brequests? (?:for|to) comment$/i;

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
 * @param hasSource whether the model sees who says it
 */
export function isReport(
  cue: readonly string[],
  content: readonly string[],
  probability: number,
  hasSource = true,
): boolean {
  const words = cue.map((word) => word.toLowerCase());
  const group = words.join(' ');
  if (isAuxiliary(words) || isForComment(words, content) || isPredicate(content)) return false;
  if (DESCRIBING.test(group) || (!hasSource && IMPERATIVE.test(`${group} `))) return false;
  if (words.some((word) => KNOWING.test(word)) && !words.some((word) => WANTING.test(word))) return false;
  const first = content.findIndex((word) => !OPENING_MARK.test(word));
  if (first === -1) return false;
  const said = content.slice(first);
  if (said.length === 1 && /^what$/i.test(said[0]!) && THINKING.test(words.at(-1)!)) return false;
  // "signed | that paper" is no statement.
  if (SUBORDINATE.test(said[0]!.toLowerCase())) return said.length > 3 || hasVerb(sentence(said));
  if (VOTING.test(words.slice(-2).join(' ')) || isDeed(words, said)) return false;
  const isSure = probability >= SURE_CUE;
  if (first > 0 && isSure) return true;
  if (
    !isKnown(
      words,
      said.map((word) => word.toLowerCase()),
    )
  )
    return false;
  if (isStatement(said) || isToldTo(words, said)) return true;
  // "claims of | establishing control", "allegations of | fraud": such a noun has nothing else behind it
  if (words.length > 1 && words.at(-1) === 'of') return true;
  if (!isSure) return false;
  // "argued for | a rise", "had offered | a flat"
  if (/^(?:for|against|offer|offers|offered)$/.test(words.at(-1)!)) return true;
  return isOfThing(cue, content);
}

/** Whether a cue is one whose content may be a thing: "feared | a scandal". */
export function isOfThing(cue: readonly string[], content: readonly string[]): boolean {
  const { stance } = readStance({
    cue: [cue.join(' ')],
    beforeCue: '',
    content: [content.join(' ')],
    source: null,
  });
  return OF_THINGS.has(stance);
}

/** "Requests | for comment": those of the press, which nobody tells of. In lower case. */
export const isForComment = (cue: readonly string[], content: readonly string[]): boolean =>
  FOR_COMMENT.test(`${cue.at(-1)} ${content.join(' ')}`);

/** Whether words are a year and the verb of another noun: "a wall promised | in 2019 had not been built". */
export const isPredicate = (content: readonly string[]): boolean =>
  content[0]!.toLowerCase() === 'in' &&
  /^\d{4}$/.test(content[1] ?? '') &&
  AUXILIARIES.has(content[2]?.toLowerCase() ?? '');

/**
 * Whether a word of a cue is one that attributes; of an expression ("be afraid", "have it") all its words must stand there, the last one
 * perhaps at the beginning of the content.
 *
 * @param cue, content in lower case
 */
export const isKnown = (cue: readonly string[], content: readonly string[] = []): boolean =>
  cue.some(
    (word, i) =>
      MOODS.has(word) ||
      baseForms(word)
        .flatMap((base) => STANCE_LEXICON.get(base) ?? [])
        .some(({ rest }) => rest.every((one) => cue.includes(one, i + 1) || one === content[0])),
  );

/** Whether a cue has no verb but auxiliaries ("had"). In lower case. */
export const isAuxiliary = (cue: readonly string[]): boolean => cue.every((word) => AUXILIARIES.has(word));

/**
 * Whether a cue is a deed done to a thing: no other word that attributes stands in it, and no clause or infinitive behind it.
 *
 * @param cue in lower case
 */
export function isDeed(cue: readonly string[], content: readonly string[]): boolean {
  if (COMPLEMENTIZER.test(content[0]!.toLowerCase())) return false;
  if (/\bcall(?:s|ed|ing)? off$/.test(cue.join(' '))) return true;
  return (
    baseForms(cue.at(-1)!).some((base) => DEEDS.has(base)) &&
    cue.slice(0, -1).every((word) => AUXILIARIES.has(word) || /ly$/.test(word))
  );
}

/** "told | a private dinner that the wall was sound" */
const isToldTo = (cue: readonly string[], content: readonly string[]): boolean =>
  ADDRESSING.test(cue.at(-1)!) && content.some((word) => ADDRESSED.test(word.toLowerCase()));

/** Whether words are a clause, with its subject or without, or what is to be done: no thing, with or without a relative clause. */
export function isStatement(content: readonly string[]): boolean {
  const words = sentence(content);
  const [first, second] = words;
  // "responded to | “unprovoked fire”", "agreed to | the engineers": no infinitive
  if (
    first!.lower === 'to' &&
    second &&
    !/^(?!(?:the|a|an|his|her|its|their|this|that|these|those|any|all)$)[\p{Ll}'’-]+$/u.test(second.text)
  )
    return false;
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
