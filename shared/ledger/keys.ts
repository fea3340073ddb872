import { createHash } from 'node:crypto';

const MAX_KEY_LENGTH = 120;

/**
 * Ledger-wide key of whoever or whatever bears a name: letters and digits in lower case without accents,
 * everything else a hyphen, "the" dropped from the front. The key of a key is itself, so callers may pass either.
 * Long names keep their beginning and get a hash, so that a key is never longer than 137 code units.
 */
export function entityKey(name: string): string {
  const folded = foldName(name);
  if (folded === '') return `x-${sha256(name).slice(0, 16)}`;
  return folded.length <= MAX_KEY_LENGTH + 17
    ? folded
    : `${folded.slice(0, MAX_KEY_LENGTH).replace(/[^\p{L}\p{M}\p{N}]+$/u, '')}-${sha256(folded).slice(0, 16)}`;
}

/** What `entityKey` makes of a name before it bounds it: empty for a name without letters and digits. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    // The accents of Latin, Greek and Cyrillic. Marks of other scripts make another letter, or are vowels.
    .replace(/[\u0300-\u036f]+/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(?:the-)+(?=.)/, '')
    .normalize('NFC');

/** Id of the article that lives at bucket and key: 24 hex digits, the same for all its versions. */
export const articleId = (bucket: string, key: string): string => sha256(`${bucket}/${key}`).slice(0, 24);

/** SHA-256 of a string's UTF-8 bytes, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
