import { expect, it } from 'vitest';
import type { Chain } from './viterbi.ts';
import { weighSpans } from './weighSpans.ts';

const chain: Chain = {
  labels: ['O', 'B-x', 'I-x'],
  transitions: [
    [0, 0, -10_000],
    [0, 0, 0],
    [0, 0, 0],
  ],
  start: [0, 0, -10_000],
};

it('gives a span the share of labellings in which it begins, goes on and ends just there', () => {
  // Two words without any evidence: OO, OB, BO, BB, BI. The first alone is a span in two of them, both are in one.
  const scores = new Float32Array(6);
  const whole = [{ start: 0, end: 2 }];
  const weigh = (start: number, end: number) =>
    weighSpans([{ label: 'x', start, end }], scores, chain, whole)[0]!.probability;
  expect(weigh(0, 1)).toBeCloseTo(2 / 5);
  expect(weigh(0, 2)).toBeCloseTo(1 / 5);
});

it('weighs each span in its own sequence', () => {
  const scores = Float32Array.from([0, 9, 0, 0, 0, 0]);
  const spans = [
    { label: 'x', start: 0, end: 1 },
    { label: 'x', start: 1, end: 2 },
  ];
  const [sure, open] = weighSpans(spans, scores, chain, [
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ]);
  expect(sure!.probability).toBeGreaterThan(0.99);
  expect(open!.probability).toBeCloseTo(1 / 2);
});
