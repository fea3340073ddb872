import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.ts';

const mean = (values: readonly number[]) => [values.reduce((sum, value) => sum + value, 0) / values.length];

describe('bootstrap', () => {
  it('comes near the normal interval of a mean', () => {
    // 0 and 1 in equal parts: the mean's standard error is 0.5 / sqrt(400).
    const [[low, high]] = bootstrap(400, (drawn) => mean(drawn.map((i) => i % 2))) as [[number, number]];
    expect(low).toBeCloseTo(0.5 - 1.96 * 0.025, 2);
    expect(high).toBeCloseTo(0.5 + 1.96 * 0.025, 2);
  });

  it('gives no width to what does not vary, and the same ends each time', () => {
    expect(bootstrap(5, () => [3, 4])).toEqual([
      [3, 3],
      [4, 4],
    ]);
    const once = () => bootstrap(7, (drawn) => mean(drawn));
    expect(once()).toEqual(once());
  });
});
