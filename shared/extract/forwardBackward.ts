import { type Chain, columns } from './viterbi.ts';

/** The chain's probability, 0..1, that the words from `start` on bear just these labels. */
export type RunProbability = (start: number, labels: readonly number[]) => number;

/**
 * Marginals of a linear-chain conditional random field by the forward-backward algorithm (Rabiner 1989; Lafferty,
 * McCallum and Pereira 2001).
 *
 * @param scores as for `viterbi`
 */
export function forwardBackward(scores: Float32Array, chain: Chain): RunProbability {
  const size = chain.labels.length;
  const length = scores.length / size;
  const { transitions, start: initial } = chain;
  const incoming = columns(transitions);
  const forward = new Float64Array(length * size);
  const backward = new Float64Array(length * size);
  const terms = new Float64Array(size);

  for (let i = 0; i < length; i++) {
    for (let to = 0; to < size; to++) {
      if (i > 0) {
        const moves = incoming[to]!;
        for (let from = 0; from < size; from++) terms[from] = forward[(i - 1) * size + from]! + moves[from]!;
      }
      forward[i * size + to] = scores[i * size + to]! + (i === 0 ? initial[to]! : logSum(terms));
    }
  }
  for (let i = length - 2; i >= 0; i--) {
    for (let from = 0; from < size; from++) {
      const moves = transitions[from]!;
      for (let to = 0; to < size; to++) {
        const next = (i + 1) * size + to;
        terms[to] = moves[to]! + scores[next]! + backward[next]!;
      }
      backward[i * size + from] = logSum(terms);
    }
  }
  const all = length === 0 ? 0 : logSum(forward.subarray((length - 1) * size));

  return (start, labels) => {
    let sum = forward[start * size + labels[0]!]!;
    for (let k = 1; k < labels.length; k++) {
      sum += transitions[labels[k - 1]!]![labels[k]!]! + scores[(start + k) * size + labels[k]!]!;
    }
    const last = start + labels.length - 1;
    return Math.exp(Math.min(0, sum + backward[last * size + labels.at(-1)!]! - all));
  };
}

function logSum(terms: Float64Array): number {
  let top = terms[0]!;
  for (const term of terms) if (term > top) top = term;
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - top);
  return top + Math.log(sum);
}
