import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours when stdout is a terminal that shows them and NO_COLOR is not set (FORCE_COLOR overrides both); else the text as it is. */
export const style = (format: Format, text: string): string =>
  styleText(format, text, { stream: process.stdout, validateStream: true });

const FALLBACK_WIDTH = 80;
/** Wider lines are hard to read. */
const GREATEST_WIDTH = 120;
const LEAST_WIDTH = 40;

/** Columns to write in: the terminal's that the stream goes to, or COLUMNS, or 80. */
export function terminalWidth(stream: NodeJS.WriteStream = process.stdout): number {
  const width = stream.columns ?? Number.parseInt(process.env.COLUMNS ?? '', 10);
  return Math.min(GREATEST_WIDTH, Math.max(LEAST_WIDTH, width || FALLBACK_WIDTH));
}
