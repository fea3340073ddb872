import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrated, fitCurve } from './calibrate.ts';

describe('calibrated', () => {
  const curve = [
    [0, 0.1],
    [0.5, 0.7],
    [1, 0.9],
  ] as const;

  it.each([
    [0, 0.1],
    [0.25, 0.4],
    [0.5, 0.7],
    [0.75, 0.8],
    [1, 0.9],
  ])('%d is %d on the curve', (probability, expected) => {
    expect(calibrated(probability, curve)).toBeCloseTo(expected);
  });
});

describe('fitCurve', () => {
  it('learns how often claims of a probability are right', () => {
    // The model says 0.2 and 0.8, and is right in 40 and in 60 of 100.
    const judged = Array.from({ length: 200 }, (_, i) => ({
      probability: i < 100 ? 0.2 : 0.8,
      right: i < 100 ? i % 5 < 2 : i % 5 < 3,
    }));
    const curve = fitCurve(judged);
    expect(calibrated(0.2, curve)).toBeCloseTo(0.4, 1);
    expect(calibrated(0.8, curve)).toBeCloseTo(0.6, 1);
  });

  it('never falls, and stays in 0..1, whatever was judged', () => {
    const claim = fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(claim, { minLength: 60, maxLength: 400 }), (judged) => {
        const curve = fitCurve(judged);
        const values = Array.from({ length: 101 }, (_, i) => calibrated(i / 100, curve));
        values.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(i === 0 ? 0 : values[i - 1]! - 1e-12);
          expect(value).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('refuses to learn from a few claims', () => {
    expect(() => fitCurve([{ probability: 0.5, right: true }])).toThrow('1 claims are too few');
  });
});
