import { type Chain, viterbi } from './viterbi.ts';

/** Words `start` to `end` (exclusive). */
export interface WordRange {
  readonly start: number;
  readonly end: number;
}

/** A run of words under one label. */
export interface LabelledSpan extends WordRange {
  readonly label: string;
}

/**
 * The spans that the model's scores mark: the best labels of each sequence (Viterbi).
 *
 * @param scores rows of `chain.labels.length`, one a word of the article
 * @param sequences the word ranges to decode, each on its own
 * @returns spans in order, not overlapping
 */
export function decodeSpans(
  scores: Float32Array,
  chain: Chain,
  sequences: readonly WordRange[],
): LabelledSpan[] {
  const size = chain.labels.length;
  return sequences.flatMap(({ start, end }) =>
    labelledSpans(viterbi(scores.subarray(start * size, end * size), chain), chain, start),
  );
}

/** The spans of a sequence's labels, counted from `first`: a `B-x` and the `I-x` right after it are one. */
export function labelledSpans(decided: Uint8Array, { labels }: Chain, first = 0): LabelledSpan[] {
  const spans: LabelledSpan[] = [];
  for (let i = 0; i < decided.length; ) {
    const start = i++;
    const name = labels[decided[start]!]!;
    if (!name.startsWith('B-')) continue;
    const label = name.slice(2);
    while (i < decided.length && labels[decided[i]!] === `I-${label}`) i++;
    spans.push({ label, start: first + start, end: first + i });
  }
  return spans;
}
