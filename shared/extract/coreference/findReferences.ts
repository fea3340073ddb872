import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, type Span } from '../../span.ts';
import type { Entity, SourceKind } from '../extraction.ts';
import { leadingMentions, openDiscourse, quoteAt } from '../resolveSources.ts';
import { type Anaphor, definites, pronouns } from './anaphors.ts';
import { descriptions, isSubject } from './descriptions.ts';
import { describedReferent, type NamedMention, namedMentions, type Referent } from './discourse.ts';
import { type Gender, genderOf } from './gender.ts';
import { mentionsIn } from './headMention.ts';
import { interviewReferences } from './interviewReferences.ts';
import { readPhrase } from './nounPhrase.ts';
import { type Choice, referenceOptions } from './referenceOptions.ts';
import { type Discourse, type Question, SIEVE } from './sieve.ts';
import { speakersAt } from './speakersAt.ts';
import { likeliest, type ReferenceWeights, SHIPPED_WEIGHTS } from './weighReferents.ts';

/** What is known of a claim when it is looked for who else is meant in it. */
export interface SpokenClaim {
  readonly source: Span | null;
  readonly content: readonly Span[];
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
}

export interface ReferenceSettings {
  /** @default SHIPPED_WEIGHTS */
  readonly weights?: ReferenceWeights;
  /** Told of each decision, in order. */
  readonly observe?: (anaphor: Anaphor, choice: Choice, entity: Entity | null) => void;
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
 * pronouns and descriptions come up in their order, and learned scores tell who is meant by each, from what came up before
 * and what the sieve takes it for (`referenceOptions`). What they leave open, or take for nothing that is named, is no
 * reference. In an interview the one interviewed is "I" and "you" as well.
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
  { weights = SHIPPED_WEIGHTS, observe }: ReferenceSettings = {},
): ReadonlyMap<string, readonly Span[]> {
  const { reading } = article;
  const mentions = namedMentions(article, entities);
  const speaking = speakersAt(claims);
  const discourse = openDiscourse(article, mentions, quoted, speaking);
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
  /** The gender that pronouns told of whom they mean. */
  const told = new Map<Referent, Gender>();
  /** Whom words of a kind meant last. */
  const meant = new Map<string, Referent | null>();

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
    const happen = () => {
      discourse.appear(referent, source[0], true, 'outermost');
      if (!named) meant.set(chainOf(readPhrase(words).head), referent.entity ? referent : null);
    };
    events.push({ at: source[0], happen });
  });
  for (const { span, entity } of known) {
    if (taken.has(String(span)) || !referents.has(entity)) continue;
    taken.add(String(span));
    refer(entity, span);
    const words = reading.slice(...span);
    events.push({ at: span[0], happen: () => meant.set(chainOf(words), referents.get(entity)!) });
  }

  const interview = interviewReferences(article, mentions, quoted);
  for (const span of interview?.spans ?? [])
    if (!taken.has(String(span))) {
      taken.add(String(span));
      refer(interview!.referent.entity!.id, span);
    }

  const questionOf = ({ words, span }: Anaphor): Question => {
    const quote = quoteAt(quoted, span[0]);
    const claim = speaking(span[0]);
    const source = claim === null ? null : claims[claim]!.source;
    return {
      words,
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
  };
  const surroundings = {
    article,
    byNameWord: nameWords(mentions),
    firstOfType: new Map(mentions.toReversed().map(({ referent, entity }) => [entity.type, referent])),
    inTitle: titled(article, mentions),
    lastMeant: (anaphor: Anaphor) => meant.get(chainOf(anaphor.head)),
  };
  const decide = (anaphor: Anaphor): Referent | null => {
    const question = questionOf(anaphor);
    const sieved = sieve(question, discourse.known);
    const choice = referenceOptions(anaphor, question, discourse.known, { ...surroundings, sieved });
    const best = choice.certain ? { option: choice.certain, probability: 1 } : likeliest(choice, weights);
    const referent = best && best.probability >= weights.threshold ? best.option.referent : null;
    observe?.(anaphor, choice, referent?.entity ?? null);
    if (!referent) {
      meant.set(chainOf(anaphor.head), null);
      return null;
    }
    refer(referent.entity!.id, anaphor.span);
    meant.set(chainOf(anaphor.head), referent);
    const gender = anaphor.kind === 'person' ? genderOf(anaphor.head) : null;
    if (gender && best!.probability >= SURE) told.set(referent, gender);
    discourse.appear(referent, anaphor.span[0], anaphor.role === 'subject');
    return referent;
  };
  const decided = new Set<number>();
  const isNameWord = (word: string) => surroundings.byNameWord.has(word);
  for (const anaphor of [...pronouns(article, mentions), ...definites(article, mentions, isNameWord)])
    if (!taken.has(String(anaphor.span)))
      events.push({
        at: anaphor.span[0],
        happen: () => {
          if (decide(anaphor) && anaphor.kind === 'description') decided.add(anaphor.span[0]);
        },
      });
  for (const { span, leads } of descriptions(article, mentions)) {
    if (taken.has(String(span))) continue;
    const words = reading.slice(...span).replace(/\s+/g, ' ');
    const happen = () => {
      if (!decided.has(span[0]))
        discourse.appear(describedReferent(readPhrase(words), words), span[0], leads);
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

/** How likely a pronoun must mean one to tell his gender. */
const SURE = 0.75;

/** What the first pass says that says anything. */
function sieve(question: Question, discourse: Discourse): Referent | null {
  for (const pass of SIEVE) {
    const referent = pass(question, discourse);
    if (referent) return referent;
  }
  return null;
}

/** How long a description is without what a comma adds: "The agency, which covers nine countries,". */
const shortLength = (words: string): number => {
  const comma = /\s*[,;(—–]/u.exec(words)?.index ?? 0;
  return comma > 0 ? comma : words.length;
};

const FIRST_PLURAL = /^(?:we|us|our|ours|ourselves)$/i;
const THIRD_PLURAL = /^(?:they|them|theirs?|themselves)$/i;
const FIRST_PERSON = /^(?:i|me|my|mine|myself|we|us|our|ours|ourselves)$/i;

/** Words of one kind mean the same one as a rule until another comes up: all of one gender, of one number, or of one noun. */
const chainOf = (word: string): string => {
  const lower = word.toLowerCase();
  return genderOf(lower) && PRONOUN.test(lower)
    ? genderOf(lower)!
    : lower.replace(/^it(?:s|self)$/, 'it').replace(THIRD_PLURAL, 'they');
};
const PRONOUN = /^(?:he|she|him|his|hers?|himself|herself)$/;

/** The named ones but persons, by the words of their names in lower case; not by short ones. */
function nameWords(mentions: readonly NamedMention[]): ReadonlyMap<string, ReadonlySet<Referent>> {
  const found = new Map<string, Set<Referent>>();
  for (const referent of new Set(mentions.map((mention) => mention.referent)))
    if (referent.kind !== 'person')
      for (const word of referent.name.toLowerCase().split(/[^\p{L}-]+/u))
        if (word.length > 3 && /^(?:\p{Ll}|-)+$/u.test(word))
          found.set(word, (found.get(word) ?? new Set()).add(referent));
  return found;
}

/** Who is named in the first heading. */
function titled(
  { blocks }: Pick<Article, 'blocks'>,
  mentions: readonly NamedMention[],
): ReadonlySet<Referent> {
  const heading = blocks.find(({ kind }) => kind === 'heading' || kind === 'paragraph');
  return new Set(
    heading?.kind === 'heading' ? mentionsIn(mentions, heading.span).map(({ referent }) => referent) : [],
  );
}
