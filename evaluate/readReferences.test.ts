import { describe, expect, it } from 'vitest';
import { readReferences } from './readReferences.ts';

const texts = new Map([['local-01', 'She rang. Others shed\ntears; she did not, at the\nold pier.']]);

describe('readReferences', () => {
  it('finds whole words by their place, over line breaks', () => {
    const raw = '=== id=local-01\nShe @1: Mara Quill\nshe @1: Mara Quill\nthe old pier @1: -\n';
    expect([...readReferences(raw, texts).get('local-01')!]).toEqual([
      ['0,3', 'Mara Quill'],
      ['29,32', 'Mara Quill'],
      ['45,57', null],
    ]);
  });

  it.each([
    ['=== id=local-02\n', 'line 1: no item is called local-02'],
    ['=== id=local-01\nshe: Mara Quill\n', 'line 2: not "words @number: name"'],
    ['=== id=local-01\nshe @2: -\n', 'line 2: the text has she in fewer than 2 places'],
  ])('names the line that is wrong: %j', (raw, message) => {
    expect(() => readReferences(raw, texts)).toThrow(message);
  });
});
