import { analyse } from './analyse.ts';
import type { Article, ArticleMetadata } from './article.ts';
import { layOutPlainText } from './formats/plainText.ts';
import { mergeMetadata } from './metadata.ts';

/**
 * Reads an article from plain text that is a string already. Any text will do: an empty one gives an article
 * without blocks.
 *
 * @param text the document text; all spans of the article point into it
 * @param metadata what is known besides; normalised as that of an upload is
 * @throws PermanentError `article.tooLong` over MAX_TEXT_LENGTH or MAX_TOKENS
 */
export function articleFromText(text: string, metadata: Partial<ArticleMetadata> = {}): Article {
  return analyse('the text', layOutPlainText(text), 'text', mergeMetadata(metadata));
}
