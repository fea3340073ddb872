import { expect, it } from 'vitest';
import { freeChain, freeHead } from '../../tests/chains.ts';
import { reinforceLabels } from './reinforceLabels.ts';

const labels = ['O', 'B-cue', 'I-cue', 'B-content', 'I-content'];
const chain = freeChain(labels);
const head = freeHead(chain);
const window = (attribution: number[], alone: number[]) => ({
  attribution: Float32Array.from(attribution),
  entity: new Float32Array(0),
  trigger: new Float32Array(attribution.length / labels.length),
  frame: {
    words: new Float32Array(attribution.length),
    cues: new Float32Array(attribution.length),
    alone: Float32Array.from(alone),
  },
});

it('adds half of what a frame has for a label over nothing, within its limit', () => {
  const scores = window([0, 9, 0, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 0, 0, 5, 99]);
  reinforceLabels(scores, { attribution: chain, frame: head });
  // The second word: nothing stays; the cue's labels lose half of 1; contents gain half of 5 - 1, and half of the limit of 8.
  expect([...scores.attribution.subarray(5)]).toEqual([1, -0.5, -0.5, 2, 4]);
});

it('changes nothing where no cue is marked', () => {
  const scores = window([1, 0, 0, 0, 0], [0, 0, 0, 7, 0]);
  reinforceLabels(scores, { attribution: chain, frame: head });
  expect([...scores.attribution]).toEqual([1, 0, 0, 0, 0]);
});
