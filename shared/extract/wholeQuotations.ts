import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import { hasVerb } from './finiteVerbs.ts';
import { sentenceWords } from './sentenceWords.ts';

/** A quotation that is a sentence or more, with no words of its own sentences around it. */
export interface WholeQuotation {
  /** With its marks. */
  readonly span: Span;
  /** "“", "\"", "‘", …: the last sign of its opening mark. */
  readonly mark: string;
  /** Index of its block, a paragraph. */
  readonly block: number;
  /** Index of its first sentence. */
  readonly sentence: number;
  /** Whether nothing stands before it in its block. */
  readonly opens: boolean;
  /** Whether nothing stands behind it in its block. */
  readonly closes: boolean;
}

const WORD = /[\p{L}\p{N}]/u;
/** "— Ana Reis" behind a quotation. */
const SIGNATURE = /^\s*[–—―-]+\s?\p{Lu}/u;
const TWO_SIGNS = /^(?:``|'')$/;
const DOUBLE = /["“”„«»`]|''/;

/**
 * A quotation with its marks; one that its block does not close has none at its end.
 *
 * @param inner of `quotedSpans`
 * @param end where its block ends
 */
export function withMarks(reading: string, [start, stop]: Span, end: number): Span {
  const opening = TWO_SIGNS.test(reading.slice(start - 2, start)) ? 2 : 1;
  const closing = stop >= end ? 0 : TWO_SIGNS.test(reading.slice(stop, stop + 2)) ? 2 : 1;
  return [start - opening, stop + closing];
}

/**
 * The quotations that are sentences: they begin with one, with a capital letter, and end with one, with its sign inside or
 * right behind the closing mark, or cover a whole paragraph; they have a verb, and no signature behind them. So titles,
 * nicknames and terms are none.
 * Single marks in an article that has double ones are left out: they set quotations in quotations, and headings.
 *
 * @param quoted the article's `quotedSpans`
 * @returns in order
 */
export function wholeQuotations(
  article: Pick<Article, 'reading' | 'tokens' | 'blocks' | 'sentences'>,
  quoted: readonly Span[],
): WholeQuotation[] {
  const { blocks, reading, sentences } = article;
  const isDouble = ([start]: Span) => DOUBLE.test(reading.slice(Math.max(0, start - 2), start));
  const hasDouble = quoted.some(isDouble);
  return quoted.flatMap((inner): WholeQuotation[] => {
    const block = firstIndex(blocks, ({ span }) => span[1] >= inner[1]);
    const [begin, end] = blocks[block]!.span;
    if (blocks[block]!.kind !== 'paragraph' || (hasDouble && !isDouble(inner))) return [];
    const span = withMarks(reading, inner, end);
    const sentence = firstIndex(sentences, ([, stop]) => stop > span[0]);
    const last = firstIndex(sentences, ([, stop]) => stop >= span[1]);
    if (last >= sentences.length) return [];
    const before = reading.slice(Math.min(sentences[sentence]![0], span[0]), span[0]);
    const after = reading.slice(span[1], sentences[last]![1]);
    if (WORD.test(before) || WORD.test(after)) return [];
    if (SIGNATURE.test(reading.slice(span[1], span[1] + 8))) return [];
    const opens = !WORD.test(reading.slice(begin, span[0]));
    const closes = !WORD.test(reading.slice(span[1], end));
    const words = reading.slice(...inner);
    const isEnded = /[.!?…][\])’'”"\s]*$/u.test(words) || /^\s?[.!?…]/u.test(after) || (opens && closes);
    if (!isEnded || !/^[[(…‘'“"\s.]*[\p{Lu}\p{N}]/u.test(words)) return [];
    if (!hasVerb(sentenceWords(article, inner))) return [];
    return [{ span, mark: reading[inner[0] - 1]!, block, sentence, opens, closes }];
  });
}
