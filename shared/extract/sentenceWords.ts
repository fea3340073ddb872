import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';

/** A token of a sentence, ready to be looked up in word lists. */
export interface SentenceWord {
  /** In lower case, with straight apostrophes. */
  readonly lower: string;
  /** As it stands in the text. */
  readonly text: string;
  readonly span: Span;
}

/** The tokens that lie wholly in the span, in order. */
export function sentenceWords(
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
  [start, end]: Span,
): SentenceWord[] {
  const words: SentenceWord[] = [];
  for (let i = firstIndex(tokens, (token) => token[0] >= start); i < tokens.length; i++) {
    const span = tokens[i]!;
    if (span[1] > end) break;
    const text = reading.slice(...span);
    words.push({ lower: text.toLowerCase().replace(/’/g, "'"), text, span });
  }
  return words;
}

/** A word list written as one text. */
export const wordList = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
