import { overlaps, type Span } from '../span.ts';
import { snap } from './snap.ts';
import { type Pair, type Score, scorePair, sumPairs, type Tally } from './tally.ts';

/** One attribution as annotated or found; a role that it lacks is an empty list. */
export interface AttributionSpans {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
}

/** One document's tokens with the attributions that are right and those that were found, in its text's offsets. */
export interface ScoredDocument {
  readonly tokens: readonly Span[];
  readonly gold: readonly AttributionSpans[];
  readonly found: readonly AttributionSpans[];
}

export type Role = (typeof ROLES)[number];
export const ROLES = ['source', 'cue', 'content'] as const;

/** Figures of attributions. */
export interface AttributionFigures<T> {
  /** Single spans, whatever they are linked to: `exact` has the same edges, `overlap` shares a word. */
  readonly spans: Readonly<Record<Role, Pair<T>>>;
  /** Whole attributions: `exact` has all three roles right, `overlap` shares a word with each, one to one. */
  readonly triples: Pair<T>;
}

/** An attribution's roles as ranges of tokens. */
export type TokenRanges = Readonly<Record<Role, readonly Span[]>>;

/** Attributions that were compared, as ranges of tokens, with what belongs together. */
export interface Comparison {
  readonly gold: readonly TokenRanges[];
  readonly found: readonly TokenRanges[];
  /** Those that share words in every role, one to one; the closest were paired first. */
  readonly pairs: readonly {
    readonly gold: number;
    readonly found: number;
    /** How much they agree, 0..1: the roles' mean of words in both over words in either. 1 is exactly the same. */
    readonly agreement: number;
  }[];
}

/**
 * Scores found attributions against annotated ones as PolNeAR is scored: all spans are snapped to whole tokens
 * first, and spans of one role with no token between them are one.
 */
export function scoreAttributions(documents: Iterable<ScoredDocument>): AttributionFigures<Score> {
  return scoreCounts(Array.from(documents, (document) => countAttributions(compareAttributions(document))));
}

/** The scores of all documents together. */
export function scoreCounts(counts: readonly AttributionFigures<Tally>[]): AttributionFigures<Score> {
  const role = (name: Role) => scorePair(sumPairs(counts.map(({ spans }) => spans[name])));
  return {
    spans: { source: role('source'), cue: role('cue'), content: role('content') },
    triples: scorePair(sumPairs(counts.map(({ triples }) => triples))),
  };
}

/** Snaps a document's attributions to tokens and pairs those that belong together. */
export function compareAttributions({ tokens, gold, found }: ScoredDocument): Comparison {
  const ranges = ({ source, cue, content }: AttributionSpans): TokenRanges => ({
    source: snap(tokens, source),
    cue: snap(tokens, cue),
    content: snap(tokens, content),
  });
  const right = gold.map(ranges);
  const guessed = found.map(ranges);
  return { gold: right, found: guessed, pairs: matching(right, guessed) };
}

/**
 * Counts what was found of a document's attributions.
 *
 * @param only counts some attributions only: of the annotated those that `gold` holds for, by index, of the found
 * those that `found` holds for. What is right is told by all: a found span that an annotated one outside of the
 * selection has is right
 */
export function countAttributions(
  { gold, found, pairs }: Comparison,
  only: { gold(index: number): boolean; found(index: number): boolean } = ALL,
): AttributionFigures<Tally> {
  const role = (name: Role): Pair<Tally> => {
    const inGold = distinct(gold.flatMap((one) => one[name]));
    const inFound = distinct(found.flatMap((one) => one[name]));
    const countedGold = distinct(gold.flatMap((one, i) => (only.gold(i) ? one[name] : [])));
    const countedFound = distinct(found.flatMap((one, i) => (only.found(i) ? one[name] : [])));
    const tally = (agree: (a: Span, b: Span) => boolean): Tally => {
      const within = (others: readonly Span[]) => (span: Span) => others.some((other) => agree(span, other));
      return {
        right: countedGold.filter(within(inFound)).length,
        rightFound: countedFound.filter(within(inGold)).length,
        gold: countedGold.length,
        found: countedFound.length,
      };
    };
    return { exact: tally(same), overlap: tally(overlaps) };
  };
  const whole = (least: number): Tally => {
    const right = pairs.filter(({ agreement }) => agreement >= least);
    return {
      right: right.filter((pair) => only.gold(pair.gold)).length,
      rightFound: right.filter((pair) => only.found(pair.found)).length,
      gold: gold.filter((_, i) => only.gold(i)).length,
      found: found.filter((_, i) => only.found(i)).length,
    };
  };
  return {
    spans: { source: role('source'), cue: role('cue'), content: role('content') },
    triples: { exact: whole(1), overlap: whole(0) },
  };
}

/**
 * Counts the links of nested attributions: an attribution and the one whose content it stands in. A link that was
 * found is right when both its ends are the annotated ones (`exact`), or share words with them in every role.
 *
 * @param parents index of each attribution's parent, or null
 */
export function countLinks(
  { pairs }: Pick<Comparison, 'pairs'>,
  parents: { readonly gold: readonly (number | null)[]; readonly found: readonly (number | null)[] },
): Pair<Tally> {
  const links = (of: readonly (number | null)[]) => of.filter((parent) => parent !== null).length;
  const tally = (least: number): Tally => {
    const close = pairs.filter(({ agreement }) => agreement >= least);
    const goldOf = new Map(close.map((pair) => [pair.found, pair.gold]));
    const right = close.filter((pair) => {
      const parent = parents.found[pair.found] ?? null;
      return parent !== null && goldOf.has(parent) && goldOf.get(parent) === parents.gold[pair.gold];
    }).length;
    return { right, rightFound: right, gold: links(parents.gold), found: links(parents.found) };
  };
  return { exact: tally(1), overlap: tally(0) };
}

const ALL = { gold: () => true, found: () => true };

/** Pairs, best first and one to one, that agree in every role at least in part. */
function matching(gold: readonly TokenRanges[], found: readonly TokenRanges[]): Comparison['pairs'] {
  const pairs: { agreement: number; gold: number; found: number }[] = [];
  gold.forEach((right, i) => {
    found.forEach((guess, j) => {
      const shares = ROLES.map((role) => jaccard(right[role], guess[role]));
      if (shares.every((share) => share > 0))
        pairs.push({
          agreement: shares.reduce((total, share) => total + share) / ROLES.length,
          gold: i,
          found: j,
        });
    });
  });
  pairs.sort((a, b) => b.agreement - a.agreement || a.gold - b.gold || a.found - b.found);
  const usedGold = new Set<number>();
  const usedFound = new Set<number>();
  return pairs.filter((one) => {
    if (usedGold.has(one.gold) || usedFound.has(one.found)) return false;
    usedGold.add(one.gold);
    usedFound.add(one.found);
    return true;
  });
}

/** Words in both over words in either; two empty roles agree. */
export function jaccard(a: readonly Span[], b: readonly Span[]): number {
  const size = (ranges: readonly Span[]) => ranges.reduce((total, [start, end]) => total + end - start, 0);
  if (a.length === 0 && b.length === 0) return 1;
  let both = 0;
  for (const x of a) for (const y of b) both += Math.max(0, Math.min(x[1], y[1]) - Math.max(x[0], y[0]));
  return both / (size(a) + size(b) - both);
}

const same = (a: Span, b: Span): boolean => a[0] === b[0] && a[1] === b[1];

const distinct = (spans: readonly Span[]): Span[] => [
  ...new Map(spans.map((span) => [String(span), span])).values(),
];
