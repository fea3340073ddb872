/**
 * A rising curve from the model's own probability of a claim to the share of such claims that were right, both 0..1:
 * points in order, the first at 0 and the last at 1. It is fitted by `npm run calibrate` (docs/quality.md).
 */
export type CalibrationCurve = readonly (readonly [probability: number, right: number])[];

/** The probability, 0..1, that a claim is right: on a straight line between the curve's points. */
export function calibrated(probability: number, curve: CalibrationCurve): number {
  const above = Math.max(
    1,
    curve.findIndex(([point]) => point >= probability),
  );
  const [left, low] = curve[above - 1]!;
  const [right, high] = curve[above]!;
  return low + ((high - low) * (probability - left)) / (right - left);
}

const LEAST_IN_A_POINT = 30;
const MOST_POINTS = 15;

/**
 * Fits a curve to claims that were judged: means of groups of about the same size in the order of their probability,
 * those that would fall pooled until the curve rises (isotonic regression by pooling adjacent violators, Ayer et al.
 * 1955; for calibration Zadrozny and Elkan 2002).
 *
 * @throws RangeError with fewer than 60 claims: a curve would be made of chance
 */
export function fitCurve(judged: readonly { probability: number; right: boolean }[]): CalibrationCurve {
  if (judged.length < 2 * LEAST_IN_A_POINT)
    throw new RangeError(
      `${judged.length} claims are too few to calibrate with; it takes ${2 * LEAST_IN_A_POINT}.`,
    );
  const sorted = judged.toSorted((a, b) => a.probability - b.probability);
  const points = Math.min(MOST_POINTS, Math.floor(sorted.length / LEAST_IN_A_POINT));
  const pools: { count: number; probability: number; right: number }[] = [];
  for (let i = 0; i < points; i++) {
    const group = sorted.slice(
      Math.round((i * sorted.length) / points),
      Math.round(((i + 1) * sorted.length) / points),
    );
    let pool = {
      count: group.length,
      probability: group.reduce((sum, one) => sum + one.probability, 0),
      right: group.filter((one) => one.right).length,
    };
    while (pools.length > 0 && pools.at(-1)!.right / pools.at(-1)!.count >= pool.right / pool.count) {
      const before = pools.pop()!;
      pool = {
        count: before.count + pool.count,
        probability: before.probability + pool.probability,
        right: before.right + pool.right,
      };
    }
    pools.push(pool);
  }
  const curve = pools.map(({ count, probability, right }) => [probability / count, right / count] as const);
  const round = (x: number) => Math.round(x * 1e4) / 1e4;
  const inner = curve.map(([x, y]) => [round(x), round(y)] as const).filter(([x]) => x > 0 && x < 1);
  return [[0, round(curve[0]![1])], ...inner, [1, round(curve.at(-1)![1])]];
}
