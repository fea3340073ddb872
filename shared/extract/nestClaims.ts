import { covers, type Span } from '../span.ts';

/** What decides nesting: spans of the document text. */
export interface Nestable {
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
}

/**
 * For each claim the index of its parent: the innermost other claim whose content holds all of its cue and content,
 * or null. A claim without a cue has no parent.
 */
export function nestClaims(claims: readonly Nestable[]): (number | null)[] {
  const extent = ({ content }: Nestable) => content.reduce((sum, [start, end]) => sum + end - start, 0);
  return claims.map((inner) => {
    const spans = [...inner.cue, ...inner.content];
    let parent: number | null = null;
    claims.forEach((outer, index) => {
      // A cue takes room beside the content, so what holds both is the larger: there can be no circle.
      if (inner.cue.length === 0 || extent(outer) <= extent(inner)) return;
      if (!spans.every((span) => outer.content.some((content) => covers(content, span)))) return;
      if (parent === null || extent(outer) < extent(claims[parent]!)) parent = index;
    });
    return parent;
  });
}
