import type { Article } from '../article/article.ts';
import type { Claim, Extraction, QuoteType } from '../extract/extraction.ts';
import { quotedSpans } from '../extract/quotedSpans.ts';
import { quoteType } from '../extract/quoteType.ts';
import { placeOfName } from '../gazetteer/gazetteer.ts';
import type { Span } from '../span.ts';
import type { Example, GoldAttribution } from './example.ts';
import { type FoundError, findErrors } from './findErrors.ts';
import {
  type AttributionFigures,
  type AttributionSpans,
  compareAttributions,
  countAttributions,
  countLinks,
} from './scoreAttributions.ts';
import { type CoreferenceCounts, countCoreference } from './scoreCoreference.ts';
import { countEntities } from './scoreEntities.ts';
import type { NarratedDocument } from './scoreNarrated.ts';
import { countReadings, type Reading } from './scoreReading.ts';
import { sameName } from './scoreSources.ts';
import type { Pair, Tally } from './tally.ts';

export const QUOTE_TYPES = ['direct', 'mixed', 'indirect'] as const satisfies readonly QuoteType[];

/** What was counted of an example whose attributions one annotator marked. */
export interface AttributionOutcome {
  readonly counts: AttributionFigures<Tally>;
  /** Of the annotated attributions of this quote type, and of the found ones of it. */
  readonly byQuoteType: Readonly<Record<QuoteType, AttributionFigures<Tally>>>;
  /** Null where the data nests nothing. */
  readonly links: Pair<Tally> | null;
  /** Of attributions that were found, at least in part: how many source names are annotated, and how many right. */
  readonly names: { readonly annotated: number; readonly right: number };
  /** Of attributions that were found, at least in part, and whose reading is annotated. */
  readonly readings: Readonly<Record<Reading, Tally>>;
  readonly judged: readonly {
    readonly confidence: number;
    readonly exact: boolean;
    readonly overlap: boolean;
    /** Whether the claim stands in another's content. */
    readonly nested: boolean;
  }[];
  readonly errors: readonly ExampleError[];
}

/** An error with the spans that it is about. */
export interface ExampleError extends Pick<FoundError, 'kind' | 'badness'> {
  readonly gold: ErrorSide | null;
  readonly found: (ErrorSide & { readonly confidence: number }) | null;
}

export interface ErrorSide extends AttributionSpans {
  /** The attribution in whose content it stands. */
  readonly outer: AttributionSpans | null;
}

/** What was counted of one example. */
export interface Outcome {
  readonly example: Example;
  /** One for each annotator that is scored against. */
  readonly attributions: readonly AttributionOutcome[];
  /** By the data's labels; null when entities are not annotated. */
  readonly entities: ReadonlyMap<string, Tally> | null;
  /** Null when it is not annotated who is meant. */
  readonly coreference: CoreferenceCounts | null;
  /** Null when it is not annotated what is narrated. */
  readonly narrated: NarratedDocument | null;
}

export type Annotators = 'first' | 'all';

/**
 * Compares what was extracted from an example's text with what is annotated.
 *
 * @param annotators whose attributions: the first annotator's, or each one's copy in turn
 */
export function scoreExample(
  example: Example,
  article: Article,
  { claims, entities, setAside }: Extraction,
  annotators: Annotators,
): Outcome {
  const { attributions, entities: annotated } = example;
  const copies = attributions?.copies.slice(0, annotators === 'first' ? 1 : undefined) ?? [];
  // Where the data nests nothing, the outermost of nested claims is what it annotates.
  const attributed = claims.filter(
    ({ kind, parent }) => kind === 'attributed' && (attributions?.nested === true || parent === null),
  );
  return {
    example,
    attributions: copies.map((copy) => scoreCopy(article, copy, attributed, attributions?.nested === true)),
    entities:
      annotated &&
      countEntities(
        article.tokens,
        annotated.mentions,
        entities.flatMap(({ type, iso, mentions }) =>
          mentions.flatMap((span) => {
            const isPlace = iso !== undefined && placeOfName(article.text.slice(...span)) !== null;
            const label = (isPlace ? annotated.placesThatAct : undefined) ?? annotated.labels[type];
            return label === null ? [] : [{ label, span }];
          }),
        ),
        labelsOf(annotated.labels),
      ),
    coreference: example.coreference
      ? countCoreference(
          article.tokens,
          example.coreference.entities,
          entities.filter(({ type }) => example.coreference?.types.has(type)),
        )
      : null,
    narrated: example.narrated ? { gold: example.narrated, found: { claims, setAside } } : null,
  };
}

/** The labels of a data set, each once. */
export const labelsOf = (labels: Readonly<Record<string, string | null>>): string[] => [
  ...new Set(Object.values(labels).filter((label) => label !== null)),
];

function scoreCopy(
  article: Article,
  gold: readonly GoldAttribution[],
  claims: readonly Claim[],
  nested: boolean,
): AttributionOutcome {
  const found = claims.map(({ source, cue, content, confidence }) => ({
    source: source ?? [],
    cue: cue ?? [],
    content,
    confidence,
  }));
  const comparison = compareAttributions({ tokens: article.tokens, gold, found });
  const { pairs } = comparison;
  const indexOf = new Map(claims.map(({ id }, i) => [id, i]));
  const parents = nested
    ? {
        gold: gold.map(({ parent }) => parent),
        found: claims.map(({ parent }) => (parent === null ? null : (indexOf.get(parent) ?? null))),
      }
    : undefined;

  const quoted = quotedSpans(article);
  const goldTypes = gold.map(({ content }, i) => {
    const inner = gold.filter(({ parent }) => parent === i).flatMap((one): readonly Span[] => one.content);
    return quoteType(article.reading, content, quoted, inner);
  });
  const ofType = (type: QuoteType) =>
    countAttributions(comparison, {
      gold: (i) => goldTypes[i] === type,
      found: (j) => claims[j]!.quoteType === type,
    });

  const named = pairs.filter((pair) => gold[pair.gold]!.name !== undefined);
  const goldOf = new Map(pairs.map((pair) => [pair.found, pair]));
  return {
    counts: countAttributions(comparison),
    byQuoteType: { direct: ofType('direct'), mixed: ofType('mixed'), indirect: ofType('indirect') },
    links: parents ? countLinks(comparison, parents) : null,
    names: {
      annotated: named.length,
      right: named.filter((pair) => sameName(gold[pair.gold]!.name ?? null, claims[pair.found]!.sourceName))
        .length,
    },
    readings: countReadings(
      pairs.flatMap((pair) => {
        const { reading } = gold[pair.gold]!;
        return reading ? [{ gold: reading, found: claims[pair.found]! }] : [];
      }),
    ),
    judged: found.map(({ confidence }, j) => ({
      confidence,
      exact: goldOf.get(j)?.agreement === 1,
      overlap: goldOf.has(j),
      nested: claims[j]!.parent !== null,
    })),
    errors: findErrors(
      comparison,
      found.map(({ confidence }) => confidence),
      parents,
    ).map(({ kind, badness, gold: i, found: j }) => ({
      kind,
      badness,
      gold: i === null ? null : { ...gold[i]!, outer: gold[parents?.gold[i] ?? -1] ?? null },
      found: j === null ? null : { ...found[j]!, outer: found[parents?.found[j] ?? -1] ?? null },
    })),
  };
}
