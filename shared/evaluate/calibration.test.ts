import { describe, expect, it } from 'vitest';
import { calibrate } from './calibration.ts';

const claims = (count: number, right: number, confidence: number) =>
  Array.from({ length: count }, (_, i) => ({ confidence, right: i < right }));

describe('calibrate', () => {
  it('finds no error where as many are right as confidence says', () => {
    expect(calibrate([...claims(10, 9, 0.9), ...claims(4, 1, 0.25)]).error).toBeCloseTo(0);
  });

  it('weighs each bin’s gap by its claims', () => {
    const { bins, error } = calibrate([...claims(30, 24, 0.9), ...claims(10, 5, 0.45)]);
    expect(error).toBeCloseTo((30 * 0.1 + 10 * 0.05) / 40);
    expect(bins[9]).toMatchObject({ from: 0.9, claims: 30, right: 0.8 });
    expect(bins[4]).toMatchObject({ claims: 10, right: 0.5 });
    expect(bins[0]).toEqual({ from: 0, to: 0.1, claims: 0, confidence: null, right: null });
  });

  it('has 0 in the first bin and 1 in the last', () => {
    const { bins } = calibrate([...claims(1, 1, 1), ...claims(2, 0, 0)]);
    expect([bins[0]!.claims, bins[9]!.claims]).toEqual([2, 1]);
  });

  it('says nothing of nothing', () => {
    expect(calibrate([]).error).toBe(0);
  });
});
