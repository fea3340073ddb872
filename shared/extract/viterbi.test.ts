import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardBackward } from './forwardBackward.ts';
import { type Chain, viterbi } from './viterbi.ts';

const labels = ['O', 'B-x', 'I-x'];
const NEVER = -10_000;

const score = fc.double({ min: -5, max: 5, noNaN: true });
const chain: fc.Arbitrary<Chain> = fc
  .tuple(
    fc.array(fc.array(score, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
    fc.tuple(score, score),
  )
  .map(([rows, [o, b]]) => ({
    labels,
    transitions: rows.map((row, from) => row.map((value, to) => (from === 0 && to === 2 ? NEVER : value))),
    start: [o, b, NEVER],
  }));
const emissions = fc
  .integer({ min: 1, max: 5 })
  .chain((length) => fc.array(score, { minLength: 3 * length, maxLength: 3 * length }))
  .map((values) => Float32Array.from(values));

/** Every way to label the words, with its score. */
function* paths(
  scores: Float32Array,
  { transitions, start }: Chain,
): Generator<{ path: number[]; score: number }> {
  const length = scores.length / 3;
  for (let code = 0; code < 3 ** length; code++) {
    const path = Array.from({ length }, (_, i) => Math.floor(code / 3 ** i) % 3);
    let total = start[path[0]!]!;
    for (let i = 0; i < length; i++) {
      total += scores[3 * i + path[i]!]! + (i === 0 ? 0 : transitions[path[i - 1]!]![path[i]!]!);
    }
    yield { path, score: total };
  }
}

describe('viterbi', () => {
  it('finds the best of all labellings', () => {
    fc.assert(
      fc.property(emissions, chain, (scores, model) => {
        const all = [...paths(scores, model)];
        const best = Math.max(...all.map((one) => one.score));
        const decided = [...viterbi(scores, model)];
        const found = all.find(({ path }) => String(path) === String(decided))!;
        expect(found.score).toBeCloseTo(best, 6);
      }),
    );
  });

  it('never makes a forbidden move, whatever the scores', () => {
    fc.assert(
      fc.property(emissions, chain, (scores, model) => {
        const decided = viterbi(scores, model);
        decided.forEach((label, i) => {
          if (label === 2) expect(decided[i - 1]).toBeOneOf([1, 2]);
        });
      }),
    );
  });

  it('labels no words with nothing', () => {
    expect(
      viterbi(new Float32Array(0), { labels, transitions: [[], [], []], start: [0, 0, 0] }),
    ).toHaveLength(0);
  });
});

describe('forwardBackward', () => {
  it('gives a run of labels the share that its labellings have among all', () => {
    fc.assert(
      fc.property(emissions, chain, fc.nat(), fc.nat(), (scores, model, a, b) => {
        const length = scores.length / 3;
        const start = a % length;
        const run = [...viterbi(scores, model)].slice(start, start + 1 + (b % (length - start)));
        let all = 0;
        let having = 0;
        for (const { path, score: value } of paths(scores, model)) {
          all += Math.exp(value);
          if (run.every((label, i) => path[start + i] === label)) having += Math.exp(value);
        }
        expect(forwardBackward(scores, model)(start, run)).toBeCloseTo(having / all, 9);
      }),
    );
  });
});
