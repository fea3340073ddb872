import type { Article } from '../article/article.ts';
import type { LabelledSpan } from './decodeSpans.ts';
import type { EntityType } from './extraction.ts';
import type { Mention } from './groupEntities.ts';
import type { Word } from './readWords.ts';
import { textSpans } from './textSpans.ts';

/**
 * The model's types in the project's terms. "Misc" holds events, laws, works and titles, which the model cannot
 * tell apart; events are the most frequent of them in news.
 */
const TYPES: Readonly<Record<string, EntityType>> = {
  Person: 'person',
  Organization: 'organization',
  Location: 'location',
  Facility: 'facility',
  NORP: 'group',
  Misc: 'event',
  Product: 'product',
  Date: 'date',
  Money: 'money',
};

/** Tagged entities as mentions in the document text. One that runs over a block's end stops there. */
export function entityMentions(
  { tokens }: Pick<Article, 'tokens'>,
  words: readonly Word[],
  spans: readonly LabelledSpan[],
): Mention[] {
  return spans.map((span) => ({ type: TYPES[span.label]!, span: textSpans(span, words, tokens)[0]! }));
}
