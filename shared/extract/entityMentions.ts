import type { Article } from '../article/article.ts';
import type { LabelledSpan } from './decodeSpans.ts';
import type { EntityType } from './extraction.ts';
import type { Mention } from './groupEntities.ts';
import type { Word } from './readWords.ts';
import { textSpans } from './textSpans.ts';
import { typeOfMisc } from './typeOfMisc.ts';

/** The model's types and those agreed on (`agreeTypes`) in the project's terms, but for "Misc", whose words decide (`typeOfMisc`). */
const TYPES: Readonly<Record<string, EntityType>> = {
  Person: 'person',
  Organization: 'organization',
  Location: 'location',
  Facility: 'facility',
  NORP: 'group',
  Product: 'product',
  Event: 'event',
  Law: 'law',
  Date: 'date',
  Money: 'money',
};

/** Tagged entities as mentions in the document text. One that runs over a block's end stops there. */
export function entityMentions(
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
  words: readonly Word[],
  spans: readonly LabelledSpan[],
): Mention[] {
  return spans.flatMap((tagged) => {
    const span = textSpans(tagged, words, tokens)[0]!;
    const type = TYPES[tagged.label] ?? typeOfMisc(reading.slice(...span));
    return type ? [{ type, span }] : [];
  });
}
