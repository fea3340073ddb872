import type { Span } from '../../span.ts';
import type { EntityType } from '../extraction.ts';
import { GENERIC_ORGANIZATIONS, kindOfNoun } from '../sourceNouns.ts';
import { type Gender, genderOf, OWN_PRONOUN } from './gender.ts';
import { readPhrase } from './nounPhrase.ts';

/** A noun that the text calls someone by, with the words before it: "marine biologist". In lower case. */
export interface Call {
  readonly noun: string;
  /** "the", "Iceland’s", …; null without one. */
  readonly determiner: string | null;
  readonly modifiers: readonly string[];
}

/** What the text says of a named one right beside a mention. */
export interface Description {
  readonly calls: readonly Call[];
  /** As titles and nouns tell; null when they do not, or when they tell both. */
  readonly gender: Gender | null;
  readonly age: number | null;
  /** Where it is said to be younger or older than a namesake. */
  readonly generation: 'elder' | 'younger' | null;
}

/** How far beside a mention, in UTF-16 code units, its title or apposition is looked for. */
const BESIDE = 160;

const PRONOUN = /^(?:he|she|i|him|her|his|who|one)$/;

const ELDER = new Set('elder older father mother uncle aunt grandfather grandmother'.split(' '));
const YOUNGER = new Set('younger son daughter nephew niece grandson granddaughter'.split(' '));

/**
 * Reads what stands beside a mention: a title or noun before it ("Colonel Lena Brandt", "the newspaper Zarya"), an
 * apposition before or after it ("the prime minister, A. B.", "A. B., 54, chief economist at C"), "A. B. is a docker",
 * "the Interlux news agency". These are the precise constructs of Lee et al. 2013 (section 3.3.3), found by their
 * surface.
 */
export function describeMention(text: string, [start, end]: Span, type: EntityType): Description {
  const wanted = type === 'person' ? 'person' : 'organization';
  const before = text
    .slice(Math.max(0, start - BESIDE), start)
    .split('\n')
    .at(-1)!;
  const after = text.slice(end, end + BESIDE).split('\n')[0]!;
  const calls: Call[] = [];
  const words: string[] = [];
  const add = (phrase: string) => {
    const { head, determiner, modifiers } = readPhrase(phrase);
    if (kindOfNoun(head) !== wanted || PRONOUN.test(head)) return;
    words.push(head, ...modifiers);
    calls.push({ noun: head, determiner, modifiers });
  };

  const title = wordsBefore(before);
  words.push(...title.slice(-1));
  for (const noun of TITLES[title.at(-1) ?? '']?.split(' ') ?? [])
    if (type === 'person') calls.push({ noun, determiner: null, modifiers: [] });
  if (title.length > 0 && kindOfNoun(title.at(-1)!) === wanted)
    calls.push({ noun: title.at(-1)!, determiner: null, modifiers: title.slice(0, -1) });
  const apposed = appositionBefore(before, wanted);
  if (apposed) for (const part of apposed.split(/\sand\s/u)) add(part);

  const succession = SUCCESSION.find(([pattern]) => pattern.test(before))?.[1];
  if (succession && type === 'person') calls.push({ noun: succession, determiner: null, modifiers: [] });

  let age: number | null = null;
  if (type === 'person' || type === 'organization') {
    for (const segment of appositionsAfter(after)) {
      const years = /^(?:aged? )?(\d{1,3})$/.exec(segment);
      if (years) age = Number(years[1]);
      else for (const part of segment.split(/\sand\s/u)) add(part);
    }
    if (type === 'person' && ACCUSED.test(after))
      for (const noun of ['defendant', 'accused']) calls.push({ noun, determiner: null, modifiers: [] });
    for (const noun of agents(after)) calls.push({ noun, determiner: null, modifiers: [] });
    const predicate = /^ (?:is|was|became) ((?:an?|the) [^,;:.()“”"]{3,60})/u.exec(after);
    if (predicate) add(predicate[1]!);
  }
  if (type !== 'person' && /(?:^|\s)the\s$/iu.test(before)) {
    const attribute = /^ (?:([\p{Ll}-]+) )?(\p{Ll}+)(?![\p{L}-])/u.exec(after);
    if (attribute && GENERIC_ORGANIZATIONS.has(attribute[2]!))
      calls.push({ noun: attribute[2]!, determiner: 'the', modifiers: attribute[1] ? [attribute[1]] : [] });
    const only = /^ (\p{Ll}+)(?![\p{L}-])/u.exec(after)?.[1];
    if (only && GENERIC_ORGANIZATIONS.has(only)) calls.push({ noun: only, determiner: 'the', modifiers: [] });
  }

  const told = type === 'person' ? new Set([...words, ...ownPronouns(after)].map(genderOf)) : new Set();
  const gender =
    told.has('feminine') !== told.has('masculine') ? (told.has('feminine') ? 'feminine' : 'masculine') : null;
  return {
    calls,
    gender,
    age,
    generation: words.some((word) => ELDER.has(word))
      ? 'elder'
      : words.some((word) => YOUNGER.has(word)) || /^,[^.;:“”"]{0,60}\bhalf (?:his|her) age\b/u.test(after)
        ? 'younger'
        : null,
  };
}

/** "A. B., 52, is accused of": who may be called the defendant. */
const ACCUSED =
  /^(?:, (?:aged? )?\d{1,3},)? (?:(?:is|was|has been|had been) (?:accused of|charged with|on trial)|denie[sd] (?:the|both|all|one|two|three|four|any)? ?(?:charges?|counts?|murder|manslaughter|fraud|theft|rape|assault)|pleaded|stands trial)\b/u;

/** What they are called who have a short title. */
const TITLES: Readonly<Record<string, string>> = {
  capt: 'captain',
  cllr: 'councillor',
  cmdr: 'commander',
  col: 'colonel',
  det: 'detective',
  dr: 'doctor',
  gen: 'general',
  gov: 'governor',
  insp: 'inspector',
  lt: 'lieutenant',
  maj: 'major',
  prof: 'professor',
  rep: 'representative congressman congresswoman lawmaker',
  rev: 'reverend',
  sen: 'senator lawmaker',
  sgt: 'sergeant',
  supt: 'superintendent',
};

/** The words of one noun phrase right before a name, without its determiner: ["prime", "minister"], ["ms"]. */
function wordsBefore(before: string): string[] {
  const words: string[] = [];
  for (const word of before
    .split(/\s+/u)
    .reverse()
    .slice(/\s$/u.test(before) ? 1 : 0)) {
    const letters = /^[“‘"(]?([\p{L}-]+)(\.?)$/u.exec(word);
    if (!letters || (letters[2] && letters[1]!.length > 5) || words.length > 4) break;
    if (
      /^(?:the|an?|his|her|its|their|our|my|this|that|and|or|of|for|to|by|with|from|in|on|at)$/iu.test(
        letters[1]!,
      )
    )
      break;
    words.unshift(letters[1]!.toLowerCase());
    if (/^[“‘"(]/u.test(word)) break;
  }
  return words;
}

/** "The head of the board" of "The head of the board, A. B.". */
function appositionBefore(before: string, wanted: 'person' | 'organization'): string | null {
  const segment = /([^,;:.()“”"!?]*),\s+(?:(?:[\p{Lu}][\p{L}.-]+\s+){0,3})$/u.exec(before)?.[1];
  if (!segment) return null;
  const starts = [
    ...segment.matchAll(
      /(?<=^|\s)(?:the|an?|its|his|her|their|our|my|one|another|\p{Lu}[\p{L}.-]*['’]s?)\s/giu,
    ),
  ];
  for (const { index } of starts.reverse()) {
    const phrase = segment.slice(index);
    if (kindOfNoun(readPhrase(phrase).head) === wanted) return phrase;
  }
  return null;
}

/** "54" and "chief economist at C" of "A. B., 54, chief economist at C, said". */
function* appositionsAfter(after: string): Generator<string> {
  const found = /^(?:\s*\([^)]*\))?((?:,\s[^,;:.()“”"!?]+)+)/u.exec(after);
  if (!found) return;
  for (const segment of found[1]!.split(/,\s/u).slice(1, 4)) {
    const words = segment.trim().replace(/^(?:then|now|formerly|himself|herself) /u, '');
    // What begins like a clause, or like the next item of a list, is no apposition, nor is what follows.
    if (
      /^(?:who|which|whose|and|or|but|that|said|says|told|adding|where|when|while|with|in|on|at)\b/iu.test(
        words,
      )
    )
      return;
    if (/^(?:\p{Lu}[\p{L}.-]*\s){2,}?(?:and|or)\s/u.test(words) || CLAUSE.test(words)) return;
    yield words;
  }
}

/** "the church denied the report": after a name and a comma the sentence itself may go on. */
const CLAUSE =
  /^(?:the|its|his|her|their)\s(?:[\p{L}-]+\s){1,3}?(?:\p{L}{2,}ed|said|says|was|were|is|has|had|will|would)\s(?!(?:by|in|at|for|from|to|on|as)\s)/u;

/** What they are called to whom, or from whom, another passes an office. */
const SUCCESSION: readonly (readonly [RegExp, string])[] = [
  [/\b(?:succeed(?:ed|s|ing)|replac(?:ed|es|ing)|took over from) (?:the late )?$/u, 'predecessor'],
  [/\b(?:succeeded|replaced) by $/u, 'successor'],
];

/** What they are called who do something, where the verb itself does not tell. */
const DOERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:runs?|ran|manages?d?)$/, 'director manager boss head owner'],
  [/^(?:leads?|led|heads|headed)$/, 'leader head chief boss director'],
  [/^(?:chairs|chaired)$/, 'chair chairman chairwoman'],
  [/^(?:represents|represented|defends|defended)$/, 'lawyer attorney'],
  [/^(?:coaches|coached|trains|trained)$/, 'coach trainer'],
  [/^(?:captains|captained|skippers|skippered)$/, 'captain skipper'],
  [/^(?:edits|edited)$/, 'editor'],
  [/^(?:studies|studied|researches|researched)$/, 'researcher scientist'],
  [/^(?:reports|reported)$/, 'reporter journalist correspondent'],
  [/^(?:keeps|kept)$/, 'keeper'],
  [/^(?:teaches|taught|lectures|lectured)$/, 'teacher lecturer tutor'],
  [/^(?:conducts|conducted)$/, 'conductor'],
  [/^(?:owns|owned)$/, 'owner proprietor'],
  [/^(?:co-)?(?:founds|founded)$/, 'founder'],
  [/^(?:bakes|baked)$/, 'baker'],
  [/^(?:farms|farmed)$/, 'farmer'],
];

/** What a relative clause makes of the one before it: "owner" of "A. B., 49, who owns the ferry". */
function agents(after: string): string[] {
  const clause =
    /^(?:,[^,;:.“”"]{1,40})?,? who (?:\p{Ll}+ly )?(\p{Ll}[\p{Ll}-]+)(?=[ ,.])/u.exec(after)?.[1] ?? '';
  const doers = DOERS.find(([verbs]) => verbs.test(clause))?.[1];
  if (doers) return doers.split(' ');
  const made = /^ ((?:co-)?founded|owns|owned|runs)(?=[ ,.])/u.exec(after)?.[1];
  if (made) return DOERS.find(([verbs]) => verbs.test(made))![1].split(' ');
  const verb = /^(\p{Ll}{3,}?)(?:e?s|e?d)$/u.exec(clause)?.[1];
  if (!verb) return [];
  return [`${verb}er`, `${verb}r`, `${verb}or`].filter((noun) => kindOfNoun(noun) === 'person');
}

const OWN_PRONOUNS = new RegExp(OWN_PRONOUN, 'giu');

/** Pronouns that a relative clause binds to the name before it: "A. B., who runs her shop". */
function ownPronouns(after: string): string[] {
  const clause = /^(?:,[^,;:.“”"]{1,40})?,? who\b([^,;:.“”"]*)/u.exec(after)?.[1] ?? '';
  return clause.match(OWN_PRONOUNS)?.map((word) => word.toLowerCase()) ?? [];
}
