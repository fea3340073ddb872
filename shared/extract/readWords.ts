import type { Article } from '../article/article.ts';
import { PermanentError } from '../errors.ts';
import { caseShape } from './caseShape.ts';
import { surface } from './surface.ts';
import type { WordPiece } from './wordPiece.ts';

/** A token of the article as the model reads it. */
export interface Word {
  /** Its text, quotation marks made alike. */
  readonly surface: string;
  /** Ids of its pieces in the model's vocabulary; never empty. */
  readonly pieces: readonly number[];
  /** How it is written: see `caseShape`. */
  readonly shape: number;
  /** Index of its block among the article's. */
  readonly block: number;
  /** Index of its sentence among the article's. */
  readonly sentence: number;
}

/**
 * Most pieces of an article. The longest English text has 250,000; signs, digits and scripts that the vocabulary takes
 * apart can have 12 a token. At this limit extraction takes some 500 s of a slow processor: within a function's 15 minutes.
 */
export const MAX_ARTICLE_PIECES = 600_000;

/**
 * The article's tokens as words of the model: one each, in order.
 * @throws PermanentError `article.tooLong` over MAX_ARTICLE_PIECES
 */
export function readWords(article: Article, wordPiece: WordPiece): Word[] {
  const { text, tokens, blocks, sentences } = article;
  let block = 0;
  let sentence = 0;
  let total = 0;
  return tokens.map((token) => {
    while (block < blocks.length - 1 && blocks[block]!.span[1] <= token[0]) block++;
    while (sentence < sentences.length - 1 && sentences[sentence]![1] <= token[0]) sentence++;
    const word = surface(text, token);
    const pieces = wordPiece(word);
    total += pieces.length;
    if (total > MAX_ARTICLE_PIECES) throw tooLong(tokens.length);
    return {
      surface: word,
      pieces,
      shape: caseShape(text.slice(token[0], token[1])),
      block,
      sentence,
    };
  });
}

const tooLong = (tokens: number): PermanentError =>
  new PermanentError(
    'article.tooLong',
    `The article's ${tokens} words and signs come to more than ${MAX_ARTICLE_PIECES} pieces of the model's vocabulary, which is English. Upload its parts as articles of their own.`,
    { tokens, limit: MAX_ARTICLE_PIECES },
  );
