import { describe, expect, it } from 'vitest';
import type { Span } from '../span.ts';
import { readArticle } from './readArticle.ts';
import { readableText } from './readableText.ts';

const line = (name: string, content: string) => {
  const article = readArticle({ name, bytes: Buffer.from(content) });
  const whole: Span = [0, article.text.length];
  return readableText(article, whole);
};

describe('readableText', () => {
  it('gives plain text as it stands, white space as one space', () => {
    expect(line('a.txt', 'The pier “fell”,\r\n  she said — twice.')).toBe(
      'The pier “fell”, she said — twice.',
    );
  });

  it('leaves markup out, and sets no space where the reader sees none', () => {
    expect(
      line('a.md', 'The *old* pier “**fell**”, [she](https://pier.example/she) said:\n\n- twice\n- at night'),
    ).toBe('The old pier “fell”, she said: twice at night');
  });

  it('gives only what lies inside the span', () => {
    const article = readArticle({ name: 'a.txt', bytes: Buffer.from('The pier fell, she said.') });
    expect(readableText(article, [4, 13])).toBe('pier fell');
  });
});
