import type { Article } from '../../article/article.ts';
import type { Span } from '../../span.ts';
import { OBJECT_PRONOUNS, startSmall, withArticle } from './nounForms.ts';
import type { References, ResolvedAttribution } from './references.ts';

/** What a statement is made with, beside its claim. */
export interface StatementContext {
  readonly article: Pick<Article, 'reading'>;
  readonly references: References;
}

/** "were ordered", "have been told": whom it is addressed to stands before it. */
const PASSIVE =
  /^(?:(?:had|has|have|was|were|is|are|being|be|been|also|then|later|never|not)\s+)*(?:is|are|was|were|be|been|being)\s/iu;

/** Whom a cue is addressed to: "told | him", "accused | Orlov | of". Null where it is not plain, and for a pronoun that may mean several. */
export function addressee(
  { cue, content }: ResolvedAttribution,
  { article: { reading }, references }: StatementContext,
): string | null {
  const last = cue.at(-1);
  const begin = content[0];
  if (!last || !begin || last[0] > begin[0] || PASSIVE.test(reading.slice(...cue[0]!))) return null;
  const outside: Span = cue.length === 2 ? [cue[0]![1], last[0]] : [last[1], begin[0]];
  const between = reading.slice(...outside).trim();
  const said = reading.slice(...cue[0]!).replace(BEFORE_VERB, '');
  const inCue = /^\p{Ll}+\s+(.+)$/u.exec(said)?.[1];
  const words = (between || inCue || '').replace(/\s+/g, ' ');
  const plain = words
    .replace(DATED, '')
    .replace(/^(?:on|to|with)\s+(?=\p{Lu}|the\s|his\s|her\s|its\s|their\s)/u, '');
  if (
    // "voted 17-11"
    !/\p{L}/u.test(plain) ||
    plain.length > 60 ||
    /[.,;:“”"()]/.test(plain) ||
    /^(?:for|to|on|in|at|by|with|as|of|early|late|that)\b/iu.test(plain)
  )
    return null;
  if (/\b(?:and|said|told|asked|who|which|on|in|at)\b/iu.test(plain)) return null;
  if (!OBJECT_PRONOUNS[plain.toLowerCase()]) return plain;
  const area: Span = between ? outside : cue[0]!;
  const [meant] = references.within(area).filter(({ span }) => reading.slice(...span) === plain);
  return meant?.name ?? null;
}

const BEFORE_VERB =
  /^(?:(?:had|has|have|was|also|then|later|would|will|did|repeatedly|immediately|never|not|\p{Ll}+ly)\s+)*(?:(?:an?|the|his|her|its|their|no|any)\s.*)?/u;

const DATED =
  /\s+(?:(?:late|early)\s+)?(?:(?:on|in)\s+(?:\p{Lu}\p{L}+|\d{4})|(?:last|this)\s+(?:week|month|year|night|morning|evening|spring|summer|autumn|winter)|yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$/u;

/** Who is speaking: the full name where it is certain, else the text's words; null for a pronoun, and where there are no words to use. */
export function nameOf(
  claim: ResolvedAttribution,
  { article: { reading }, references }: StatementContext,
): string | null {
  const { source, sourceName, sourceEntity } = claim;
  if (!source) return null;
  const words = reading.slice(...source).replace(/\s+/g, ' ');
  const certain = references.speaker(claim);
  if (certain) return certain;
  if (
    /^(?:who|which|that|whom|both|all|one|each|he|she|it|they|i|we|you|this|these|those|him|her|them|me|us|my|our|his|its|their|your|whose|none|some|many|others)$/iu.test(
      words,
    )
  )
    return null;
  if (
    sourceEntity !== null &&
    sourceName !== null &&
    (words.includes(sourceName) || ` ${sourceName} `.includes(` ${words} `))
  )
    return sourceName.length > 100 ? null : withArticle(sourceName, words);
  return words.length > 60 || /[“”"()]/.test(words) ? null : startSmall(words.replace(/,.*$/u, ''));
}
