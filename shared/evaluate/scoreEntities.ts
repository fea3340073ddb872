import type { Span } from '../span.ts';
import { snap } from './snap.ts';
import { sum, type Tally } from './tally.ts';

/** A named mention with the label that the data gives such things. */
export interface LabelledMention {
  readonly label: string;
  readonly span: Span;
}

/**
 * Counts named mentions, by label: right are those with the same label and, snapped to whole tokens, the same edges.
 *
 * @param labels all that may occur; each gets a tally, in this order
 */
export function countEntities(
  tokens: readonly Span[],
  gold: readonly LabelledMention[],
  found: readonly LabelledMention[],
  labels: readonly string[],
): ReadonlyMap<string, Tally> {
  const keys = (mentions: readonly LabelledMention[], label: string) =>
    new Set(
      mentions
        .filter((mention) => mention.label === label)
        .flatMap(({ span }) => snap(tokens, [span]).map(String)),
    );
  return new Map(
    labels.map((label) => {
      const inGold = keys(gold, label);
      const inFound = keys(found, label);
      const right = [...inGold].filter((key) => inFound.has(key)).length;
      return [label, { right, rightFound: right, gold: inGold.size, found: inFound.size }];
    }),
  );
}

/** The labels' tallies together: micro averages. */
export const micro = (counts: ReadonlyMap<string, Tally>, labels: readonly string[]): Tally =>
  sum(labels.flatMap((label) => counts.get(label) ?? []));
