import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// Made with Python's re module and the pattern of the model's training, offsets turned into UTF-16 code units.
import reference from '../../tests/fixtures/articles/words.json' with { type: 'json' };
import sample from '../../tests/fixtures/model/sample.json' with { type: 'json' };
import { tokens } from './tokens.ts';

const wordsOf = (text: string) =>
  tokens(text, [0, text.length]).map(([start, end]) => text.slice(start, end));

describe('tokens', () => {
  it('are the words of the sample that comes with the model', () => {
    expect(tokens(sample.text, [0, sample.text.length])).toEqual(sample.words.map(({ span }) => span));
  });

  it.each(reference)('are those of the reference for $text', ({ text, words }) => {
    expect(tokens(text, [0, text.length])).toEqual(words);
  });

  it('cut "n\'t" and possessives off and keep decimals whole', () => {
    expect(wordsOf("The dockers' union didn’t take Tavares's 3.5%.")).toEqual([
      'The',
      'dockers',
      "'",
      'union',
      'did',
      'n’t',
      'take',
      'Tavares',
      "'s",
      '3.5',
      '%',
      '.',
    ]);
  });

  it('see only the part they are asked for', () => {
    expect(tokens('SoledarPhoto', [0, 7])).toEqual([[0, 7]]);
    expect(tokens('SoledarPhoto', [7, 12])).toEqual([[7, 12]]);
  });

  it('cover everything but white space, in order, for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let at = 0;
        const between: string[] = [];
        for (const [start, end] of tokens(text, [0, text.length])) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          between.push(text.slice(at, start));
          at = end;
        }
        between.push(text.slice(at));
        expect(between.join('')).toMatch(/^[\s\x1c-\x1f\x85]*$/);
      }),
    );
  });
});
