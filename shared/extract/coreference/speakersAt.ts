import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';

/** A way to tell in which claim's content a place stands: the innermost one, null outside of all. For places in any order. */
export function speakersAt(
  claims: readonly { readonly content: readonly Span[] }[],
): (at: number) => number | null {
  const edges = [...new Set(claims.flatMap(({ content }) => content.flat()))].sort((a, b) => a - b);
  const innermost = new Array<number | null>(edges.length).fill(null);
  const size = claims.map(({ content }) => content.reduce((sum, [start, end]) => sum + end - start, 0));
  const bySize = claims.map((_, i) => i).sort((a, b) => size[b]! - size[a]!);
  for (const claim of bySize)
    for (const [start, end] of claims[claim]!.content)
      for (let i = firstIndex(edges, (edge) => edge >= start); i < edges.length && edges[i]! < end; i++)
        innermost[i] = claim;
  return (at) => innermost[firstIndex(edges, (edge) => edge > at) - 1] ?? null;
}
