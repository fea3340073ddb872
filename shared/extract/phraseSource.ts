import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import { verbForm } from './finiteVerbs.ts';
import type { Draft } from './frameQuotations.ts';
import { sentenceWords } from './sentenceWords.ts';

/** What opens a reason or a condition, and the verb of another clause: no noun phrase begins so. */
const CLAUSE = /^(?:because|although|though|unless|whether|until)\s/u;
const VERB = /^(?:has|have|had|is|are|was|were)\s(?!to\s)\p{Ll}/u;
/** From a sentence's beginning: a noun phrase and what is told of it. */
const TOLD_OF = /^(?<noun>[^,;:“”"]{2,80}), who\s[^,;:“”"]{1,160}\s$/u;

/**
 * An attribution whose source is no noun phrase without it, or with the whole one: "One of them, who was not named | because he fears for
 * his job, | said".
 */
export function withPhrase(article: Article, draft: Draft): Draft {
  const { source, cue } = draft;
  if (!source) return draft;
  const { reading, sentences } = article;
  const text = reading.slice(...source);
  if (VERB.test(text)) return { ...draft, source: null };
  if (!CLAUSE.test(text)) return draft;
  const sentence = sentences[firstIndex(sentences, ([start]) => start > source[0]) - 1]!;
  const told = TOLD_OF.exec(reading.slice(sentence[0], source[0]));
  const isWhole = told && text.endsWith(',') && cue[0]?.[0] === source[1] + 1;
  if (!isWhole) return { ...draft, source: null };
  const noun: Span = [sentence[0], sentence[0] + told.groups!.noun!.length];
  return { ...draft, source: isNounPhrase(article, noun) ? [sentence[0], source[1]] : null };
}

function isNounPhrase(article: Article, span: Span): boolean {
  const words = sentenceWords(article, span);
  return words.every((_, i) => !['sure', 'likely'].includes(verbForm(words, i) ?? ''));
}
