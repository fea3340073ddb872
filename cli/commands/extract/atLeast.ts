import type { Claim } from '../../../shared/extract/extraction.ts';

/**
 * The claims of at least this confidence, with the ids they have among all. The parent of one is the innermost claim around it that is
 * left; null when none is.
 */
export function atLeast(minConfidence: number, claims: readonly Claim[]): Claim[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const isKept = ({ confidence }: Claim) => confidence >= minConfidence;
  return claims.filter(isKept).map((claim) => {
    let parent = claim.parent === null ? undefined : byId.get(claim.parent);
    while (parent !== undefined && !isKept(parent)) {
      parent = parent.parent === null ? undefined : byId.get(parent.parent);
    }
    return { ...claim, parent: parent?.id ?? null };
  });
}
