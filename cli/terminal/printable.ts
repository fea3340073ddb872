import { stripVTControlCharacters } from 'node:util';

/**
 * Text of an article made safe for a terminal: on one line, without control characters and escape sequences, which could move the
 * cursor, set colours or the window's title, and without the marks that turn the direction of writing, which could show
 * something else than is written. Lone surrogates become U+FFFD.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toWellFormed()
    .trim();
}

/** The same for text of several lines: its line ends stay. */
export const printableLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => printable(line))
    .join('\n');
