import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

export interface Column {
  /** In columns of the terminal; null for what the others leave. One column at least must be null. */
  readonly width: number | null;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/**
 * Lays out one row of a table: each cell wrapped in its column, two columns of space between.
 * Widths are those a terminal gives characters: two for CJK and emoji.
 *
 * @returns the row's lines, without white space at their ends
 */
export function columns(layout: readonly Column[], cells: readonly string[], width: number): string[] {
  const fixed = layout.reduce((sum, column) => sum + (column.width ?? 0), GAP.length * (layout.length - 1));
  const flexible = layout.filter((column) => column.width === null).length;
  const rest = Math.max(8, Math.floor((width - fixed) / Math.max(1, flexible)));
  const wrapped = layout.map((column, index) => {
    const columnWidth = column.width ?? rest;
    const lines = wrapAnsi(cells[index] ?? '', columnWidth, { hard: true }).split('\n');
    return { lines, columnWidth, align: column.align ?? 'left' };
  });
  const height = Math.max(...wrapped.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    wrapped
      .map(({ lines, columnWidth, align }) => {
        const line = lines[row] ?? '';
        const space = ' '.repeat(Math.max(0, columnWidth - stringWidth(line)));
        return align === 'right' ? space + line : line + space;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** The text, cut to the width with an ellipsis when it is longer. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const [first = ''] = wrapAnsi(text, Math.max(1, width - 1), { hard: true, wordWrap: false }).split('\n');
  // A character of two columns is not cut in half: where it does not fit, it goes.
  return `${stringWidth(first) < width ? first.trimEnd() : ''}…`;
}
