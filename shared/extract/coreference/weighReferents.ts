import type { AnaphorKind } from './anaphors.ts';
import type { Choice, Features, Option } from './referenceOptions.ts';
import shipped from './referenceWeights.json' with { type: 'json' };

/** What each feature of one kind of anaphors speaks for: "none of them", or an option. */
interface KindWeights {
  readonly none: Readonly<Record<string, number>>;
  readonly option: Readonly<Record<string, number>>;
}

/** A log-linear model for each kind of anaphor. */
export interface ReferenceWeights extends Readonly<Record<AnaphorKind, KindWeights>> {
  /** From this probability on, the likeliest is taken for meant. */
  readonly threshold: number;
}

/** Learned from annotated articles (`training/README.md`). */
export const SHIPPED_WEIGHTS: ReferenceWeights = shipped;

/**
 * Whom an anaphor means: the likeliest of its options with how likely it is, in 0..1; null without options.
 *
 * Options and "none of them" share one softmax, as in the mention ranking of Denis & Baldridge 2008, "Specialized models
 * and ranking for coreference resolution", EMNLP.
 */
export function likeliest(
  { kind, none, options }: Choice,
  weights: ReferenceWeights = SHIPPED_WEIGHTS,
): { readonly option: Option; readonly probability: number } | null {
  const model = weights[kind];
  const scores = options.map(({ features }) => score(features, model.option));
  const rest = score(none, model.none);
  const most = Math.max(rest, ...scores);
  const best = scores.indexOf(Math.max(...scores));
  const option = options[best];
  if (!option) return null;
  const total = scores.reduce((sum, one) => sum + Math.exp(one - most), Math.exp(rest - most));
  return { option, probability: Math.exp(scores[best]! - most) / total };
}

const score = (features: Features, weights: Readonly<Record<string, number>>): number => {
  let sum = 0;
  for (const name in features) sum += features[name]! * (Object.hasOwn(weights, name) ? weights[name]! : 0);
  return sum;
};
