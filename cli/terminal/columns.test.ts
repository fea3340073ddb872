import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { columns, cut } from './columns.ts';
import { printable } from './printable.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 }).map(printable);

describe('columns', () => {
  it('wraps each cell in its column', () => {
    const layout = [{ width: 6 }, { width: null }, { width: 4, align: 'right' as const }];
    expect(columns(layout, ['Ann Lee', 'said it was late', '9%'], 24)).toEqual([
      'Ann     said it       9%',
      'Lee     was late',
    ]);
  });

  it('counts wide characters as two columns', () => {
    expect(columns([{ width: 4 }, { width: null }], ['東京都', 'x'], 20)).toEqual(['東京  x', '都']);
  });

  it('never gives a line wider than asked for, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 40, max: 120 }),
        (cells, width) => {
          for (const line of columns([{ width: 10 }, { width: null }, { width: 5 }], cells, width))
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('cut', () => {
  it('keeps what fits and marks what it cuts', () => {
    expect(cut('fits', 4)).toBe('fits');
    expect(cut('does not fit', 8)).toBe('does no…');
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 80 }), (text, width) => {
        expect(stringWidth(cut(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('printable', () => {
  it('leaves nothing in a text that a terminal would act on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(printable(text).isWellFormed()).toBe(true);
      }),
    );
  });

  it.each([
    ['\u001b]0;title\u0007red \u001b[31mfox\u001b[0m', 'red fox'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['“Straße” 東京 🗞️ 👩‍🚒', '“Straße” 東京 🗞️ 👩‍🚒'],
  ])('makes %j to %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});
