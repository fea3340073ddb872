import { type LabelledSpan, labelledSpans, type WordRange } from './decodeSpans.ts';
import { forwardBackward } from './forwardBackward.ts';
import { type Chain, viterbi } from './viterbi.ts';

/**
 * The model's frame head: given the cue of one attribution, the labels of *its* source, cue and content. Every cue has
 * a labelling of its own, so attributions may nest, and a piece of content belongs to the cue it was labelled for.
 */
export interface FrameHead extends Chain {
  /** Length of a label's projection. */
  readonly size: number;
  /** Upper limits, in words, of the distances from the cue that share a score, the same on both sides of it. */
  readonly distances: readonly number[];
  /** Score of each label by distance: far before the cue first, the cue itself in the middle, far behind it last. */
  readonly distanceScores: readonly (readonly number[])[];
}

/** What the model says of the words of one window for frames: a row a word. */
export interface FrameScores {
  /** Each word as a part of a frame: `labels.length × size` numbers. */
  readonly words: Float32Array;
  /** Each word as (a part of) a cue: the same size. */
  readonly cues: Float32Array;
  /** Each word's label scores whatever the cue is. */
  readonly alone: Float32Array;
}

/** The spans of one attribution, in words. */
export interface Frame {
  readonly spans: readonly LabelledSpan[];
  /** 0..1: the probability of just this labelling, given the cue. */
  readonly probability: number;
}

/**
 * Label scores of every word of a window for the attribution with this cue: for each label the product of the word's
 * projection and the cue's (the mean of its words'), as in deep biaffine attention (Dozat and Manning 2017), the
 * word's own score and that of its distance from the cue.
 *
 * @param cue words of the window
 * @returns a row of `head.labels.length` a word
 */
export function scoreFrame(scores: FrameScores, cue: WordRange, head: FrameHead): Float32Array {
  const labels = head.labels.length;
  const width = labels * head.size;
  const length = scores.alone.length / labels;
  const projection = new Float32Array(width);
  for (let word = cue.start; word < cue.end; word++) {
    for (let k = 0; k < width; k++) projection[k]! += scores.cues[word * width + k]! / (cue.end - cue.start);
  }
  const frame = Float32Array.from(scores.alone);
  for (let word = 0; word < length; word++) {
    const byDistance = head.distanceScores[distanceRow(word, cue, head.distances)]!;
    for (let label = 0; label < labels; label++) {
      const from = word * width + label * head.size;
      let product = byDistance[label]!;
      for (let k = 0; k < head.size; k++)
        product += scores.words[from + k]! * projection[label * head.size + k]!;
      frame[word * labels + label]! += product;
    }
  }
  return frame;
}

/** The best labelling of the window for a cue, and its probability. @param frame of `scoreFrame` */
export function decodeFrame(frame: Float32Array, head: FrameHead): Frame {
  const labels = viterbi(frame, head);
  return {
    spans: labelledSpans(labels, head),
    probability: forwardBackward(frame, head)(0, [...labels]),
  };
}

/** Row of `distanceScores` for a word: the middle one inside the cue. */
function distanceRow(word: number, cue: WordRange, limits: readonly number[]): number {
  const distance = word < cue.start ? cue.start - word : Math.max(0, word - cue.end + 1);
  let step = 0;
  while (step < limits.length && distance > limits[step]!) step++;
  return word < cue.start ? limits.length - step : limits.length + step;
}
