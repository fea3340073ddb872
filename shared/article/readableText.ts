import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import type { Article } from './article.ts';

/** What a span says, on one line: its tokens as they stand, without markup, one space where the text has white space. */
export function readableText({ text, tokens }: Pick<Article, 'text' | 'tokens'>, [start, end]: Span): string {
  let line = '';
  let before = start;
  for (let i = firstIndex(tokens, (token) => token[0] >= start); i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token[1] > end) break;
    if (line !== '' && /\s/.test(text.slice(before, token[0]))) line += ' ';
    line += text.slice(...token);
    before = token[1];
  }
  return line;
}
