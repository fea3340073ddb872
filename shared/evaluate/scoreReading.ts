import type { Claim, Polarity, SourceKind, Stance } from '../extract/extraction.ts';
import type { Tally } from './tally.ts';

/** What is annotated of a claim's words, beside its spans and who its source is. */
export interface GoldReading {
  readonly stance: Stance;
  readonly polarity: Polarity;
  readonly kind: SourceKind;
  /** The day, month or year when it was said; null where the text does not tell. */
  readonly time: string | null;
}

export const READINGS = ['stance', 'polarity', 'source kind', 'time'] as const;
export type Reading = (typeof READINGS)[number];

/**
 * Counts how claims are read where they were found. Of stance, polarity and kind each claim has one, so that found are as
 * many as annotated. Times are those that are told: given ones that are not annotated are wrong.
 */
export function countReadings(
  pairs: readonly {
    readonly gold: GoldReading;
    readonly found: Pick<Claim, 'stance' | 'polarity' | 'sourceKind' | 'time'>;
  }[],
): Record<Reading, Tally> {
  const each = (isRight: (pair: (typeof pairs)[number]) => boolean): Tally => {
    const right = pairs.filter(isRight).length;
    return { right, rightFound: right, gold: pairs.length, found: pairs.length };
  };
  const told = pairs.filter(({ gold }) => gold.time !== null);
  const onTime = told.filter(({ gold, found }) => found.time?.value === gold.time).length;
  return {
    stance: each(({ gold, found }) => gold.stance === found.stance),
    polarity: each(({ gold, found }) => gold.polarity === found.polarity),
    // Where nobody is mentioned, the kind is annotated as unknown.
    'source kind': each(({ gold, found }) => gold.kind === (found.sourceKind ?? 'unknown')),
    time: {
      right: onTime,
      rightFound: onTime,
      gold: told.length,
      found: pairs.filter(({ found }) => found.time !== null).length,
    },
  };
}
