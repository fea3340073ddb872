import { describe, expect, it } from 'vitest';
import { chainsOf } from './chainsOf.ts';
import type { Claim } from './extraction.ts';

const claim = (
  id: string,
  sourceName: string | null,
  parent: string | null = null,
  kind: Claim['kind'] = 'attributed',
) => ({ id, sourceName, parent, kind });

describe('chainsOf', () => {
  it('names the sources from the outermost claim in, wherever in the list the outer ones stand', () => {
    expect(
      chainsOf([
        claim('c1', 'Mara Quill', 'c3'),
        claim('c2', 'Ana Reis', 'c1'),
        claim('c3', 'Reuters'),
        claim('c4', 'Reuters', 'c3'),
      ]),
    ).toEqual([
      ['Reuters', 'Mara Quill'],
      ['Reuters', 'Mara Quill', 'Ana Reis'],
      ['Reuters'],
      ['Reuters', 'Reuters'],
    ]);
  });

  it('has null in the place of a source without a name, and as many names as there are levels', () => {
    expect(chainsOf([claim('c1', null), claim('c2', 'Ana Reis', 'c1'), claim('c3', null, 'c2')])).toEqual([
      [null],
      [null, 'Ana Reis'],
      [null, 'Ana Reis', null],
    ]);
  });

  it('is empty for a narrated claim', () => {
    expect(chainsOf([claim('c1', null, null, 'narrated')])).toEqual([[]]);
  });
});
