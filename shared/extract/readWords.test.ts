import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { MAX_ARTICLE_PIECES, readWords } from './readWords.ts';

describe('readWords', () => {
  it('tells which block and which sentence a word stands in', () => {
    const words = readWords(articleFromText('One fell. Two stood.\n\nThree ran.'), () => [7]);
    expect(words.map(({ surface, block, sentence }) => [surface, block, sentence])).toEqual([
      ['One', 0, 0],
      ['fell', 0, 0],
      ['.', 0, 0],
      ['Two', 0, 1],
      ['stood', 0, 1],
      ['.', 0, 1],
      ['Three', 1, 2],
      ['ran', 1, 2],
      ['.', 1, 2],
    ]);
  });

  it('refuses an article that comes to more pieces than there is time for', () => {
    const twelve = Array.from({ length: 12 }, () => 7);
    const words = MAX_ARTICLE_PIECES / twelve.length;
    expect(readWords(articleFromText('a '.repeat(words)), () => twelve)).toHaveLength(words);
    expect(() => readWords(articleFromText('a '.repeat(words + 1)), () => twelve)).toThrow(
      expect.objectContaining({
        code: 'article.tooLong',
        detail: { tokens: words + 1, limit: MAX_ARTICLE_PIECES },
      }),
    );
  });
});
