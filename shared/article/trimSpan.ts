import type { Span } from '../span.ts';

/** The span without white space at its edges, or null where nothing is left. */
export function trimSpan(text: string, [from, to]: Span): Span | null {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start < end ? [start, end] : null;
}
