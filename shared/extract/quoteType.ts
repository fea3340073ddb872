import { firstIndex } from '../firstIndex.ts';
import { covers, type Span } from '../span.ts';
import type { QuoteType } from './extraction.ts';

/**
 * How much of a claim's content stands in quotation marks: all of its words `direct`, some `mixed`, none
 * `indirect`. Marks that belong to a claim nested in the content do not count.
 *
 * @param quoted what stands between quotation marks in the text (`quotedSpans`)
 * @param nested contents of the claims nested in this one
 */
export function quoteType(
  text: string,
  content: readonly Span[],
  quoted: readonly Span[],
  nested: readonly Span[] = [],
): QuoteType {
  const own = content
    .flatMap((span) => touching(quoted, span))
    .filter((quote) => !nested.some((span) => covers(span, quote)));
  if (own.length === 0) return 'indirect';
  let inside = 0;
  let outside = 0;
  for (const [start, end] of content) {
    for (const word of text.slice(start, end).matchAll(/[\p{L}\p{N}]+/gu)) {
      const at = start + word.index;
      if (own.some((quote) => quote[0] <= at && at < quote[1])) inside++;
      else outside++;
    }
  }
  if (inside === 0) return 'indirect';
  return outside === 0 ? 'direct' : 'mixed';
}

/** Those of the quotations, in order and not overlapping, that share something with the span. */
const touching = (quoted: readonly Span[], [start, end]: Span): readonly Span[] =>
  quoted.slice(
    firstIndex(quoted, (quote) => quote[1] > start),
    firstIndex(quoted, (quote) => quote[0] >= end),
  );
