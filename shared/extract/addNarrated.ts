import type { Article } from '../article/article.ts';
import { readableText } from '../article/readableText.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import { clauseBeside, independentClauses, type WordRun } from './clauses.ts';
import type { BareClaim } from './describeClaims.ts';
import type { SetAside } from './extraction.ts';
import { isHedged } from './isHedged.ts';
import { quotedSpans } from './quotedSpans.ts';
import { quoteType } from './quoteType.ts';
import { type SentenceWord, sentenceWords } from './sentenceWords.ts';
import { whyNoClaim } from './whyNoClaim.ts';

/**
 * How often such claims are right, raw text in: the model gives no probability of what it does not mark. Measured on the gold
 * articles for whole sentences, estimated for clauses, which are too few there. Measure again with each model (docs/decisions/12-narrated.md).
 */
const CONFIDENCE = { sentence: 0.97, clause: 0.7 };

/** All of an article's sentences, accounted for. */
export interface Account {
  /** Attributed and narrated, in the order of the text, numbered anew: `c1`, `c2`, … */
  readonly claims: readonly BareClaim[];
  /** The sentences without any claim. */
  readonly setAside: readonly SetAside[];
}

/**
 * Adds to an article's attributed claims what the publisher states in its own voice. A sentence that no attribution touches is
 * one claim, unless it is set aside (`whyNoClaim`); its clauses are claims of their own where some are hedged and others not. Of a
 * sentence that an attribution touches, what stands beside it as an independent clause is a claim.
 *
 * @param attributed in the order of the text
 */
export function addNarrated(article: Article, attributed: readonly BareClaim[]): Account {
  const taken = union(attributed.flatMap(spansOf));
  const quoted = quotedSpans(article);
  const narrated: BareClaim[] = [];
  const setAside: SetAside[] = [];
  let block = 0;
  for (const sentence of article.sentences) {
    while (block < article.blocks.length - 1 && article.blocks[block]!.span[1] <= sentence[0]) block++;
    const words = sentenceWords(article, sentence);
    const runs = freeRuns(words, touching(taken, sentence));
    const isQuoted = (word: SentenceWord) => touching(quoted, word.span).length > 0;
    const isHedge = (run: WordRun) => isHedged(words.slice(run.start, run.end), isQuoted);
    const state = (run: WordRun, confidence: number) =>
      narrated.push(narratedClaim(article, words, run, { hedged: isHedge(run), confidence, quoted }));

    if (runs === null) {
      const line = readableText(article, sentence);
      const isSaid = words.every((word) => !/[\p{L}\p{N}]/u.test(word.text) || isQuoted(word));
      const reason = whyNoClaim(line, words, article.blocks[block]!.kind, isSaid);
      if (reason !== null) setAside.push({ reason, span: sentence });
      else for (const run of statements(words, isHedge)) state(run, CONFIDENCE.sentence);
    } else if (article.blocks[block]!.kind === 'paragraph') {
      for (const run of runs) {
        const clause = clauseBeside(words, run);
        if (clause) state(clause, CONFIDENCE.clause);
      }
    }
  }
  return { claims: inOrder([...attributed, ...narrated]), setAside };
}

const spansOf = ({ source, cue, content }: BareClaim): Span[] => [
  ...(source ?? []),
  ...(cue ?? []),
  ...content,
];

/** The spans in order, those that overlap made one. */
function union(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Those of the spans, in order and not overlapping, that share something with the span. */
const touching = (spans: readonly Span[], [start, end]: Span): readonly Span[] =>
  spans.slice(
    firstIndex(spans, (span) => span[1] > start),
    firstIndex(spans, (span) => span[0] >= end),
  );

/** The runs of a sentence's words that no attribution has taken; null when none of the sentence is taken. */
function freeRuns(words: readonly SentenceWord[], taken: readonly Span[]): WordRun[] | null {
  if (taken.length === 0) return null;
  const runs: WordRun[] = [];
  let start = 0;
  for (const [from, to] of taken) {
    const end = firstIndex(words, ({ span }) => span[1] > from);
    if (end > start) runs.push({ start, end });
    start = Math.max(
      start,
      firstIndex(words, ({ span }) => span[0] >= to),
    );
  }
  if (start < words.length) runs.push({ start, end: words.length });
  return runs;
}

/** The statements of a sentence: itself, or its clauses, joined where neighbours are hedged alike. */
function statements(words: readonly SentenceWord[], isHedge: (run: WordRun) => boolean): WordRun[] {
  const whole = trimmed(words, { start: 0, end: words.length });
  if (!isHedge(whole)) return [whole];
  const joined: { start: number; end: number; hedged: boolean }[] = [];
  for (const { start, end } of independentClauses(words)) {
    const hedged = isHedge({ start, end });
    const last = joined.at(-1);
    if (last?.hedged === hedged) last.end = end;
    else joined.push({ start, end, hedged });
  }
  return joined.length === 1 ? [whole] : joined.map((run) => trimmed(words, run));
}

/** Without a bullet or a dash before it. */
function trimmed(words: readonly SentenceWord[], { start, end }: WordRun): WordRun {
  let from = start;
  while (from < end - 1 && /^[•·▪●◦*>–—-]$/u.test(words[from]!.text)) from++;
  return { start: from, end };
}

function narratedClaim(
  article: Article,
  words: readonly SentenceWord[],
  { start, end }: WordRun,
  { hedged, confidence, quoted }: { hedged: boolean; confidence: number; quoted: readonly Span[] },
): BareClaim {
  const span: Span = [words[start]!.span[0], words[end - 1]!.span[1]];
  return {
    id: '',
    kind: 'narrated',
    content: [span],
    cue: null,
    cueText: null,
    source: null,
    sourceName: null,
    sourceEntity: null,
    sourceKind: null,
    quoteType: quoteType(article.reading, [span], quoted),
    hedged,
    parent: null,
    confidence,
  };
}

/** The claims by where they begin, numbered in that order. */
function inOrder(claims: readonly BareClaim[]): BareClaim[] {
  const begin = (claim: BareClaim) =>
    spansOf(claim).reduce((least, [start]) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const sorted = claims
    .map((claim) => ({ claim, at: begin(claim) }))
    .sort((a, b) => a.at - b.at)
    .map(({ claim }) => claim);
  const numbers = new Map(sorted.filter(({ kind }) => kind === 'attributed').map(({ id }) => [id, '']));
  for (const [i, { id, kind }] of sorted.entries()) if (kind === 'attributed') numbers.set(id, `c${i + 1}`);
  return sorted.map((claim, i) => ({
    ...claim,
    id: `c${i + 1}`,
    parent: claim.parent === null ? null : (numbers.get(claim.parent) ?? null),
  }));
}
