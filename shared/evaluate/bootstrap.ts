import { seeded } from '../seeded.ts';

const RESAMPLES = 1000;

/**
 * 95% intervals of figures by the percentile bootstrap (Efron 1979): articles are drawn with replacement, as many as
 * there are, a thousand times. The draws are the same each time.
 *
 * @param figures computes all figures of the articles drawn, given by index
 * @returns for each figure its lower and upper end
 */
export function bootstrap(
  articles: number,
  figures: (drawn: readonly number[]) => readonly number[],
): [low: number, high: number][] {
  const random = seeded(1);
  const runs = Array.from({ length: RESAMPLES }, () =>
    figures(Array.from({ length: articles }, () => Math.floor(random() * articles))),
  );
  return (runs[0] ?? []).map((_, figure) => {
    const values = runs.map((run) => run[figure]!).sort((a, b) => a - b);
    return [values[Math.floor(RESAMPLES * 0.025)]!, values[Math.ceil(RESAMPLES * 0.975) - 1]!];
  });
}
