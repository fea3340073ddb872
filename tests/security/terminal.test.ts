import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../cli/terminal/printable.ts';
import { runCli } from '../e2e/runCli.ts';

/** Controls that move a cursor, start a sequence or turn the direction of writing; a line end is none. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil\u2066\rfake';

describe('what is printed at a terminal', () => {
  it('holds no control, escape or direction mark, whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        '\u001b',
        '\u001b[',
        '\u001b]',
        '\u009b',
        '31m',
        '\u0007',
        '\u202e',
        '\u2066',
        '\r',
        '\u2028',
        '\0',
        'a',
        '\ud800',
      ],
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(printable(text)).not.toMatch(HARMFUL);
        expect(printable(text).isWellFormed()).toBe(true);
        expect(printableLines(text).replaceAll('\n', '')).not.toMatch(HARMFUL);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a hostile server cannot write to the terminal', () => {
  const server = createServer((request, response) => {
    const refuses = request.url?.startsWith('/claims') ?? false;
    response.writeHead(refuses ? 400 : 500, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({
        detail: HOSTILE,
        ...(refuses && { invalidParams: [{ name: HOSTILE, reason: HOSTILE }] }),
      }),
    );
  });
  let url = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it.each([['claims'], ['articles'], ['entities', 'po'], ['article', 'a'.repeat(24)]])(
    'through the errors that claimwire %s tells',
    async (...command) => {
      const { stdout, stderr, code } = await runCli([...command, '--api-url', url]);
      expect(code).toBeGreaterThan(0);
      expect(stderr).toContain('fake');
      expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(HARMFUL);
    },
  );
});
