import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { overlaps, type Span } from '../../span.ts';
import { isSubject } from './descriptions.ts';
import type { NamedMention } from './discourse.ts';
import { typesOfNoun } from './typesOfNoun.ts';

/** What kind of words an anaphor is: each has weights of its own. */
export type AnaphorKind = 'person' | 'thing' | 'description';

/** Words that may mean someone or something named elsewhere: a singular pronoun of the third person, or a definite description. */
export interface Anaphor {
  readonly kind: AnaphorKind;
  readonly span: Span;
  /** In lower case, white space made one. */
  readonly words: string;
  /** Of a description the noun that tells what it is; of a pronoun itself. */
  readonly head: string;
  /** Of a description: "the", "its", …; "" of a pronoun. */
  readonly determiner: string;
  /** Of a description the words between determiner and head. */
  readonly modifiers: readonly string[];
  readonly role: 'subject' | 'possessive' | 'object';
}

const PERSON = /^(?:he|she|him|his|hers?|himself|herself)$/;
const PRONOUN =
  /(?<![\p{L}\p{N}’'-])(?:he|she|him|his|hers?|himself|herself|it|its|itself)(?![\p{L}\p{N}-])/giu;

/**
 * The singular pronouns of the third person that are no part of a name, in order. "They" is left alone: it means several as
 * a rule, and what is named, in news, once in fifteen.
 */
export function pronouns(
  article: Pick<Article, 'reading' | 'tokens'>,
  mentions: readonly NamedMention[],
): Anaphor[] {
  const { reading } = article;
  return [...reading.matchAll(PRONOUN)].flatMap(({ 0: text, index }): Anaphor[] => {
    const span: Span = [index, index + text.length];
    if (isNamed(mentions, span)) return [];
    const words = text.toLowerCase();
    const after = reading.slice(span[1], span[1] + 40);
    const role =
      /^(?:his|its)$/.test(words) || (words === 'her' && /^\s\p{Ll}/u.test(after) && !OBJECT.test(after))
        ? 'possessive'
        : /^(?:he|she)$/.test(words) || (words === 'it' && isSubject(article, span))
          ? 'subject'
          : 'object';
    const kind = PERSON.test(words) ? 'person' : 'thing';
    return [{ kind, span, words, head: words, determiner: '', modifiers: [], role }];
  });
}

/** What follows a "her" that owns nothing: "told her that", "met her in". */
const OBJECT =
  /^\s(?:an?|the|that|to|for|in|on|at|of|by|with|from|and|or|but|as|about|after|before|if|when|while|how|why|what|who|whether|his|not|so|up|out|off|down|back|away|again|once|twice|daily|is|was|than|into|over)\b/u;

const DEFINITE =
  /(?<![\p{L}\p{N}’'-])([Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)(?=((?:\s[\p{Ll}\d][\p{Ll}\d’'-]*){1,5}))/gu;
/** What ends a noun phrase, or is no part of one. */
const FUNCTION =
  /^(?:about|after|against|all|also|although|among|an?|and|any|are|as|at|be|because|been|before|being|but|by|can|could|did|do|does|during|each|for|from|had|has|have|he|her|him|himself|his|how|i|if|in|into|is|it|its|itself|like|may|me|might|more|most|must|my|never|no|nor|not|now|of|off|on|once|one|only|or|our|out|over|own|per|said|says|shall|she|should|since|so|some|still|such|than|that|the|their|them|then|there|these|they|this|those|though|through|to|too|two|three|under|until|up|us|very|was|we|were|what|when|where|whether|which|while|who|whom|whose|why|will|with|within|without|would|yet|you|your)$/;

/**
 * The definite descriptions of one person or thing, whose head is a known noun or a word of a name ("the festival" of the
 * Harbour Festival), in order. Not those in apposition to a name.
 *
 * @param isNameWord whether a word in lower case is a word of a name
 */
export function definites(
  article: Pick<Article, 'reading' | 'tokens'>,
  mentions: readonly NamedMention[],
  isNameWord: (word: string) => boolean,
): Anaphor[] {
  const { reading } = article;
  const isHead = (word: string): boolean => typesOfNoun(word).length > 0 || isNameWord(word);
  const found: Anaphor[] = [];
  for (const match of reading.matchAll(DEFINITE)) {
    const words = [...match[2]!.matchAll(/\S+/g)].map(({ 0: word, index }) => {
      const bare = word.replace(/[’']s?$/u, '');
      return { word: bare, end: index + bare.length, isPossessive: bare !== word };
    });
    const stop = words.findIndex(({ word }) => FUNCTION.test(word));
    const own = stop === -1 ? words : words.slice(0, stop);
    const first = own.findIndex(({ word }) => isHead(word));
    if (first === -1) continue;
    let last = first;
    while (own[last + 1] && !own[last]!.isPossessive && isHead(own[last + 1]!.word)) last++;
    if (own.slice(0, last).some(({ isPossessive }) => isPossessive)) continue;
    const start = match.index;
    const end = start + match[0].length + own[last]!.end;
    const span: Span = [start, end];
    if (isNamed(mentions, span)) continue;
    const next = firstIndex(mentions, (mention) => mention.span[1] > start);
    const [before, after] = [mentions[next - 1], mentions[next]];
    if (before && APPOSED.test(reading.slice(before.span[1], start))) continue;
    if (after && after.span[0] <= end + 40 && NAMED.test(reading.slice(end, after.span[0]))) continue;
    const role = /^[’']/u.test(reading.slice(end, end + 1))
      ? 'possessive'
      : isSubject(article, span)
        ? 'subject'
        : 'object';
    found.push({
      kind: 'description',
      span,
      words: reading.slice(start, end).toLowerCase().replace(/\s+/g, ' '),
      head: own[last]!.word,
      determiner: match[1]!.toLowerCase(),
      modifiers: own.slice(0, last).map(({ word }) => word),
      role,
    });
  }
  return found;
}

const NAMED = /^,?\s*[“"‘']?(?:the\s\p{Lu}\S*\s)?$/u;
const APPOSED = /^(?:,\s*|\s(?:is|was|became|as|remains)\s+)$/u;

/** Whether a span shares anything with a name. */
export const isNamed = (mentions: readonly NamedMention[], span: Span): boolean => {
  const next = mentions[firstIndex(mentions, (mention) => mention.span[1] > span[0])];
  return next !== undefined && overlaps(next.span, span);
};
