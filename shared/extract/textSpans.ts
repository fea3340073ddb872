import type { Span } from '../span.ts';
import type { WordRange } from './decodeSpans.ts';
import type { Word } from './readWords.ts';

/**
 * Where a range of words stands in the document text: one span for each block it touches, so that no span holds
 * what lies between two blocks.
 *
 * @param tokens the article's, which the words were read from
 */
export function textSpans(
  { start, end }: WordRange,
  words: readonly Pick<Word, 'block'>[],
  tokens: readonly Span[],
): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (let i = start + 1; i <= end; i++) {
    if (i < end && words[i]!.block === words[from]!.block) continue;
    spans.push([tokens[from]![0], tokens[i - 1]![1]]);
    from = i;
  }
  return spans;
}
