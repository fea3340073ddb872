import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, type Span } from '../../span.ts';
import { quoteAt } from '../resolveSources.ts';
import { isNamed } from './anaphors.ts';
import type { NamedMention, Referent } from './discourse.ts';
import { readInterview } from './interview.ts';

const FIRST = /^(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)$/u;
const FIRST_OR_SECOND =
  /(?<![\p{L}\p{N}’'-])(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Yy]ou|[Yy]ours?|[Yy]ourself)(?![\p{L}\p{N}-])/gu;

/** Nobody is called by his name in so many of the answers that he gives. */
const NAMED_ANSWERS = 2;

/** The words that mean one. */
export interface MeantWords {
  readonly referent: Referent;
  /** In order. */
  readonly spans: readonly Span[];
}

/**
 * The words by which someone interviewed speaks of himself and is asked, in an interview printed as questions and answers
 * (`readInterview`): "I" and "my" in an answer, "you" in a question, outside of quotation marks. "We" is left alone: it means
 * all sorts of people. Null where the article is no interview, or the answers call him by his name, so that others give them.
 *
 * @param quoted what stands between quotation marks, in order
 */
export function interviewReferences(
  article: Pick<Article, 'reading' | 'blocks'>,
  mentions: readonly NamedMention[],
  quoted: readonly Span[],
): MeantWords | null {
  const interview = readInterview(article, mentions);
  if (!interview) return null;
  const { interviewee, turnAt } = interview;
  const { blocks } = article;
  const paragraphAt = (span: Span) => {
    const block = blocks[firstIndex(blocks, (one) => one.span[1] >= span[1])];
    return block?.kind === 'paragraph' && covers(block.span, span) ? block : null;
  };
  const named = mentions.flatMap(({ referent, span }) => {
    const paragraph = paragraphAt(span);
    return referent === interviewee && turnAt(span[0]) === 'answer' && paragraph ? [paragraph] : [];
  });
  if (new Set(named).size >= NAMED_ANSWERS) return null;
  const spans = [...article.reading.matchAll(FIRST_OR_SECOND)].flatMap(({ 0: words, index }): Span[] => {
    const span: Span = [index, index + words.length];
    const turn = turnAt(index);
    if (turn !== (FIRST.test(words) ? 'answer' : 'question') || quoteAt(quoted, index)) return [];
    return paragraphAt(span) && !isNamed(mentions, span) ? [span] : [];
  });
  return { referent: interviewee, spans };
}
