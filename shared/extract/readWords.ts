import type { Article } from '../article/article.ts';
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

/** The article's tokens as words of the model: one each, in order. */
export function readWords(article: Article, wordPiece: WordPiece): Word[] {
  const { text, tokens, blocks, sentences } = article;
  let block = 0;
  let sentence = 0;
  return tokens.map((token) => {
    while (block < blocks.length - 1 && blocks[block]!.span[1] <= token[0]) block++;
    while (sentence < sentences.length - 1 && sentences[sentence]![1] <= token[0]) sentence++;
    const word = surface(text, token);
    return {
      surface: word,
      pieces: wordPiece(word),
      shape: caseShape(text.slice(token[0], token[1])),
      block,
      sentence,
    };
  });
}
