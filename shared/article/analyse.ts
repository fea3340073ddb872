import { PermanentError } from '../errors.ts';
import type { Article, ArticleFormat, ArticleMetadata } from './article.ts';
import { blocks } from './blocks.ts';
import type { Layout } from './layout.ts';
import { MAX_TEXT_LENGTH, MAX_TOKENS } from './limits.ts';
import { sentences } from './sentences.ts';
import { tokens } from './tokens.ts';

/**
 * Gives a laid-out document text its layers: blocks, and in them sentences and tokens.
 *
 * @param name what errors call the input
 * @throws PermanentError `article.tooLong` over MAX_TEXT_LENGTH or MAX_TOKENS
 */
export function analyse(
  name: string,
  layout: Layout,
  format: ArticleFormat,
  metadata: ArticleMetadata,
): Article {
  const { text, reading } = layout;
  checkLength(name, text);
  const marked = blocks(layout, metadata.title);
  const words = marked.flatMap(({ span }) => tokens(reading, span));
  if (words.length > MAX_TOKENS) {
    throw new PermanentError(
      'article.tooLong',
      `${name} has ${words.length} words and signs; at most ${MAX_TOKENS} are read. Upload its parts as articles of their own.`,
      { name, tokens: words.length, limit: MAX_TOKENS },
    );
  }
  return {
    text,
    reading,
    format,
    metadata,
    blocks: marked,
    sentences: marked.flatMap(({ span }) => sentences(reading, span)),
    tokens: words,
  };
}

/** @throws PermanentError `article.tooLong` over MAX_TEXT_LENGTH */
export function checkLength(name: string, text: string): void {
  if (text.length <= MAX_TEXT_LENGTH) return;
  throw new PermanentError(
    'article.tooLong',
    `The text of ${name} has ${text.length} UTF-16 code units; at most ${MAX_TEXT_LENGTH} are read, far more than any article has. Upload its parts as articles of their own.`,
    { name, length: text.length, limit: MAX_TEXT_LENGTH },
  );
}
