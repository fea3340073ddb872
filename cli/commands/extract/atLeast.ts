import { chainsOf } from '../../../shared/extract/chainsOf.ts';
import type { Claim } from '../../../shared/extract/extraction.ts';

/**
 * The claims of at least this confidence, with the ids they have among all. The parent of one is the innermost claim around it that is
 * left, null when none is; chains go along these parents.
 */
export function atLeast(minConfidence: number, claims: readonly Claim[]): Claim[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const isKept = ({ confidence }: Claim) => confidence >= minConfidence;
  const kept = claims.filter(isKept).map((claim) => {
    let parent = claim.parent === null ? undefined : byId.get(claim.parent);
    while (parent !== undefined && !isKept(parent)) {
      parent = parent.parent === null ? undefined : byId.get(parent.parent);
    }
    return { ...claim, parent: parent?.id ?? null };
  });
  const chains = chainsOf(kept);
  return kept.map((claim, i) => ({ ...claim, chain: chains[i]! }));
}
