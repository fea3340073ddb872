import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';

/**
 * Spans of a text as ranges of whole tokens, in order: `[from, to)`, indexes of `tokens`. Those with no token between
 * become one; one that holds no token is left out.
 */
export function snap(tokens: readonly Span[], spans: readonly Span[]): Span[] {
  const ranges: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const from = firstIndex(tokens, (token) => token[1] > start);
    const to = firstIndex(tokens, (token) => token[0] >= end);
    const last = ranges.at(-1);
    if (from >= to) continue;
    if (last && last[1] >= from) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}
