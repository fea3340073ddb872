import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publisherDimension } from './publisherDimension.ts';

describe("a publisher's dimension", () => {
  it('is the same however the name is written', () => {
    expect(publisherDimension('The Harbour Courier')).toBe('harbour-courier');
    expect(publisherDimension('HARBOUR  Courier')).toBe('harbour-courier');
    expect(publisherDimension('Die Zeit – Süd')).toBe('die-zeit-sud');
  });

  it('is what CloudWatch takes as a dimension, and no list of them falls apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (name) => {
        const dimension = publisherDimension(name);
        expect(dimension).toMatch(/^[\x21-\x7e]+$/);
        expect(dimension).not.toContain(',');
      }),
    );
  });
});
