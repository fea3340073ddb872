import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import type { Entity, EntityType, SourceKind } from '../extraction.ts';
import { isOrganizationNoun, kindOfNoun } from '../sourceNouns.ts';
import { type Call, describeMention } from './describeMention.ts';
import { type Gender, genderAfter, genderOf } from './gender.ts';
import { likelyGender } from './givenNames.ts';
import { isPlural, type NounPhrase } from './nounPhrase.ts';

/** Someone or something that an article speaks of: a named entity, or one that it only describes. */
export interface Referent {
  /** The fullest name, or the description that brought it up. */
  readonly name: string;
  /** Null when it is only described. */
  readonly entity: Entity | null;
  readonly kind: SourceKind;
  readonly plural: boolean;
  /** As the text tells it. */
  readonly gender: Gender | null;
  /** As the given name makes it likely, where the text does not tell. */
  readonly likelyGender: Gender | null;
  readonly age: number | null;
  /** Where the text says that it is the younger or older of two. */
  readonly generation: 'elder' | 'younger' | null;
  /** What the text calls it, by noun. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}

/** One place where a referent came up. */
export interface Appearance {
  readonly referent: Referent;
  readonly at: number;
  /** Index of its sentence. */
  readonly sentence: number;
  /** Whether as a source or where a subject stands; these are the likeliest antecedents. */
  readonly salient: boolean;
  /** Whether in quotation marks. */
  readonly quoted: boolean;
  /** Whether it says something there: itself, or by what another says of it. */
  readonly speaks: 'outermost' | 'nested' | null;
}

/** A named mention. */
export interface NamedMention {
  readonly referent: Referent;
  readonly entity: Entity;
  readonly span: Span;
}

/** The one person whom the text names before a place; null where it names none, or several. */
export function onlyPersonBefore(mentions: readonly NamedMention[], at: number): Referent | null {
  let only: Referent | null = null;
  for (const { referent, span } of mentions) {
    if (span[0] >= at) break;
    if (referent.kind !== 'person' || referent === only) continue;
    if (only) return null;
    only = referent;
  }
  return only;
}

const UNNAMED: ReadonlySet<EntityType> = new Set(['date', 'money', 'quantity']);

/** The article's named mentions in order, each with its referent. */
export function namedMentions(
  article: Pick<Article, 'reading' | 'sentences'>,
  entities: readonly Entity[],
): NamedMention[] {
  const named = entities.filter(({ type }) => !UNNAMED.has(type));
  const persons = named
    .flatMap(({ id, type, mentions }) => (type === 'person' ? mentions.map((span) => ({ id, span })) : []))
    .sort((a, b) => a.span[0] - b.span[0]);
  const bound = pronounGenders(article, persons);
  return named
    .flatMap((entity) => {
      const referent = referentOf(entity, article.reading, bound.get(entity.id) ?? null);
      return entity.mentions.map((span) => ({ referent, entity, span }));
    })
    .sort((a, b) => a.span[0] - b.span[0]);
}

function referentOf(entity: Entity, text: string, bound: Gender | null): Referent {
  const { name, type, mentions } = entity;
  const described = mentions.map((span) => describeMention(text, span, type));
  const calls = new Map<string, Call[]>();
  for (const call of [
    ...described.flatMap((one) => one.calls),
    ...(type === 'person' ? [] : callsOfName(name)),
  ])
    calls.set(call.noun, [...(calls.get(call.noun) ?? []), call]);
  const told = new Set(described.flatMap(({ gender }) => gender ?? []));
  const likely = type === 'person' ? likelyGender(name) : null;
  // A pronoun that the given name speaks against means another.
  const meant = likely !== null && bound !== likely ? null : bound;
  return {
    name,
    entity,
    kind: kindOfEntity(type),
    plural: type === 'group',
    gender: told.size === 1 ? [...told][0]! : told.size === 0 ? meant : null,
    likelyGender: likely,
    age: described.find(({ age }) => age !== null)?.age ?? null,
    generation: described.find(({ generation }) => generation !== null)?.generation ?? null,
    calls,
  };
}

/** "Bank of Orland" may be called "the bank", "Island Ferry Company" "the company". */
const callsOfName = (name: string): Call[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}-]+/u)
    .filter(isOrganizationNoun)
    .map((noun) => ({ noun, determiner: null, modifiers: [] }));

/**
 * The gender that a pronoun tells of a person: the first "he" or "she" of a sentence, where one person only is named
 * before it. What stands in quotation marks says nothing of who is named outside.
 */
function pronounGenders(
  { reading, sentences }: Pick<Article, 'reading' | 'sentences'>,
  persons: readonly { readonly id: string; readonly span: Span }[],
): ReadonlyMap<string, Gender> {
  const votes = new Map<string, Set<Gender>>();
  for (const [i, [start, end]] of sentences.entries()) {
    const [first, second] = persons.slice(
      firstIndex(persons, ({ span }) => span[0] >= start),
      firstIndex(persons, ({ span }) => span[0] >= end),
    );
    if (!first) continue;
    const rest = reading.slice(first.span[1], second && second.id !== first.id ? second.span[0] : end);
    const next = sentences[i + 1];
    const goesOn = next && !second && !/\n/.test(reading.slice(end, next[0]));
    const person = next && persons[firstIndex(persons, ({ span }) => span[0] >= next[0])];
    const unnamed = goesOn ? reading.slice(next[0], Math.min(next[1], person?.span[0] ?? next[1])) : '';
    const gender = genderAfter(rest, unnamed);
    if (!gender) continue;
    votes.set(first.id, (votes.get(first.id) ?? new Set()).add(gender));
  }
  return new Map([...votes].flatMap(([id, all]) => (all.size === 1 ? [[id, [...all][0]!] as const] : [])));
}

export function kindOfEntity(type: EntityType): SourceKind {
  switch (type) {
    case 'person':
    case 'organization':
    case 'group':
      return type;
    // "Moscow said": a place that speaks is its government.
    case 'location':
    case 'facility':
      return 'organization';
    default:
      return 'unknown';
  }
}

/** A referent that the text only describes, by the words that bring it up. */
export function describedReferent(phrase: NounPhrase, words: string): Referent {
  const { short, determiner, head, modifiers } = phrase;
  const kind = kindOfNoun(head);
  const plural = isPlural(phrase);
  const pronoun = /\b(?:he|she|his|her|himself|herself)\b/iu.exec(words.slice(short.length));
  return {
    name: startSmall(unquoted(kind === 'person' ? short : short + clauseOf(words, short))),
    entity: null,
    kind: kind === 'unknown' && plural ? 'group' : kind,
    plural,
    gender: genderOf(head) ?? (pronoun ? genderOf(pronoun[0].toLowerCase()) : null),
    likelyGender: null,
    age: null,
    generation: null,
    calls: new Map(head === '' ? [] : [[head, [{ noun: head, determiner, modifiers }]]]),
  };
}

/**
 * The relative clause of a description that is not of one person, which tells who is meant: ", which sold 9,000 passes"; ""
 * where it tells that they would not be named, and without one.
 */
function clauseOf(words: string, short: string): string {
  const all = words.replace(/\s+/gu, ' ').trim();
  const clause = all.startsWith(short) ? (CLAUSE.exec(all.slice(short.length))?.[1] ?? '') : '';
  return clause.length > LONGEST_CLAUSE || UNNAMEABLE.test(clause) ? '' : clause;
}
const CLAUSE =
  /^(,(?: an? [\p{Ll} ]{3,30}?)? (?:who|which|whose|(?:many|some|most|several|both|all) of (?:whom|which))\s[^;:(—–“”"]*?)[\s,.]*$/u;
const UNNAMEABLE = /\b(?:named|identified|anonym\w+|condition|name|speak|spoke|publicly|quoted)\b/iu;
/** UTF-16 code units. */
const LONGEST_CLAUSE = 80;

/** Without quotation marks that hold all of it. */
const unquoted = (words: string): string => /^[“"]([^“”"]+)[”"]$/u.exec(words)?.[1] ?? words;

/** "a docker" for "A docker" at a sentence's beginning. */
const startSmall = (words: string): string => {
  const first = /^\p{Lu}\p{Ll}*(?![\p{L}’'-])/u.exec(words)?.[0];
  const small = first?.toLowerCase() ?? '';
  return first &&
    first !== 'I' &&
    (SMALL.test(small) || (kindOfNoun(small) !== 'unknown' && !/^\s\p{Lu}/u.test(words.slice(first.length))))
    ? small + words.slice(first.length)
    : words;
};

const SMALL =
  /^(?:the|this|that|these|those|an?|another|one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|several|few|both|all|no|my|our|your|his|her|its|their|he|she|it|they|we|you|who|which|other|more|dozens|hundreds|thousands)$/;
