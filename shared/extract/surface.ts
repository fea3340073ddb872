import type { Span } from '../span.ts';

/**
 * A word as the model reads it: a straight double quotation mark gets the direction its left neighbour implies,
 * the double marks of the Penn Treebank become curly ones, single curly marks become straight.
 */
export function surface(text: string, [start, end]: Span): string {
  const word = text.slice(start, end);
  if (word === '"') {
    const before = text.slice(Math.max(0, start - 1), start);
    return before === '' || /[\s([{—–\-/'‘]/u.test(before) ? '“' : '”';
  }
  if (word === '``') return '“';
  if (word === "''") return '”';
  return word.replace(/[’‘`]/g, "'");
}
