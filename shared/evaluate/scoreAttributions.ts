import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';

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

/** Of 100. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly gold: number;
  readonly found: number;
}

export interface AttributionScores {
  /** Single spans, whatever they are linked to: `exact` has the same edges, `overlap` shares a word. */
  readonly spans: Readonly<Record<Role, { readonly exact: Score; readonly overlap: Score }>>;
  /** Whole attributions: `exact` has all three roles right, `overlap` shares a word with each, one to one. */
  readonly triples: { readonly exact: Score; readonly overlap: Score };
}

export type Role = (typeof ROLES)[number];
export const ROLES = ['source', 'cue', 'content'] as const;

/**
 * Scores found attributions against annotated ones as PolNeAR is scored: all spans are snapped to whole tokens
 * first, and spans of one role with no token between them are one.
 */
export function scoreAttributions(documents: Iterable<ScoredDocument>): AttributionScores {
  const spans = { source: pair(), cue: pair(), content: pair() };
  const triples = pair();
  for (const { tokens, gold, found } of documents) {
    const right = gold.map((attribution) => snap(tokens, attribution));
    const guessed = found.map((attribution) => snap(tokens, attribution));
    for (const role of ROLES) {
      const inGold = distinct(right.flatMap((attribution) => attribution[role]));
      const inFound = distinct(guessed.flatMap((attribution) => attribution[role]));
      const touches = (others: readonly Span[]) => (span: Span) =>
        others.some((other) => span[0] < other[1] && other[0] < span[1]);
      const same = inGold.filter((span) => inFound.some((other) => String(other) === String(span))).length;
      add(spans[role].exact, same, same, inGold.length, inFound.length);
      add(
        spans[role].overlap,
        inGold.filter(touches(inFound)).length,
        inFound.filter(touches(inGold)).length,
        inGold.length,
        inFound.length,
      );
    }
    const exact = matching(right, guessed, 1);
    const overlap = matching(right, guessed, 0);
    add(triples.exact, exact, exact, right.length, guessed.length);
    add(triples.overlap, overlap, overlap, right.length, guessed.length);
  }
  return {
    spans: { source: close(spans.source), cue: close(spans.cue), content: close(spans.content) },
    triples: close(triples),
  };
}

type WordRanges = Readonly<Record<Role, readonly Span[]>>;

function snap(tokens: readonly Span[], attribution: AttributionSpans): WordRanges {
  const ranges = (spans: readonly Span[]) => {
    const out: [number, number][] = [];
    for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
      const from = firstIndex(tokens, (token) => token[1] > start);
      const to = firstIndex(tokens, (token) => token[0] >= end);
      const last = out.at(-1);
      if (from >= to) continue;
      if (last && last[1] >= from) last[1] = Math.max(last[1], to);
      else out.push([from, to]);
    }
    return out;
  };
  return {
    source: ranges(attribution.source),
    cue: ranges(attribution.cue),
    content: ranges(attribution.content),
  };
}

/** How many pairs, best first and one to one, agree in every role: wholly (`least` 1) or in part (0). */
function matching(gold: readonly WordRanges[], found: readonly WordRanges[], least: 0 | 1): number {
  const pairs: { agreement: number; gold: number; found: number }[] = [];
  gold.forEach((right, i) => {
    found.forEach((guess, j) => {
      const shares = ROLES.map((role) => jaccard(right[role], guess[role]));
      if (shares.every((share) => (least === 1 ? share === 1 : share > 0)))
        pairs.push({ agreement: shares.reduce((sum, share) => sum + share), gold: i, found: j });
    });
  });
  pairs.sort((a, b) => b.agreement - a.agreement || a.gold - b.gold || a.found - b.found);
  const usedGold = new Set<number>();
  const usedFound = new Set<number>();
  for (const one of pairs) {
    if (usedGold.has(one.gold) || usedFound.has(one.found)) continue;
    usedGold.add(one.gold);
    usedFound.add(one.found);
  }
  return usedGold.size;
}

/** Words in both over words in either; two empty roles agree. */
function jaccard(a: readonly Span[], b: readonly Span[]): number {
  const size = (ranges: readonly Span[]) => ranges.reduce((sum, [start, end]) => sum + end - start, 0);
  if (a.length === 0 && b.length === 0) return 1;
  let both = 0;
  for (const x of a) for (const y of b) both += Math.max(0, Math.min(x[1], y[1]) - Math.max(x[0], y[0]));
  return both / (size(a) + size(b) - both);
}

const distinct = (spans: readonly Span[]): Span[] => [
  ...new Map(spans.map((span) => [String(span), span])).values(),
];

interface Tally {
  right: number;
  rightFound: number;
  gold: number;
  found: number;
}

const tally = (): Tally => ({ right: 0, rightFound: 0, gold: 0, found: 0 });
const pair = () => ({ exact: tally(), overlap: tally() });

function add(to: Tally, right: number, rightFound: number, gold: number, found: number): void {
  to.right += right;
  to.rightFound += rightFound;
  to.gold += gold;
  to.found += found;
}

const close = ({ exact, overlap }: { exact: Tally; overlap: Tally }) => ({
  exact: score(exact),
  overlap: score(overlap),
});

function score({ right, rightFound, gold, found }: Tally): Score {
  const precision = found === 0 ? 0 : (100 * rightFound) / found;
  const recall = gold === 0 ? 0 : (100 * right) / gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, gold, found };
}
