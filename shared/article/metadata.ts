import type { ArticleMetadata } from './article.ts';
import { MAX_PUBLISHER_LENGTH, MAX_TITLE_LENGTH, MAX_URL_LENGTH } from './limits.ts';
import { published } from './published.ts';

/** Metadata as a place gives it: raw, any type, any field missing. */
export type RawMetadata = { readonly [field in keyof ArticleMetadata]?: unknown };

/**
 * Joins what several places say, field by field: the first usable value wins. A value that cannot be used (a
 * publication time that is none, a URL that is none) counts as missing; metadata never makes an article fail.
 *
 * @param places in order of precedence
 */
export function mergeMetadata(...places: readonly RawMetadata[]): ArticleMetadata {
  const first = (field: keyof ArticleMetadata, read: (value: unknown) => string | null): string | null => {
    for (const place of places) {
      const value = read(place[field]);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    title: first('title', (value) => label(value, MAX_TITLE_LENGTH)),
    publisher: first('publisher', (value) => label(value, MAX_PUBLISHER_LENGTH)),
    published: first('published', published),
    url: first('url', webAddress),
  };
}

/**
 * Reads S3 object metadata. HTTP headers hold ASCII only, so values may be RFC 2047 encoded words (as S3 itself
 * returns them) or percent encoded.
 */
export function objectMetadata(metadata: Readonly<Record<string, string>> = {}): RawMetadata {
  const field = (name: string): string | undefined =>
    metadata[name] === undefined ? undefined : decodeWords(metadata[name]);
  const url = field('url');
  return {
    title: percentDecoded(field('title')),
    publisher: percentDecoded(field('publisher')),
    published: percentDecoded(field('published')),
    url: url !== undefined && /^https?%3a/i.test(url) ? percentDecoded(url) : url,
  };
}

function label(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null;
  const line = value
    .slice(0, 16 * longest)
    .replace(/[\s\x00-\x1f\x7f-\x9f]+/gu, ' ')
    .trim()
    .toWellFormed();
  if (line.length <= longest) return line === '' ? null : line;
  return `${line
    .slice(0, longest - 1)
    .toWellFormed()
    .replace(/[\s\ufffd]+$/u, '')}…`;
}

function webAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return null;
  const url = URL.parse(value.trim());
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= MAX_URL_LENGTH
    ? url.href
    : null;
}

function percentDecoded(value: string | undefined): string | undefined {
  if (value === undefined || !/%[\da-f]{2}/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const ENCODED_WORD = /=\?([\w-]{1,40})\?([bq])\?([^?\s]*)\?=/gi;

/** RFC 2047, section 2: white space between two encoded words is none of the text. */
function decodeWords(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(ENCODED_WORD, (word, charset, encoding, data) => {
    const bytes =
      encoding.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : Buffer.from(
            data
              .replaceAll('_', ' ')
              .replace(/=([\da-f]{2})/gi, (_: string, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          );
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return word;
    }
  });
}
