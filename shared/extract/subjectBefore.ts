import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import { covers, type Span } from '../span.ts';
import { verbForm } from './finiteVerbs.ts';
import { isPassive } from './passiveSource.ts';
import { type SentenceWord, sentenceWords, wordList } from './sentenceWords.ts';
import { isPastForm } from './verbForms.ts';

/** Here a clause begins: what stands before is no subject of what stands behind. */
const OPENERS = wordList(`
  that whether if because since when while after before although though as unless until where why how so , ; : — – ( ) “ ” " who which`);
const COORDINATORS = wordList('and but or yet');
const PRONOUNS = wordList('i we you he she it they nobody everybody everyone someone');
const SUBJECT_START = wordList(`
  the a an his her its their my our your this these those some many most several all both no one two three four five six
  seven eight nine ten another other`);
const NO_NOUN = wordList(`
  to of in on at by for from with not n't and but or nor only also even just then now still never always often already had has have`);
const FINITE = wordList(
  "had has have was were is are 'd 'll will would could can may might should must did does do 've 'm",
);
/** Most words of such a subject, and farthest that the subject of a coordination is looked for. */
const LONGEST = 8;
const REACH = 40;

/**
 * The subject of a cue inside somebody's words, where the model gave the claim no source: what stands right before it ("said [budget
 * staff] had warned that …"), or, after "and" or "but", the subject of the clause that goes on ("said [he] had met her and believed that
 * …"). Null where that is not sure: the cue is no finite verb, or other words stand between.
 *
 * @param cue its first span
 * @param within the content that the claim stands in
 */
export function subjectBefore(article: Article, cue: Span, within: readonly Span[]): Span | null {
  const around = within.find((span) => covers(span, cue));
  if (!around) return null;
  const { sentences } = article;
  const sentence = sentences[firstIndex(sentences, ([start]) => start > cue[0]) - 1]!;
  const own = sentenceWords(article, [
    Math.max(around[0], sentence[0]),
    Math.min(around[1], Math.max(sentence[1], cue[1])),
  ]);
  const at = own.findIndex(({ span }) => span[0] >= cue[0]);
  if (at <= 0 || !isFiniteVerb(own, at)) return null;
  const text = article.reading.slice(...cue);
  if (isPassive(text) || /\b(?:as|by)$/.test(text)) return null;
  const joined = COORDINATORS.has(own[at - 1]!.lower);
  const start = clauseStart(own, joined ? at - 1 : at);
  const verb = joined ? firstVerb(own, start, at - 1) : at;
  return verb === null ? null : subject(own, start, verb);
}

/** Whether a verb with an ending of its own begins there: a base form may be an infinitive that goes on. */
function isFiniteVerb(words: readonly SentenceWord[], at: number): boolean {
  const verb = words.slice(at).find(({ lower }) => !/ly$/.test(lower) && lower !== 'also');
  if (!verb || !/^['’\p{Ll}]/u.test(verb.text)) return false;
  return (
    FINITE.has(verb.lower) ||
    isPastForm(verb.lower) ||
    (/\p{Ll}{2}s$/u.test(verb.lower) && verbForm(words, words.indexOf(verb)) === 'likely')
  );
}

function clauseStart(words: readonly SentenceWord[], end: number): number {
  let start = end;
  while (start > 0 && end - start < REACH && !OPENERS.has(words[start - 1]!.lower)) start--;
  return start;
}

function firstVerb(words: readonly SentenceWord[], start: number, end: number): number | null {
  for (let i = start + 1; i < end && i <= start + LONGEST; i++) {
    const form = verbForm(words, i);
    if (form === 'sure' || form === 'likely') return i;
  }
  return null;
}

/** The words before a verb as its subject: of those without a verb the last ones that can be one. */
function subject(words: readonly SentenceWord[], clause: number, verb: number): Span | null {
  let start = clause;
  // "said the changes lawmakers made": only what stands behind the last verb.
  for (let i = verb - 1; i > clause; i--) {
    const form = verbForm(words, i);
    if (form !== 'sure' && form !== 'likely') continue;
    start = i + 1;
    break;
  }
  const own = words.slice(start, verb);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last || own.length > LONGEST || NO_NOUN.has(last.lower) || !/\p{L}$/u.test(last.text))
    return null;
  const isPronoun = own.length === 1 && PRONOUNS.has(first.lower);
  const isNoun =
    SUBJECT_START.has(first.lower) ||
    /^\p{Lu}/u.test(first.text) ||
    (start === clause &&
      own.length <= 6 &&
      !own.some(({ lower }) => PRONOUNS.has(lower) || NO_NOUN.has(lower)));
  return isPronoun || (isNoun && !PRONOUNS.has(last.lower)) ? [first.span[0], last.span[1]] : null;
}
