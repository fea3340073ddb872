import { describe, expect, it } from 'vitest';
import { surface } from './surface.ts';

const marks = (text: string) =>
  [...text.matchAll(/"/g)].map(({ index }) => surface(text, [index, index + 1])).join('');

describe('surface', () => {
  it('gives straight quotation marks the direction that their left neighbour implies', () => {
    expect(marks('"One," she said. "Two (or "three")—"four"."')).toBe('“”““”“””');
  });

  it('makes curly apostrophes straight and Treebank marks curly', () => {
    expect(surface('’s', [0, 2])).toBe("'s");
    expect(surface('a ``b', [2, 4])).toBe('“');
    expect(surface("b''", [1, 3])).toBe('”');
  });

  it('leaves every other word as it is', () => {
    expect(surface('in Porto', [3, 8])).toBe('Porto');
  });
});
