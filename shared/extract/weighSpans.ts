import type { LabelledSpan, WordRange } from './decodeSpans.ts';
import { forwardBackward } from './forwardBackward.ts';
import type { Chain } from './viterbi.ts';

/** A labelled span, and how sure the model is of it. */
export interface WeighedSpan extends LabelledSpan {
  /** 0..1: the chain's probability of just this span: it begins, goes on and ends where it does. */
  readonly probability: number;
}

/**
 * Gives decoded spans their probability (forward-backward). It is the model's own belief, not calibrated.
 *
 * @param spans in order; parameters as for `decodeSpans`, which they come from
 */
export function weighSpans(
  spans: readonly LabelledSpan[],
  scores: Float32Array,
  chain: Chain,
  sequences: readonly WordRange[],
): WeighedSpan[] {
  const size = chain.labels.length;
  const weighed: WeighedSpan[] = [];
  for (const { start: first, end } of sequences) {
    const inside: LabelledSpan[] = [];
    while (spans[weighed.length + inside.length] && spans[weighed.length + inside.length]!.start < end)
      inside.push(spans[weighed.length + inside.length]!);
    if (inside.length === 0) continue;
    const probability = forwardBackward(scores.subarray(first * size, end * size), chain);
    for (const span of inside) {
      const goingOn = chain.labels.indexOf(`I-${span.label}`);
      const labels = new Array<number>(span.end - span.start).fill(goingOn);
      labels[0] = chain.labels.indexOf(`B-${span.label}`);
      const start = span.start - first;
      const longer = span.end < end ? probability(start, [...labels, goingOn]) : 0;
      weighed.push({ ...span, probability: Math.max(0, probability(start, labels) - longer) });
    }
  }
  return weighed;
}
