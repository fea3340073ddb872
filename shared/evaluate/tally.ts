/** What was counted of one thing. */
export interface Tally {
  /** How many of the annotated were found. */
  readonly right: number;
  /** How many of the found are annotated: with overlaps not always as many. */
  readonly rightFound: number;
  /** Annotated. */
  readonly gold: number;
  readonly found: number;
}

/** Of 100; the counts are those of the tally. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly gold: number;
  readonly found: number;
}

/** Counted strictly, with the same edges, and leniently. */
export interface Pair<T> {
  readonly exact: T;
  /** Where at least a word is shared. */
  readonly overlap: T;
}

export const NOTHING: Tally = { right: 0, rightFound: 0, gold: 0, found: 0 };

export const sum = (tallies: Iterable<Tally>): Tally => {
  let { right, rightFound, gold, found } = NOTHING;
  for (const tally of tallies) {
    right += tally.right;
    rightFound += tally.rightFound;
    gold += tally.gold;
    found += tally.found;
  }
  return { right, rightFound, gold, found };
};

export const sumPairs = (pairs: readonly Pair<Tally>[]): Pair<Tally> => ({
  exact: sum(pairs.map(({ exact }) => exact)),
  overlap: sum(pairs.map(({ overlap }) => overlap)),
});

/** Precision, recall and F1; 0 where there is nothing to divide by. */
export function score({ right, rightFound, gold, found }: Tally): Score {
  const precision = found === 0 ? 0 : (100 * rightFound) / found;
  const recall = gold === 0 ? 0 : (100 * right) / gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, gold, found };
}

export const scorePair = ({ exact, overlap }: Pair<Tally>): Pair<Score> => ({
  exact: score(exact),
  overlap: score(overlap),
});
