import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Whether a request to a loopback port comes from this machine's own programs, as far as its headers tell. A web page of
 * another site in the user's browser can send requests to 127.0.0.1 too: such a request carries that site's `Origin`, or, when
 * the site's name was pointed to 127.0.0.1 (DNS rebinding), that name as `Host`.
 */
export function isLocalRequest({ host, origin }: IncomingHttpHeaders): boolean {
  if (host !== undefined && !LOOPBACK.test(host)) return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && LOOPBACK.test(new URL(origin).host);
}
