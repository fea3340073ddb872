import type { Span } from '../../span.ts';
import type { Layout, Piece } from '../layout.ts';

const SHORTEST_WRAP = 40;
const LONGEST_WRAP = 120;
const ENOUGH_LINES = 3;

/**
 * Lays plain text out: a line is a piece; blank lines are none. In hard-wrapped text the lines of a paragraph
 * are one piece.
 *
 * @param text the document text
 * @param from where the article begins, after a front matter header
 */
export function layOutPlainText(text: string, from = 0): Layout {
  const lines = linesOf(text, from);
  const width = wrapWidth(text, lines);
  const pieces: Piece[] = [];
  let open: Span | null = null;
  for (const [index, line] of lines.entries()) {
    open = open ? [open[0], line[1]] : line;
    if (width !== null && isWrapped(text, line, lines[index + 1], width)) continue;
    pieces.push({ span: open, kind: null });
    open = null;
  }
  return { text, reading: text, pieces, structured: false };
}

/** The lines with something visible on them, without white space at their edges. */
function linesOf(text: string, from: number): Span[] {
  const lines: Span[] = [];
  for (const match of text.slice(from).matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const line = match[0];
    const body = line.trim();
    if (body === '') continue;
    const start = from + match.index + (line.length - line.trimStart().length);
    lines.push([start, start + body.length]);
  }
  return lines;
}

/**
 * The column that text is wrapped at, or null. It is wrapped when nearly every line that another follows directly
 * is one that the next line's first word would not have fitted on.
 */
function wrapWidth(text: string, lines: readonly Span[]): number | null {
  const inner = lines.filter((line, index) => adjoins(text, line, lines[index + 1]));
  if (inner.length < ENOUGH_LINES) return null;
  const width = inner.reduce((longest, [start, end]) => Math.max(longest, end - start), 0);
  if (width < SHORTEST_WRAP || width > LONGEST_WRAP) return null;
  const full = lines.filter((line, index) => isWrapped(text, line, lines[index + 1], width));
  return full.length >= 0.7 * inner.length ? width : null;
}

function isWrapped(text: string, line: Span, next: Span | undefined, width: number): boolean {
  if (!next || !adjoins(text, line, next)) return false;
  const space = text.slice(next[0], Math.min(next[1], next[0] + LONGEST_WRAP)).search(/\s/);
  const word = space === -1 ? next[1] - next[0] : space;
  return line[1] - line[0] + 1 + word > width;
}

/** Whether one line break, and nothing else, lies between two lines. */
function adjoins(text: string, line: Span, next: Span | undefined): boolean {
  if (!next || next[0] - line[1] > LONGEST_WRAP) return false;
  return /^[ \t]*(?:\r\n|[\n\r\u2028\u2029])[ \t]*$/.test(text.slice(line[1], next[0]));
}
