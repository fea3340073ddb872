import { articleFromText } from '../article/articleFromText.ts';
import type { BareClaim } from '../extract/describeClaims.ts';
import type { SetAside } from '../extract/extraction.ts';
import { overlaps, type Span } from '../span.ts';
import type { GoldArticle } from './readGold.ts';
import { type Score, score } from './tally.ts';

/** One annotated article with what was found in it. */
export interface NarratedDocument {
  readonly gold: Pick<GoldArticle, 'text' | 'claims' | 'narrated' | 'asides'>;
  readonly found: { readonly claims: readonly BareClaim[]; readonly setAside: readonly SetAside[] };
}

export interface NarratedScores {
  /** Narrated claims: one is right where it and an annotated one cover each other's words for the most part. */
  readonly claims: Score;
  /** Of the claims that are right: those annotated as hedged, and those found to be. */
  readonly hedged: Score;
  /** Annotated asides (questions, captions, calls …) that no claim was made of, of all. */
  readonly asides: { readonly kept: number; readonly annotated: number };
}

/** Words shared, of all words in either, from which on two claims are the same. */
const SAME = 0.5;

/**
 * Scores narrated claims against annotated articles. What a sentence says beside an attribution is annotated only where it is
 * hedged: found claims of such sentences that are not annotated count neither as right nor as wrong, unless they share words with an
 * attribution or an aside.
 */
export function scoreNarrated(documents: Iterable<NarratedDocument>): NarratedScores {
  const claims = { right: 0, gold: 0, found: 0 };
  const hedged = { right: 0, gold: 0, found: 0 };
  const asides = { kept: 0, annotated: 0 };
  for (const { gold, found } of documents) {
    const { sentences, tokens } = articleFromText(gold.text);
    const attributed = gold.claims.flatMap(({ source, cue, content }) => [...source, ...cue, ...content]);
    const others = [...attributed, ...gold.asides.map(({ span }) => span)];
    const isUncounted = (span: Span) => {
      const sentence = sentences.find((one) => overlaps(one, span));
      const isAnnotated = (one: Span) => sentence !== undefined && overlaps(one, sentence);
      return (
        !others.some((other) => overlaps(other, span)) &&
        (others.some(isAnnotated) || gold.narrated.some((one) => isAnnotated(one.span)))
      );
    };
    const left = new Set(gold.narrated);
    for (const claim of found.claims) {
      if (claim.kind !== 'narrated') continue;
      const [span] = claim.content as [Span];
      const right = [...left].find((one) => shared(tokens, one.span, span) >= SAME);
      if (right) {
        left.delete(right);
        claims.right++;
        claims.found++;
        if (right.hedged && claim.hedged) hedged.right++;
        if (right.hedged) hedged.gold++;
        if (claim.hedged) hedged.found++;
      } else if (!isUncounted(span)) claims.found++;
    }
    claims.gold += gold.narrated.length;
    for (const { span } of gold.asides) {
      asides.annotated++;
      const isClaimed = found.claims.some(({ content }) => content.some((one) => overlaps(one, span)));
      if (!isClaimed) asides.kept++;
    }
  }
  const close = (counts: typeof claims) => score({ ...counts, rightFound: counts.right });
  return { claims: close(claims), hedged: close(hedged), asides };
}

/** Tokens in both spans over tokens in either. */
function shared(tokens: readonly Span[], a: Span, b: Span): number {
  let both = 0;
  let either = 0;
  for (const token of tokens) {
    const inA = overlaps(token, a);
    const inB = overlaps(token, b);
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return either === 0 ? 0 : both / either;
}
