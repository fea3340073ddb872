import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, type Span } from '../../span.ts';
import type { NamedMention, Referent } from '../coreference/discourse.ts';
import { type Gender, genderOf } from '../coreference/gender.ts';
import { kindOfNoun } from '../sourceNouns.ts';

/** A person at a place of the text: named there, or meant by a pronoun there for certain. */
export interface Presence {
  readonly at: number;
  /** Of the entity. */
  readonly id: string;
  readonly gender: Gender | null;
}

/** UTF-16 code units; nobody is looked for farther back. */
export const REACH = 1_500;

/** Whether somebody may be of a gender, as far as it is known of both. */
export const mayBe = (one: Gender | null, other: Gender | null): boolean =>
  one === null || other === null || one === other;

/** A person's gender, as the text tells it or the given name makes it likely; null where these do not agree. */
export const knownGender = ({ gender, likelyGender }: Referent): Gender | null =>
  mayBe(gender, likelyGender) ? (gender ?? likelyGender) : null;

/** The persons that an article names, in order. */
export const presences = (mentions: readonly NamedMention[]): Presence[] =>
  mentions.flatMap(({ referent, entity, span }) =>
    referent.kind === 'person' ? [{ at: span[0], id: entity.id, gender: knownGender(referent) }] : [],
  );

/** Those between two places, the nearest to the second first. */
export const lookBack = (all: readonly Presence[], from: number, to: number): Presence[] =>
  all
    .slice(
      firstIndex(all, ({ at }) => at >= from),
      firstIndex(all, ({ at }) => at >= to),
    )
    .toReversed();

const NO_OTHER = /^(?:he|she|him|her|his|hers|who|one|i|source|member|head|page|deputy|someone|somebody)$/iu;
/** What stands between a name and a noun that only tells more of it: ", 58, a retired fruit". */
const APPOSITION = /^,(?:\s\d+,)?(?:\s(?:an?|the|his|her|its|their))?(?:\s[\p{L}’'-]+){0,4}\s$/u;

/**
 * Whether someone is spoken of between two places without a name, by a noun for a person who may be of a gender: "a
 * driver". Nouns that belong to a name ("the mayor, Ana Reis") or stand in `own` speak of those who are named there.
 *
 * @param outside quotation marks, when given: what stands in them is not looked at
 */
export function isSomeoneElse(
  { reading }: Pick<Article, 'reading'>,
  [from, to]: Span,
  gender: Gender | null,
  mentions: readonly NamedMention[],
  own: readonly Span[],
  outside: readonly Span[] = [],
): boolean {
  for (const { 0: word, index } of reading.slice(from, to).matchAll(/\p{L}[\p{L}-]*/gu)) {
    const at = from + index;
    if (NO_OTHER.test(word) || kindOfNoun(word) !== 'person' || !mayBe(genderOf(word.toLowerCase()), gender))
      continue;
    const span: Span = [at, at + word.length];
    if (isOwn(own, span) || standsIn(outside, at)) continue;
    const next = mentions[firstIndex(mentions, (mention) => mention.span[1] > at)];
    if (next && next.span[0] <= at) continue;
    // "Mayor Ana Reis", "the mayor, Ana Reis"
    if (next && /^,?\s(?:of\s|Dr\.?\s)?$/u.test(reading.slice(span[1], next.span[0]))) continue;
    const before = mentions[firstIndex(mentions, (mention) => mention.span[0] >= at) - 1];
    if (before && at - before.span[1] < 60 && APPOSITION.test(reading.slice(before.span[1], at))) continue;
    return true;
  }
  return false;
}

/** Whether one of some spans, in order, that begin close before a word covers it. */
const isOwn = (own: readonly Span[], word: Span): boolean => {
  const next = firstIndex(own, ([start]) => start > word[0]);
  return own.slice(Math.max(0, next - NEAR), next).some((one) => covers(one, word));
};
const NEAR = 8;

/** Whether a place lies in one of some spans that do not overlap, in order. */
export function standsIn(spans: readonly Span[], at: number): boolean {
  const next = spans[firstIndex(spans, ([, end]) => end > at)];
  return next !== undefined && next[0] <= at;
}

/** Where the n-th sentence before a place's own begins. */
export const sentenceStart = (sentences: readonly Span[], at: number, back = 0): number =>
  sentences[Math.max(0, firstIndex(sentences, ([start]) => start > at) - 1 - back)]?.[0] ?? 0;
