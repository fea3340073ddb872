import type { FrameHead } from '../shared/extract/frames.ts';
import type { Chain } from '../shared/extract/viterbi.ts';

const FORBIDDEN = -10_000;

/** A chain that likes no labelling better than another; an `I-x` follows only its own `B-x` or `I-x`. */
export const freeChain = (labels: readonly string[]): Chain => ({
  labels,
  transitions: labels.map((from) =>
    labels.map((to) => (to.startsWith('I-') && from.slice(2) !== to.slice(2) ? FORBIDDEN : 0)),
  ),
  start: labels.map((label) => (label.startsWith('I-') ? FORBIDDEN : 0)),
});

/** A frame head in which projections and distances count for nothing: the scores of the words alone decide. */
export const freeHead = (chain: Chain): FrameHead => ({
  ...chain,
  size: 1,
  distances: [0],
  distanceScores: [0, 1, 2].map(() => chain.labels.map(() => 0)),
});
