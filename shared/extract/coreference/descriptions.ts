import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { verbForm } from '../finiteVerbs.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import type { NamedMention } from './discourse.ts';

/** A noun phrase that may mean someone or something named. */
export interface Description {
  readonly span: Span;
  /** Whether it stands where a subject does. */
  readonly leads: boolean;
}

const DESCRIPTION =
  /(?<![\p{L}\p{N}’'-])(?:(the)|an?|another|one|my|his|her|our|their|your)(?=((?:\s[\p{Ll}\d][\p{Ll}\d-]*){1,5}))/giu;
const AGE = /^\d{1,3}-year-old$/;
const isNoun = (word: string): boolean =>
  AGE.test(word) || (kindOfNoun(word) !== 'unknown' && !PRONOUN.test(word));
const PRONOUN = /^(?:he|she|i|we|they|his|her|him|who|one|all|both|some|most|few)$/;
const FUNCTION =
  /^(?:about|after|against|also|although|among|an?|and|are|as|at|because|been|before|being|but|by|can|could|did|do|does|during|for|from|had|has|have|if|in|into|is|it|its|may|might|must|never|no|nor|not|now|of|off|on|once|only|or|out|over|shall|should|since|so|still|than|that|the|their|then|there|they|this|though|through|to|too|under|until|up|was|were|when|where|whether|which|while|who|whose|will|with|within|without|would|yet)$/;

/**
 * The noun phrases of an article that describe someone: definite ones ("the think tank", "the 62-year-old"), and of
 * persons others as well ("a student", "my mother"). In order. Not those in apposition to a name, nor those that go on with "of".
 */
export function descriptions(
  article: Pick<Article, 'reading' | 'tokens'>,
  mentions: readonly NamedMention[],
): Description[] {
  const { reading } = article;
  const found: Description[] = [];
  for (const match of reading.matchAll(DESCRIPTION)) {
    const words = [...match[2]!.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
      word,
      end: index + word.length,
    }));
    const first = words.findIndex(({ word }) => isNoun(word));
    if (first === -1 || words.slice(0, first).some(({ word }) => FUNCTION.test(word))) continue;
    let last = first;
    while (words[last + 1] && isNoun(words[last + 1]!.word)) last++;
    const definite = match[1] !== undefined;
    if (!definite && kindOfNoun(words[last]!.word) !== 'person') continue;
    const start = match.index;
    const end = start + match[0].length + words[last]!.end;
    const next = firstIndex(mentions, ({ span }) => span[1] > start);
    const [before, after] = [mentions[next - 1], mentions[next]];
    // "Mara Quill, the critic", "the critic, Mara Quill", "the critic Mara Quill", "Mara Quill is the critic".
    if (before && APPOSED.test(reading.slice(before.span[1], start))) continue;
    if (after && after.span[0] <= end + 40 && NAMED.test(reading.slice(end, after.span[0]))) continue;
    const rest = reading.slice(end, end + 40);
    if (definite && /^\s(?:of|for|in\scommand)\s|^\s[“"]\p{Lu}/u.test(rest)) continue;
    found.push({ span: [start, end], leads: isSubject(article, [start, end]) });
  }
  return found;
}

const NAMED = /^,?\s*[“"‘']?(?:the\s\p{Lu}\S*\s)?$/u;
const APPOSED = /^(?:,\s*|\s(?:is|was|became|as|remains)\s+)$/u;

/** Whether a finite verb follows a noun phrase, and nothing before it makes it an object. */
export function isSubject(
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
  [start, end]: Span,
): boolean {
  if (GOVERNED.test(reading.slice(Math.max(0, start - 12), start))) return false;
  const next = firstIndex(tokens, (token) => token[0] >= end);
  const words = tokens.slice(Math.max(0, next - 1), next + 1).map((span) => {
    const text = reading.slice(...span);
    return { text, lower: text.toLowerCase().replace(/’/g, "'"), span };
  });
  const form = words.length === 2 ? verbForm(words, 1) : null;
  return form === 'sure' || form === 'likely';
}

const GOVERNED =
  /(?:^|\s)(?:about|against|as|at|behind|between|beyond|by|for|from|in|into|like|near|of|on|over|than|to|under|with|within|without)\s+(?:the\s)?$/iu;
