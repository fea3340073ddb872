import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, overlaps, type Span } from '../../span.ts';
import type { Entity, SourceKind } from '../extraction.ts';
import { leadingMentions, openDiscourse, quoteAt } from '../resolveSources.ts';
import { descriptions, isSubject } from './descriptions.ts';
import { describedReferent, type NamedMention, namedMentions, type Referent } from './discourse.ts';
import { type Gender, genderOf } from './gender.ts';
import { mentionsIn } from './headMention.ts';
import { readPhrase } from './nounPhrase.ts';
import { SIEVE } from './sieve.ts';
import { speakersAt } from './speakersAt.ts';

/** What is known of a claim when it is looked for who else is meant in it. */
export interface SpokenClaim {
  readonly source: Span | null;
  readonly content: readonly Span[];
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
}

/** Words that are known to mean an entity. */
export interface KnownReference {
  readonly span: Span;
  /** Its id. */
  readonly entity: string;
}

/**
 * The pronouns and descriptions that mean an article's named entities, by their ids; spans in order.
 *
 * The article is walked through once more, as for sources (`resolveSources`), with their outcome given: names, sources,
 * pronouns and descriptions come up in their order, and the sieve tells who is meant by each. What it leaves open, or
 * takes for someone without a name, is no reference.
 *
 * @param claims with their sources resolved
 * @param known words that have been resolved already
 * @param quoted what stands between quotation marks (`quotedSpans`)
 */
export function findReferences(
  article: Pick<Article, 'text' | 'reading' | 'blocks' | 'sentences' | 'tokens'>,
  claims: readonly SpokenClaim[],
  known: readonly KnownReference[],
  entities: readonly Entity[],
  quoted: readonly Span[],
): ReadonlyMap<string, readonly Span[]> {
  const { reading } = article;
  const mentions = namedMentions(article, entities);
  const discourse = openDiscourse(article, mentions, quoted);
  const references = new Map<string, Map<number, Span>>();
  const refer = (entity: string, span: Span) => {
    const block = article.blocks[firstIndex(article.blocks, (one) => one.span[1] >= span[1])];
    if (!block || !covers(block.span, span)) return;
    const spans = references.get(entity) ?? new Map<number, Span>();
    if (!spans.has(span[0])) spans.set(span[0], span);
    references.set(entity, spans);
  };
  const referents = new Map(mentions.map(({ referent, entity }) => [entity.id, referent]));
  const described = new Map<string, Referent>();
  const speakers = claims.map((claim): Referent | null => {
    const { source, sourceName, sourceEntity } = claim;
    if (!source || sourceName === null) return null;
    const named = referents.get(sourceEntity ?? '');
    if (named) return named;
    const words = reading.slice(...source);
    const referent = described.get(sourceName) ?? describedReferent(readPhrase(words), words);
    described.set(sourceName, referent);
    return referent;
  });
  const speaking = speakersAt(claims);
  const told = new Map<Referent, Gender>();

  const taken = new Set<string>();
  const events: { at: number; happen: () => void }[] = [];
  for (const { span, referent, leads } of leadingMentions(article, mentions))
    events.push({
      at: span[0],
      happen: () => discourse.appear(referent, span[0], leads || isSubject(article, span)),
    });
  claims.forEach(({ source }, i) => {
    const referent = speakers[i];
    if (!source || !referent) return;
    const words = reading.slice(...source);
    const gender = genderOf(words.toLowerCase());
    if (gender && referent.kind === 'person') told.set(referent, gender);
    const named = mentionsIn(mentions, source).some(({ referent: one }) => one === referent);
    // "We" means others beside the person who says it, "they" hardly one body.
    const others = referent.kind === 'person' ? FIRST_PLURAL.test(words) : THIRD_PLURAL.test(words);
    if (referent.entity && !named && (referent.plural || !others))
      refer(referent.entity.id, [source[0], source[0] + shortLength(words)]);
    taken.add(String(source));
    if (FIRST_PERSON.test(words)) return;
    events.push({ at: source[0], happen: () => discourse.appear(referent, source[0], true, 'outermost') });
  });
  for (const { span, entity } of known) {
    if (taken.has(String(span)) || !referents.has(entity)) continue;
    taken.add(String(span));
    refer(entity, span);
  }

  const resolve = (words: string, span: Span): Referent | null => {
    const quote = quoteAt(quoted, span[0]);
    const claim = speaking(span[0]);
    const source = claim === null ? null : claims[claim]!.source;
    const question = {
      words: words.toLowerCase(),
      phrase: readPhrase(words),
      span,
      sentence: discourse.sentenceAt(span[0]),
      quoted: quote !== null,
      own: [],
      directly: quote !== null && source !== null && !covers(quote, source),
      answered: null,
      gender: (one: Referent) => one.gender ?? told.get(one) ?? null,
      named: null,
      speaker: claim === null ? null : speakers[claim]!,
      enclosing: null,
    };
    for (const pass of SIEVE) {
      const referent = pass(question, discourse.known);
      if (referent) return referent;
    }
    return null;
  };
  /** Whether nobody else is about whom a pronoun may mean. */
  const isClear = (best: Referent, word: string, span: Span): boolean => {
    const gender = genderOf(word);
    if (gender === null && word !== 'its') return false;
    const { appearances } = discourse.known;
    const sentence = discourse.sentenceAt(span[0]);
    const claim = speaking(span[0]);
    const source = claim === null || speakers[claim] !== best ? null : claims[claim]!.source;
    const spoke = source && !quoteAt(quoted, span[0]) && source[0] < span[0] ? source[0] : null;
    const fits = (one: Referent) =>
      !one.plural &&
      (gender === null
        ? one.kind === 'organization' || one.kind === 'document'
        : one.kind === 'person' && (one.gender ?? told.get(one) ?? gender) === gender);
    const others = new Map<Referent, boolean>();
    let salient: number | null = null;
    let last = -1;
    let lastAt = -1;
    let since = false;
    for (let i = appearances.length - 1; i >= 0; i--) {
      const one = appearances[i]!;
      if (one.at >= span[0]) continue;
      if (one.referent === best) {
        last = Math.max(last, one.sentence);
        lastAt = Math.max(lastAt, one.at);
        if (one.salient && one.sentence >= sentence - 1) salient = Math.max(salient ?? 0, one.sentence);
      }
      if (one.sentence < sentence - 1) {
        if (last !== -1 || one.sentence < sentence - 3) break;
        continue;
      }
      if (one.referent === best || !fits(one.referent)) continue;
      others.set(one.referent, (others.get(one.referent) ?? false) || one.salient);
      if (spoke !== null && one.at > source![1]) since = true;
    }
    const isAlone = ![...others.values()].some(Boolean);
    const after = reading.slice(span[1], span[1] + 40);
    if (gender !== null) {
      // "Koolhaas described her": whom a clause's subject does something to is another.
      const isObject = word === 'him' || (word === 'her' && !/^\s\p{Ll}/u.test(after));
      if (isObject && !CLAUSE.test(reading.slice(lastAt, span[0]))) return false;
      return (
        (spoke !== null && !since) || (last !== -1 && others.size === 0) || (salient !== null && isAlone)
      );
    }
    if (spoke !== null) return !since;
    const isFirst = span[0] - (article.sentences[sentence]?.[0] ?? 0) <= 1;
    return salient !== null && isAlone && (salient === sentence || isFirst);
  };
  for (const { 0: words, index } of reading.matchAll(PRONOUN)) {
    const span: Span = [index, index + words.length];
    if (taken.has(String(span)) || isNamed(mentions, span)) continue;
    const happen = () => {
      const referent = resolve(words, span);
      if (!referent || !isClear(referent, words.toLowerCase(), span)) return;
      if (referent.entity) refer(referent.entity.id, span);
      if (referent.kind === 'person')
        told.set(referent, genderOf(words.toLowerCase()) ?? told.get(referent)!);
      discourse.appear(referent, index, SUBJECT.test(words));
    };
    events.push({ at: index, happen });
  }
  for (const { span, leads, definite } of descriptions(article, mentions)) {
    if (taken.has(String(span))) continue;
    const words = reading.slice(...span).replace(/\s+/g, ' ');
    const happen = () => {
      const found = definite ? resolve(words, span) : null;
      const called = discourse.known.named.get(readPhrase(words).head);
      // What several are called, may mean any of them.
      if (found?.entity && (called?.size ?? 0) < 2) refer(found.entity.id, span);
      discourse.appear(found ?? describedReferent(readPhrase(words), words), span[0], leads);
    };
    events.push({ at: span[0], happen });
  }
  for (const { happen } of events.sort((a, b) => a.at - b.at)) happen();
  return new Map(
    [...references].map(([entity, spans]) => {
      const sorted = [...spans.values()].sort((a, b) => a[0] - b[0]);
      return [entity, sorted.filter((span, i) => i === 0 || sorted[i - 1]![1] <= span[0])];
    }),
  );
}

/** How long a description is without what a comma adds: "The agency, which covers nine countries,". */
const shortLength = (words: string): number => {
  const comma = /\s*[,;(—–]/u.exec(words)?.index ?? 0;
  return comma > 0 ? comma : words.length;
};

const FIRST_PLURAL = /^(?:we|us|our|ours|ourselves)$/i;
const THIRD_PLURAL = /^(?:they|them|theirs?|themselves)$/i;
const FIRST_PERSON = /^(?:i|me|my|mine|myself|we|us|our|ours|ourselves)$/i;
const PRONOUN =
  /(?<![\p{L}\p{N}’'-])(?:he|she|him|his|hers?|himself|herself|it|its|itself|they|them|theirs?|themselves)(?![\p{L}\p{N}-])/giu;
/** What begins another clause. */
const CLAUSE =
  /\S\s.*(?:[.,;:—–“”"]|\b(?:that|who|which|when|while|because|if|whether|after|before|as|and|but|to|with|for)\b)/su;
const SUBJECT = /^(?:he|she|it|they)$/i;

/** Whether a span shares anything with a name. */
const isNamed = (mentions: readonly NamedMention[], span: Span): boolean => {
  const next = mentions[firstIndex(mentions, (mention) => mention.span[1] > span[0])];
  return next !== undefined && overlaps(next.span, span);
};
