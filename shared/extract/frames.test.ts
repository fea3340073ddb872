import { expect, it } from 'vitest';
import { decodeFrame, type FrameHead, scoreFrame } from './frames.ts';

const FREE = [
  [0, 0, -10_000],
  [0, 0, 0],
  [0, 0, 0],
];
/** Two labels apart from "nothing", projections of length 2, distances up to 0 and 1 with scores of their own. */
const head: FrameHead = {
  labels: ['O', 'B-x', 'I-x'],
  transitions: FREE,
  start: [0, 0, -10_000],
  size: 2,
  distances: [0, 1],
  distanceScores: [
    [0, -2, 0],
    [0, -1, 0],
    [0, 0, 0],
    [0, 1, 0],
    [0, 2, 0],
  ],
};
const width = head.labels.length * head.size;
const rows = (count: number, value = 0) => new Float32Array(count * width).fill(value);

it('scores a label by its distance from the cue, on either side of it', () => {
  const scores = { words: rows(6), cues: rows(6), alone: new Float32Array(18) };
  const frame = scoreFrame(scores, { start: 2, end: 4 }, head);
  const begins = Array.from({ length: 6 }, (_, word) => frame[word * 3 + 1]);
  // Two before, next before, the cue's two words, next behind, and two behind.
  expect(begins).toEqual([-2, -1, 0, 0, 1, 2]);
});

it('adds the product of the word and the mean of the cue’s words', () => {
  const words = rows(3);
  words.set([0, 0, 1, 2, 0, 0], 2 * width); // of the last word, for B-x
  const cues = rows(3);
  cues.set([0, 0, 3, 5, 0, 0], 0);
  cues.set([0, 0, 1, 1, 0, 0], width);
  const alone = Float32Array.from([0, 0, 0, 0, 0, 0, 0, 0.5, 0]);
  const frame = scoreFrame({ words, cues, alone }, { start: 0, end: 2 }, head);
  // (3 + 1) / 2 · 1 + (5 + 1) / 2 · 2 = 8, with 0.5 of its own and 1 for standing next to the cue.
  expect(frame[2 * 3 + 1]).toBeCloseTo(9.5);
});

it('leaves the scores it is given as they are', () => {
  const alone = new Float32Array(9);
  scoreFrame({ words: rows(3), cues: rows(3), alone }, { start: 0, end: 1 }, head);
  expect([...alone]).toEqual(new Array(9).fill(0));
});

it('decodes the best labelling and its share of all', () => {
  // Of two words the first certainly begins a span; the second is as likely to go on, to begin one or to be nothing.
  const { spans, probability } = decodeFrame(Float32Array.from([0, 99, 0, 0, 0, 0.001]), head);
  expect(spans).toEqual([{ label: 'x', start: 0, end: 2 }]);
  expect(probability).toBeCloseTo(1 / 3, 2);
});
