import { gunzipSync } from 'node:zlib';
import sniffHtmlEncoding from 'html-encoding-sniffer';
import { PermanentError } from '../errors.ts';
import { MAX_UPLOAD_BYTES } from './limits.ts';

const MIB = 1024 * 1024;
/** What files that are no text begin with. */
const SIGNATURES: readonly (readonly [beginning: string, what: string])[] = [
  ['%PDF-', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['\xd0\xcf\x11\xe0', 'an old office document'],
  ['\x89PNG', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['{\\rtf', 'an RTF document'],
  ['\x1f\x8b', 'gzip inside gzip'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  ['\xfd7zXZ', 'an xz archive'],
];
/** Text has next to no control characters besides white space; in anything random one byte in nine is one. */
const MOST_CONTROLS = 0.005;

/**
 * Gives back what was gzipped, or the bytes themselves where they are not gzip. It never inflates beyond the limit.
 *
 * @param name what errors call the input
 * @throws PermanentError `article.empty`, `article.tooLarge` (as stored, or inflated), `article.gzipBroken`
 */
export function unpack(name: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) throw empty(name);
  if (bytes.length > MAX_UPLOAD_BYTES) {
    throw new PermanentError(
      'article.tooLarge',
      `${name} has ${bytes.length} bytes; at most ${MAX_UPLOAD_BYTES / MIB} MiB are read, so that any article fits the memory it is read in. Upload the article without what surrounds it.`,
      { name, bytes: bytes.length, limit: MAX_UPLOAD_BYTES },
    );
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const inflated = gunzipSync(bytes, { maxOutputLength: MAX_UPLOAD_BYTES });
    if (inflated.length === 0) throw empty(name);
    return inflated;
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new PermanentError(
        'article.tooLarge',
        `${name} is gzipped and inflates from ${bytes.length} bytes to more than ${MAX_UPLOAD_BYTES / MIB} MiB; unpacking stopped there, so that a gzip bomb cannot fill the memory. Upload the article alone.`,
        { name, bytes: bytes.length, limit: MAX_UPLOAD_BYTES, gzip: true },
      );
    }
    throw new PermanentError(
      'article.gzipBroken',
      `${name} begins as gzip but cannot be unpacked: it is cut short or damaged. Pack and upload it again.`,
      { name, bytes: bytes.length },
      error,
    );
  }
}

/**
 * Turns bytes into text. The encoding is, in this order: a byte order mark's; the declared one (the content type's
 * charset, else an HTML page's own); UTF-8; windows-1252. Bytes that are valid UTF-8 beyond ASCII are UTF-8 even
 * where a single-byte Western encoding is declared: that happens by mistake all the time, and by chance never.
 *
 * @param charset the label of the content type, if it has one
 * @param html whether to look for a page's own declaration (HTML Standard, "prescan a byte stream")
 * @throws PermanentError `article.binary`, `article.unsupportedEncoding`, `article.empty`
 */
export function decode(name: string, bytes: Uint8Array, charset: string | null, html: boolean): string {
  const what = SIGNATURES.find(([beginning]) => startsWith(bytes, beginning))?.[1];
  if (what) throw binary(name, `it is ${what}`);
  const text = decodeAs(name, bytes, charset, html);
  if (text.includes('\0')) throw binary(name, 'it holds NUL characters');
  const controls = text.match(/[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/g)?.length ?? 0;
  if (controls > MOST_CONTROLS * text.length) throw binary(name, 'it is full of control characters');
  if (text.trim() === '') throw empty(name);
  return withoutByteOrderMark(text);
}

/**
 * A text without byte order marks at its start (a second one is what files glued together leave). Whatever reads the
 * kept text drops them as it decodes, so offsets that counted them would be off.
 */
export const withoutByteOrderMark = (text: string): string => text.replace(/^\ufeff+/, '');

function decodeAs(name: string, bytes: Uint8Array, charset: string | null, html: boolean): string {
  if (startsWith(bytes, '\xff\xfe\0\0') || startsWith(bytes, '\0\0\xfe\xff'))
    throw unsupported(name, 'UTF-32');
  const marked = byteOrderMark(bytes);
  if (marked) return tryDecode(bytes, marked) ?? fail(name, marked);
  const declared = charset ?? (html ? declaredInPage(bytes) : null);
  const utf8 = tryDecode(bytes, 'utf-8');
  if (declared === null) return utf8 ?? tryDecode(bytes, 'windows-1252') ?? fail(name, 'UTF-8');
  const encoding = canonical(declared);
  if (encoding === null) throw unsupported(name, shown(declared));
  const western = encoding === 'windows-1252' || encoding === 'utf-8';
  if (western && utf8 !== null) return utf8;
  return tryDecode(bytes, western ? 'windows-1252' : encoding) ?? fail(name, encoding);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (startsWith(bytes, '\xef\xbb\xbf')) return 'utf-8';
  if (startsWith(bytes, '\xff\xfe')) return 'utf-16le';
  return startsWith(bytes, '\xfe\xff') ? 'utf-16be' : null;
}

/** The encoding an HTML page declares in its first 1,024 bytes, or null. */
function declaredInPage(bytes: Uint8Array): string | null {
  const undeclared = 'x-user-defined';
  const sniffed = sniffHtmlEncoding(bytes, { defaultEncoding: undeclared });
  return sniffed === undeclared ? null : sniffed;
}

function canonical(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** The text without its byte order mark, or null where the bytes are not of that encoding. */
function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const startsWith = (bytes: Uint8Array, beginning: string): boolean =>
  bytes.length >= beginning.length &&
  Array.from(beginning).every((char, index) => bytes[index] === char.charCodeAt(0));

function fail(name: string, encoding: string): never {
  throw new PermanentError(
    'article.unsupportedEncoding',
    `${name} says it is ${encoding}, but its bytes are not. Save it as UTF-8 and upload it again.`,
    { name, encoding },
  );
}

/** A label that is none may be anything: it comes from the uploader's header. */
const shown = (label: string): string => label.replace(/[^\w.:-]/g, '?').slice(0, 40);

const unsupported = (name: string, encoding: string): PermanentError =>
  new PermanentError(
    'article.unsupportedEncoding',
    `${name} is in an encoding that cannot be read (${encoding}). Save it as UTF-8 and upload it again.`,
    { name, encoding },
  );

const binary = (name: string, why: string): PermanentError =>
  new PermanentError(
    'article.binary',
    `${name} is not text: ${why}. Upload the article as plain text, Markdown, HTML or JSON.`,
    { name },
  );

const empty = (name: string): PermanentError =>
  new PermanentError(
    'article.empty',
    `${name} is empty: there is no text in it. Upload it again with its text.`,
    {
      name,
    },
  );
