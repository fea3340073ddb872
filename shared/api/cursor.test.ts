import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorScope, readCursor, signCursor } from './cursor.ts';

const SECRET = 'a secret for tests';
const scope: CursorScope = { route: '/claims', query: { source: 'Port Authority', minConfidence: 0.8 } };
const refusal = expect.objectContaining({ name: 'PermanentError', code: 'cursor.invalid' });

describe('cursors', () => {
  it('give back any position they were made from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (position, secret) => {
        expect(readCursor(signCursor(position, scope, secret), scope, secret)).toBe(position);
      }),
    );
  });

  it('need no escaping in a URL', () => {
    expect(signCursor('ARTICLE#ü/+?', scope, SECRET)).toMatch(/^[\w-]+$/);
  });

  it('do not care for the order of the parameters', () => {
    const reordered = { route: '/claims', query: { minConfidence: 0.8, source: 'Port Authority' } };
    expect(readCursor(signCursor('p', scope, SECRET), reordered, SECRET)).toBe('p');
  });

  it('are refused when any byte is altered', () => {
    const bytes = Buffer.from(signCursor('CLAIM#2023-01-11#c3', scope, SECRET), 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      for (const bit of [0x01, 0x80]) {
        const altered = Buffer.from(bytes);
        altered[index]! ^= bit;
        expect(() => readCursor(altered.toString('base64url'), scope, SECRET)).toThrow(refusal);
      }
    }
  });

  it('are refused when any character is replaced, added or dropped, even where decoding would not notice', () => {
    const cursor = signCursor('CLAIM#2023-01-11#c33', scope, SECRET);
    fc.assert(
      fc.property(
        fc.nat(cursor.length),
        fc.constantFrom(0, 1),
        fc.constantFrom('', 'A', 'B', '_', '-', '=', '+', ' ', '\n', '\u0000', 'é', '🦉'),
        (at, dropped, put) => {
          const altered = cursor.slice(0, at) + put + cursor.slice(at + dropped);
          fc.pre(altered !== cursor);
          expect(() => readCursor(altered, scope, SECRET)).toThrow(refusal);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each<[string, CursorScope]>([
    ['another route', { ...scope, route: '/articles' }],
    ['another value', { ...scope, query: { ...scope.query, minConfidence: 0.7 } }],
    ['one parameter less', { ...scope, query: { source: 'Port Authority' } }],
    ['one parameter more', { ...scope, query: { ...scope.query, from: '2023-01-11T00:00:00.000Z' } }],
  ])('are refused for %s', (_what, other) => {
    expect(() => readCursor(signCursor('p', scope, SECRET), other, SECRET)).toThrow(refusal);
  });

  it('are refused under another secret', () => {
    expect(() => readCursor(signCursor('p', scope, SECRET), scope, 'another')).toThrow(refusal);
  });

  it('are refused when they are no cursors at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readCursor(text, scope, SECRET)).toThrow(refusal);
      }),
    );
  });
});
