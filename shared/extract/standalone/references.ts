import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { namedMentions } from '../coreference/discourse.ts';
import { findReferences } from '../coreference/findReferences.ts';
import { sidesOf } from '../coreference/sides.ts';
import type { Entity, EntityType, SourceKind, Stance } from '../extraction.ts';
import { certainSpeakers } from './certainSpeakers.ts';
import { firstPersons, isBeside, isHead, quotersOf, THE_SPEAKER } from './firstPersons.ts';
import { isOnlyOne, ownPronoun, perhapsOwn, proxiesOf } from './ownPronoun.ts';
import { shortNames } from './shortNames.ts';

/** A pronoun, a short name or a description in the text, and who or what it means. */
export interface Reference {
  readonly span: Span;
  /** What to write instead: a name, or a description that can stand alone. */
  readonly name: string;
  readonly kind: SourceKind;
  /** Id of the named entity that is meant; null when it is only described. */
  readonly entity: string | null;
}

/** Tells what words refer to. */
export interface References {
  /** Those in a span that are certain, in order, not overlapping. Standalone texts are made with no more than these. */
  within(span: Span): readonly Reference[];
  /** What to call a claim's source in brackets: whom its words name or describe, or surely mean; null where that is not certain. */
  speaker(claim: Pick<ResolvedAttribution, 'source'>): string | null;
  /** The pronouns and descriptions that mean an entity, by its id; in order. They agree with the sources' entities and with `within`. */
  of(entity: string): readonly Span[];
}

/** What is known of an attribution when its words are resolved. */
export interface ResolvedAttribution {
  readonly source: Span | null;
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
  readonly stance: Stance;
}

/** UTF-16 code units; longer names are left alone. */
const LONGEST_NAME = 100;

/**
 * References that attributions and names tell for certain: first persons in quotations, by their speaker;
 * the third person right at the beginning of what a source says ("X said he had"), where nobody else is about; surnames
 * and initials, by the full name in the text. What else means a named entity the sieve tells (`findReferences`), given
 * these and the sources; of that, a "he" or "she" is certain where nobody else may be meant.
 *
 * @param quoted what stands between quotation marks (`quotedSpans`)
 */
export function createReferences(
  article: Pick<Article, 'text' | 'reading' | 'tokens' | 'sentences' | 'blocks'>,
  attributions: readonly ResolvedAttribution[],
  entities: readonly Entity[],
  quoted: readonly Span[],
): References {
  const { reading } = article;
  const tokensIn = ([start, end]: Span) =>
    article.tokens.slice(
      firstIndex(article.tokens, (token) => token[0] >= start),
      firstIndex(article.tokens, (token) => token[1] > end),
    );
  const mentions = namedMentions(article, entities);
  const { speakers, persons } = certainSpeakers(article, attributions, mentions, quoted);
  const known = {
    mentions,
    referents: new Map(mentions.map(({ entity, referent }) => [entity.id, referent])),
    persons,
    proxies: proxiesOf(reading, entities),
    speakers,
    bodies: mentions.filter(({ entity }) => BODIES.has(entity.type)),
    quoted,
    quoters: quotersOf(attributions, quoted),
    sources: attributions.flatMap(({ source }) => (source ? [source] : [])).sort((a, b) => a[0] - b[0]),
    sides: new Map(
      [...sidesOf(reading, mentions)].flatMap(([person, side]) =>
        person.entity && side.entity && isBeside(person.entity, side.entity) && isHead(person.entity, reading)
          ? [[person.entity.id, side.entity] as const]
          : [],
      ),
    ),
  };
  const found: Reference[] = [];
  for (const attribution of attributions) {
    found.push(...firstPersons(attribution, reading, tokensIn, known));
    const own = ownPronoun(attribution, article, known);
    if (own) found.push(own);
  }
  found.push(...shortNames(reading, entities));
  const sources = new Map(
    attributions.flatMap(({ source, sourceEntity }) => (source ? [[String(source), sourceEntity]] : [])),
  );
  // What a source has been resolved to, goes before.
  const agreed = found.filter(({ span, entity }) => (sources.get(String(span)) ?? entity) === entity);
  const kept = withoutClashes(agreed);
  const names = new Set(entities.flatMap(({ mentions }) => mentions.map(String)));
  const certain = kept.flatMap(({ span, entity }) =>
    entity === null || names.has(String(span)) ? [] : [{ span, entity }],
  );
  const all = findReferences(article, attributions, certain, entities, quoted);
  const taken = new Set(
    [...kept.map(({ span }) => span), ...attributions.flatMap((one) => perhapsOwn(one, article))].map(String),
  );
  const others = entities.flatMap(({ id, name, type }) =>
    type !== 'person' || name.length > LONGEST_NAME
      ? []
      : (all.get(id) ?? []).flatMap((span): Reference[] =>
          taken.has(String(span)) || !isOnlyOne(id, span, article, known)
            ? []
            : [{ span, name, kind: 'person', entity: id }],
        ),
  );
  const told = withoutClashes([...kept, ...others]);
  const byPlace = new Map(told.map((one) => [String(one.span), one]));
  return {
    of: (entity) => all.get(entity) ?? [],
    speaker: ({ source }) => {
      if (!source) return null;
      const one = speakers.get(String(source)) ?? byPlace.get(String(source));
      return one && one.name !== THE_SPEAKER ? one.name : null;
    },
    within: ([start, end]) =>
      told.slice(
        firstIndex(told, ({ span }) => span[0] >= start),
        firstIndex(told, ({ span }) => span[1] > end),
      ),
  };
}

const BODIES: ReadonlySet<EntityType> = new Set([
  'organization',
  'location',
  'facility',
  'product',
  'event',
  'law',
]);

/** In order, of two that overlap the first and longer; none of those that say different things of one word. */
function withoutClashes(found: readonly Reference[]): Reference[] {
  const kept: Reference[] = [];
  for (const one of found.toSorted((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])) {
    const last = kept.at(-1);
    if (!last || last.span[1] <= one.span[0]) kept.push(one);
    // Two speakers for one word: neither is certain.
    else if (last.span[0] === one.span[0] && (last.name !== one.name || last.entity !== one.entity))
      kept.pop();
  }
  return kept;
}
