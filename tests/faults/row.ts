import { expect } from 'vitest';

/** One row of the fault table (docs/faults.md): printed, and held to "nothing lost, nothing doubled". */
export function row(
  fault: string,
  { trials, lost, doubled, note }: { trials: number; lost: number; doubled: number; note: string },
): void {
  process.stdout.write(`| ${fault} | ${trials} | ${lost} | ${doubled} | ${note} |\n`);
  expect(trials).toBeGreaterThan(0);
  expect({ fault, lost, doubled }).toEqual({ fault, lost: 0, doubled: 0 });
}
