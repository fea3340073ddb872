/** Scores of a linear-chain conditional random field. Forbidden moves are very low: -10,000. */
export interface Chain {
  readonly labels: readonly string[];
  /** `transitions[from][to]`. */
  readonly transitions: readonly (readonly number[])[];
  /** Of beginning with a label. */
  readonly start: readonly number[];
}

/**
 * The best-scoring labels of a sequence (Viterbi), as indices into `chain.labels`.
 *
 * @param scores one row of `chain.labels.length` emission scores a word, one after another
 */
export function viterbi(scores: Float32Array, chain: Chain): Uint8Array {
  const size = chain.labels.length;
  const length = scores.length / size;
  const decided = new Uint8Array(length);
  if (length === 0) return decided;
  const incoming = columns(chain.transitions);
  const from = new Uint8Array(length * size);
  let best = Float64Array.from(chain.start, (start, label) => start + scores[label]!);
  let next = new Float64Array(size);
  for (let i = 1; i < length; i++) {
    for (let to = 0; to < size; to++) {
      const moves = incoming[to]!;
      let top = best[0]! + moves[0]!;
      let argument = 0;
      for (let label = 1; label < size; label++) {
        const score = best[label]! + moves[label]!;
        if (score > top) {
          top = score;
          argument = label;
        }
      }
      next[to] = top + scores[i * size + to]!;
      from[i * size + to] = argument;
    }
    [best, next] = [next, best];
  }
  decided[length - 1] = best.indexOf(Math.max(...best));
  for (let i = length - 1; i > 0; i--) decided[i - 1] = from[i * size + decided[i]!]!;
  return decided;
}

/** `transitions` by the label moved to. */
export const columns = (rows: readonly (readonly number[])[]): Float64Array[] =>
  rows.map((_, to) => Float64Array.from(rows, (row) => row[to]!));
