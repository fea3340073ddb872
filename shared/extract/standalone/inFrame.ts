import type { Span } from '../../span.ts';
import { wordList } from '../sentenceWords.ts';
import { STANCE_LEXICON } from '../stance/stanceLexicon.ts';
import { baseForms, isPastForm, pastOfGerund, thirdPerson } from '../verbForms.ts';
import type { StatementContext } from './addressee.ts';
import { numberOf } from './nounForms.ts';
import type { References, ResolvedAttribution } from './references.ts';

/** Verbs whose complement is no clause, or an infinitive at most: what they say of something needs them. */
const OF_THINGS = wordList(`
  accept accuse address advocate allege analyse analyze apologise apologize applaud approve ask assail assess associate attack attribute back
  bemoan berate blame blast brand call cancel castigate celebrate challenge champion chide cite classify condemn congratulate consider contemplate
  contest credit criticise criticize debate deem decry defend delay demand denounce depict deplore deride describe detail discuss
  document doubt dub echo emphasise emphasize endorse envisage exaggerate examine explore express extol face favor favour fault hail
  highlight honor honour identify issue keep label lambaste lament laud list lobby mock mourn mull name offer oppose order outline
  pan pitch play portray praise present press promote propose protest publish push put question raise ratify rebuke recall recommend
  regard reiterate relay renew repeat request resent reveal review ridicule roast salute scold second seek set share
  show signal slam solicit stress study sue support take tease thank threaten tout trumpet underline underscore unveil urge value
  view voice vow weigh welcome withdraw`);
/** Their complement may be a clause as well: without a verb of its own it is none. */
const OF_BOTH = wordList(`
  announce anticipate assume await believe claim confirm declare desire disclose envision estimate expect fear feel find forecast foresee
  give guarantee hope imagine intend judge like love mean mention need note pledge plan predict prefer project promise prove
  read record report see sense suspect suggest understand want warn wish`);
const AUXILIARY = wordList(`
  is are was were be been being has have had will would can could shall should may might must do does did to`);
const ADVERB =
  /^(?:also|again|already|always|angrily|first|further|had|however|later|meanwhile|never|now|often|once|only|previously|recently|repeatedly|still|subsequently|then|today|\p{Ll}+ly)$/u;
const FINITE =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|did|cannot|am)\b|n['’]t\b|['’](?:s|re|ve|ll|d)\s(?:been|going|not|a|the|no)\b/iu;
const CLAUSE = /\s(?:that|who|which|whom|whose|where|what|how|why)\s/iu;
const PREPOSITION = /\s(?:for|of|to|about|on|upon|against|over|with|at|from|into|in|behind|by)$/iu;
const DAY =
  /\s(?:(?:on|in|late|early|last|this|next|earlier)\s)*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|tomorrow|(?:last|this|next)\s(?:week|month|year|night|spring|summer|autumn|fall|winter|morning|afternoon|evening))(?:\s(?:morning|afternoon|evening|night))?(?=\s|$)/giu;
const NEGATIVE =
  /\b(?:not|never|no|neither|nor|nothing|nobody|refus\w+|declin\w+|den(?:y|ies|ied|ying)|fail\w+)\b|n['’]t\b/iu;
/** UTF-16 code units. */
const LONGEST_CUE = 60;
const LONGEST_OBJECT = 40;

/**
 * What is no clause of its own, behind the words that it hangs on: "[Afghan health officials put] the toll at nine".
 * That says no more than the text, and can be read alone. Null where the text has source, cue and content in another
 * order, where the cue is not the source's verb, and where the source is said *not* to say it: the claim's polarity
 * tells that.
 *
 * @param name who speaks, as it stands in brackets
 */
export function inFrame(
  text: string,
  { source, cue, content, stance, sourceKind }: ResolvedAttribution,
  { article: { reading }, references }: StatementContext,
  name: string,
): string | null {
  const begin = content[0];
  const first = cue[0];
  if (!source || !begin || !first || stance === 'deny' || stance === 'refuse') return null;
  const end = cue.at(-1)![1];
  if (source[1] > first[0] || end > begin[0] || content.some(([start]) => start < end)) return null;
  const found = frameWords(reading, source, first, [end, begin[0]], references);
  const isSeveral = sourceKind === 'group' || /s$|\sand\s/u.test(name);
  const words = found === null || isSeveral ? found : inAgreement(found, reading.slice(...source));
  if (words === null || NEGATIVE.test(words)) return null;
  // Somebody's own words, whose marks have been dropped.
  const isQuoted = /^[“"‘„«'`]/u.test(reading.charAt(begin[0])) && !/^[“"‘„«'`]/u.test(text);
  if (isQuoted && !/^\p{Ll}+(?:\s\p{Ll}+){0,3}$/u.test(text)) return null;
  // "a woman thought to be his daughter": it is others who think.
  if (
    /^(?:believed|thought|understood|rumoured|rumored|reported|suspected|alleged)$/u.test(words) &&
    /^to (?:be|have)\s/u.test(text)
  ) {
    const number = numberOf(reading.slice(...source));
    return number ? `[${name} ${number === 'one' ? 'is' : 'are'} ${words}] ${text}` : null;
  }
  const verb = verbOf(words);
  if (verb === null || !needsFrame(text, words, verb)) return null;
  return `[${name} ${words}] ${text}`;
}

/** From the cue up to the content on one line, the verb as it follows a name, without its day; null for what is no verb. */
function frameWords(
  reading: string,
  source: Span,
  first: Span,
  [end, begin]: Span,
  references: References,
): string | null {
  const between = reading.slice(end, begin);
  if (between.length > LONGEST_OBJECT || begin - first[0] > LONGEST_CUE + LONGEST_OBJECT) return null;
  if (between.trim() !== '' && !/^\s+[^.,;:“”"()\n—–]+\s+$/u.test(between)) return null;
  if (/^['’]s?\b|^\s*[(:—–]/u.test(reading.slice(source[1], source[1] + 3))) return null;
  if (POSSESSIVE.test(reading.slice(...source))) return null;
  let object = between;
  if (PRONOUN.test(between.trim())) {
    const [meant] = references.within([end, begin]);
    if (!meant) return null;
    object = between.replace(between.trim(), meant.name);
  }
  const all = (reading.slice(first[0], end) + object).replace(/\s+/g, ' ').trim();
  const words = ` ${all}`.replace(DAY, '').trim();
  if (words === '' || words.length > LONGEST_CUE || /[“”"‘:;()[\]]|,$/u.test(words)) return null;
  const [opening = '', ...others] = words.split(' ');
  const past = pastOfGerund(opening);
  // "blaming delays" far behind its subject; "anyone blaming" is part of it.
  if (past) {
    const isPart =
      reading.slice(source[1], first[0]).trim() === '' &&
      !/\bwith\s$/iu.test(reading.slice(Math.max(0, source[0] - 6), source[0]));
    return isPart ? null : [past.past, ...others].join(' ');
  }
  if (/^(?:an?|the|his|her|its|their|to|as|of|in|by|being|having|who|which|that)$/iu.test(opening))
    return null;
  return words;
}

/** The words with their verb as it follows one name: "I want" → "wants". Null where the verb does not fit who speaks ("a court order"). */
function inAgreement(words: string, source: string): string | null {
  const said = words.split(' ');
  const at = said.findIndex((word) => !ADVERB.test(word));
  const verb = said[at] ?? '';
  if (/^(?:is|has|does|was|had|did)$|[^s]s$/u.test(verb)) return words;
  const isPronoun = /^(?:I|we|they|you)$/iu.test(source);
  // "The brigade have": as the text has it.
  if (!isPronoun && /^(?:are|have|do|were)$/u.test(verb)) return words;
  const third = thirdPerson(verb);
  if (third === verb) return words;
  // "put" may be past.
  if (third === null && !isPronoun) return words;
  return third !== null && isPronoun ? said.with(at, third).join(' ') : null;
}

/** "Ana’s comments on", "her view of": nouns. */
const POSSESSIVE = /(?:['’]s?|^(?:my|our|his|her|its|their|your|whose))$/iu;
const PRONOUN = /^(?:me|us|him|her|it|them|you)$/iu;

/** The base forms that its verb may have; null where its first words are no verb's for certain. */
function verbOf(words: string): readonly string[] | null {
  const all = words.replace(' on average', '').split(' ');
  const at = all.findIndex((word, i) => !ADVERB.test(word) || i === all.length - 1);
  let verb = at;
  while (verb < all.length - 1 && (AUXILIARY.has(all[verb]!.toLowerCase()) || ADVERB.test(all[verb]!)))
    verb++;
  const word = all[verb]!;
  if (!/^\p{Ll}+$/u.test(word)) return null;
  // "was asked": whoever stands before it says nothing.
  if (verb > at && /^(?:is|are|was|were|been)$/u.test(all[verb - 1]!) && isPastForm(word)) return null;
  const bases = baseForms(word);
  return verb > at || isPastForm(word) || bases.some(isKnown) ? bases : null;
}

/** Whether a word is a verb that attributes. */
const isKnown = (base: string): boolean =>
  OF_THINGS.has(base) || OF_BOTH.has(base) || STANCE_LEXICON.has(base);

function needsFrame(text: string, words: string, verb: readonly string[]): boolean {
  if (/^(?:whether|if|what|who|whom|whose|which|when|where|why|how)\b/iu.test(text)) return false;
  if (/^(?:to|of|for|about|on|against|at|into|as|not to)\s/iu.test(text)) return true;
  if (PREPOSITION.test(` ${words}`) && !/\baccording to$/u.test(words)) return true;
  if (
    /^(?:that|this)\b/iu.test(text) &&
    !/^(?:that|this)\s+\p{Ll}+(?:$|\s(?:of|to|on|in|for)\b)/iu.test(text)
  )
    return false;
  if (/^[“"‘]/u.test(text) || /^(?:I|we|you|he|she|they)\b/iu.test(text)) return false;
  const main = text.split(CLAUSE, 1)[0]!;
  const isThing = verb.some((base) => OF_THINGS.has(base));
  if (FINITE.test(main)) return false;
  if (isThing) return true;
  return (
    verb.some((base) => OF_BOTH.has(base)) &&
    ![...main.matchAll(/(?<!\b(?:an?|the|his|her|its|their|of|by)\s)\b\p{Ll}{3,}\b/gu)].some(([word]) =>
      isPastForm(word),
    )
  );
}
