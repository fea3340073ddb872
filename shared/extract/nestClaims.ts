import { firstIndex } from '../firstIndex.ts';
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
  const contents = claims
    .flatMap(({ content }, claim) => content.map((span) => ({ claim, span })))
    .sort((a, b) => a.span[0] - b.span[0]);
  /** For each content the farthest end of it and all before it: going back past that finds nothing more. */
  const farthest: number[] = [];
  for (const { span } of contents) farthest.push(Math.max(span[1], farthest.at(-1) ?? 0));

  return claims.map((inner) => {
    const first = inner.cue[0];
    if (!first) return null;
    const spans = [...inner.cue, ...inner.content];
    let parent: number | null = null;
    let i = firstIndex(contents, ({ span }) => span[0] > first[0]) - 1;
    for (; i >= 0 && farthest[i]! >= first[1]; i--) {
      const { claim, span } = contents[i]!;
      const outer = claims[claim]!;
      // A cue takes room beside the content, so what holds both is the larger: there can be no circle.
      if (!covers(span, first) || extent(outer) <= extent(inner)) continue;
      if (!spans.every((one) => outer.content.some((content) => covers(content, one)))) continue;
      if (parent === null || extent(outer) < extent(claims[parent]!)) parent = claim;
    }
    return parent;
  });
}
