import { createHmac, timingSafeEqual } from 'node:crypto';
import { PermanentError } from '../errors.ts';

const VERSION = 1;
const MAC_BYTES = 32;

/** The list a cursor belongs to. */
export interface CursorScope {
  /** The list's route: `/claims`. */
  readonly route: string;
  /** The parsed parameters that choose and order the items; not the page's size. */
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * Makes a position in a list into a cursor that nobody can alter or use on another list: base64url of a version byte,
 * the HMAC-SHA256 of version, route, query and position, and the position. The position is signed, not hidden.
 */
export function signCursor(position: string, scope: CursorScope, secret: string): string {
  return Buffer.concat([
    Buffer.of(VERSION),
    mac(position, scope, secret),
    Buffer.from(position, 'utf8'),
  ]).toString('base64url');
}

/**
 * The position in a cursor.
 *
 * @throws PermanentError `cursor.invalid` unless it was signed with this secret for this very scope
 */
export function readCursor(cursor: string, scope: CursorScope, secret: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(1 + MAC_BYTES).toString('utf8');
  const signed = bytes.subarray(1, 1 + MAC_BYTES);
  const genuine =
    bytes[0] === VERSION &&
    signed.length === MAC_BYTES &&
    timingSafeEqual(signed, mac(position, scope, secret)) &&
    // Decoding is lenient (stray signs, unused bits): only the one spelling that was given out will do.
    signCursor(position, scope, secret) === cursor;
  if (genuine) return position;
  throw invalidCursor(scope.route);
}

/** The error for a cursor that is no good for a route. */
export const invalidCursor = (route: string): PermanentError =>
  new PermanentError(
    'cursor.invalid',
    `The cursor does not belong to this query of ${route}. Use it unchanged, with the parameters of the page it came with, or start again without it.`,
  );

const mac = (position: string, { route, query }: CursorScope, secret: string): Buffer => {
  const canonical = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', secret)
    .update(JSON.stringify([VERSION, route, canonical, position]))
    .digest();
};
