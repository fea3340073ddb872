import { forwardBackward } from './forwardBackward.ts';
import { type Chain, viterbi } from './viterbi.ts';

/** Words `start` to `end` (exclusive). */
export interface WordRange {
  readonly start: number;
  readonly end: number;
}

/** A run of words under one label. */
export interface TaggedSpan extends WordRange {
  readonly label: string;
  /** 0..1: the chain's probability that these words, from first to last, bear this label as one span. */
  readonly probability: number;
}

/**
 * The spans that the model's scores mark: the best labels of each sequence (Viterbi), a `B-x` and the `I-x` right
 * after it being one span, with the probability that forward-backward gives to them.
 *
 * @param scores rows of `chain.labels.length`, one a word of the article
 * @param sequences the word ranges to decode, each on its own
 */
export function decodeSpans(
  scores: Float32Array,
  chain: Chain,
  sequences: readonly WordRange[],
): TaggedSpan[] {
  const size = chain.labels.length;
  return sequences.flatMap((sequence) => {
    const rows = scores.subarray(sequence.start * size, sequence.end * size);
    const decided = viterbi(rows, chain);
    const runs = [...labelRuns(decided, chain.labels)];
    if (runs.length === 0) return [];
    const probability = forwardBackward(rows, chain);
    return runs.map(({ label, start, end }) => ({
      label,
      start: sequence.start + start,
      end: sequence.start + end,
      probability: Math.exp(probability(start, [...decided.subarray(start, end)])),
    }));
  });
}

function* labelRuns(
  decided: Uint8Array,
  labels: readonly string[],
): Generator<WordRange & { label: string }> {
  for (let i = 0; i < decided.length; ) {
    const start = i++;
    const name = labels[decided[start]!]!;
    if (!name.startsWith('B-')) continue;
    const label = name.slice(2);
    while (i < decided.length && labels[decided[i]!] === `I-${label}`) i++;
    yield { label, start, end: i };
  }
}
