import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelay } from './retryDelay.ts';

describe('the delay of a retry', () => {
  it('doubles with every try, from 30 s to half an hour', () => {
    const almostOne = 1 - Number.EPSILON;
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((receives) => retryDelay(receives, almostOne));
    expect(delays).toEqual([30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
  });

  it('has at most half of it taken off by chance, and is one that SQS takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (receives, random) => {
          const seconds = retryDelay(receives, random);
          expect(Number.isInteger(seconds)).toBe(true);
          expect(seconds).toBeGreaterThanOrEqual(15);
          expect(seconds).toBeLessThanOrEqual(1800);
          expect(seconds).toBeGreaterThanOrEqual(retryDelay(receives, 0));
          expect(seconds).toBeLessThanOrEqual(2 * retryDelay(receives, 0));
        },
      ),
    );
  });
});
