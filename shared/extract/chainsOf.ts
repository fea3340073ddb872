import type { Claim } from './extraction.ts';

/**
 * For each claim the names of the sources from the outermost claim around it to itself (`Claim.chain`).
 *
 * @param claims whole: each one's parent is among them, and none is its own ancestor
 */
export function chainsOf(
  claims: readonly Pick<Claim, 'id' | 'kind' | 'parent' | 'sourceName'>[],
): Claim['chain'][] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return claims.map((claim) => {
    if (claim.kind === 'narrated') return [];
    const chain = [claim.sourceName];
    for (let up = claim.parent; up !== null; ) {
      const outer = byId.get(up);
      if (outer === undefined) break;
      chain.unshift(outer.sourceName);
      up = outer.parent;
    }
    return chain;
  });
}
