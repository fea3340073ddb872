import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import { covers, overlaps, type Span } from '../span.ts';
import { findReferences } from './coreference/findReferences.ts';
import type { Entity, EntityType, SourceKind, Stance } from './extraction.ts';
import { kindOfNoun } from './sourceNouns.ts';
import { baseForms } from './verbForms.ts';

/** A pronoun, a short name or a description in the text, and who or what it means. */
export interface Reference {
  readonly span: Span;
  /** What to write instead: a name, or a description that can stand alone. */
  readonly name: string;
  readonly kind: SourceKind;
  /** Id of the named entity that is meant; null when it is only described. */
  readonly entity: string | null;
}

/** Tells what words refer to. */
export interface References {
  /** Those in a span that are certain, in order, not overlapping. Standalone texts are made with no more than these. */
  within(span: Span): readonly Reference[];
  /** The pronouns and descriptions that mean an entity, by its id; in order. They agree with the sources' entities and with `within`. */
  of(entity: string): readonly Span[];
}

/** What is known of an attribution when its words are resolved. */
export interface ResolvedAttribution {
  readonly source: Span | null;
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
  readonly stance: Stance;
}

const FIRST_PERSON = /^(?:I|me|my|Me|My)$/u;
/** Not "US". */
const FIRST_PLURAL = /^(?:[Ww]e|[Uu]s|[Oo]ur)$/u;
const THIRD_PERSON = /^(?:he|she|it|they|his|her|its|their)$/iu;
const PRONOUN = /^(?:he|she|it|they|who|which|that|i|we|you|one|both|all|him|her|them|this|these|those)$/iu;
/** UTF-16 code units; longer quotations, and longer ways back, are left alone. */
const LONGEST_SPEECH = 5_000;
const LONGEST_NAME = 100;
const REACH = 1_500;
/** What only people and bodies do, not what they make, sell or decree: "it had warned", not "it would cut taxes" or "it closed". */
const DEEDS = new Set(
  `acquire agree aim apologise apologize appeal appoint ask await believe buy comment consider consult contact cooperate decide deploy discuss dismiss
   employ examine expect file hire inform inspect intend invest investigate invite know learn look meet negotiate notify offer oppose pay plan postpone promise
   publish purchase receive recommend recruit refuse reject request respond review send sign spend sue suspect tell think trust try verify warn welcome write`.split(
    /\s+/,
  ),
);
/** A saying of one's own doings is as likely with these as one of others' with the rest ("hoped he would win"). */
const OWN_DOINGS: ReadonlySet<Stance> = new Set(['assert', 'deny', 'promise', 'agree']);

/**
 * References that attributions and names tell for certain: first persons in quotations, by their speaker;
 * the third person right at the beginning of what a named person or body says ("X said he had"), where nobody else
 * is about; surnames and initials, by the full name in the text. What else means a named entity the sieve tells
 * (`findReferences`), given these and the sources.
 *
 * @param quoted what stands between quotation marks (`quotedSpans`)
 */
export function createReferences(
  article: Pick<Article, 'text' | 'reading' | 'tokens' | 'sentences' | 'blocks'>,
  attributions: readonly ResolvedAttribution[],
  entities: readonly Entity[],
  quoted: readonly Span[],
): References {
  const { reading } = article;
  const word = (span: Span) => reading.slice(...span);
  const tokensIn = ([start, end]: Span) =>
    article.tokens.slice(
      firstIndex(article.tokens, (token) => token[0] >= start),
      firstIndex(article.tokens, (token) => token[1] > end),
    );
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const mentionsOf = (...types: EntityType[]) =>
    entities
      .filter(({ type }) => types.includes(type))
      .flatMap(({ id, mentions }) => mentions.map((span) => ({ id, span })))
      .sort((a, b) => a.span[0] - b.span[0]);
  const persons = mentionsOf('person');
  const bodies = mentionsOf('organization', 'location', 'facility', 'product', 'event', 'law');
  const found: Reference[] = [];
  for (const attribution of attributions) {
    for (const speech of speechOf(attribution, reading, quoted)) {
      const first = speech[1] - speech[0] > LONGEST_SPEECH ? null : speaker(attribution, reading, byId);
      if (!first) continue;
      for (const span of tokensIn(speech)) {
        const isOne = FIRST_PERSON.test(word(span));
        if (!isOne && !FIRST_PLURAL.test(word(span))) continue;
        if (isOne === (first.kind === 'person') && !isInnerQuote(reading, speech, span))
          found.push({ span, ...first });
      }
    }
    const own = ownPronoun(attribution, article, { byId, persons, bodies, quoted });
    if (own) found.push(own);
  }
  found.push(...shortNames(reading, entities));
  const sources = new Map(
    attributions.flatMap(({ source, sourceEntity }) => (source ? [[String(source), sourceEntity]] : [])),
  );
  // What a source has been resolved to, goes before.
  const sorted = found
    .filter(({ span, entity }) => (sources.get(String(span)) ?? entity) === entity)
    .sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  const kept: Reference[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (!last || last.span[1] <= one.span[0]) kept.push(one);
    // Two speakers for one word: neither is certain.
    else if (last.span[0] === one.span[0] && (last.name !== one.name || last.entity !== one.entity))
      kept.pop();
  }
  const names = new Set(entities.flatMap(({ mentions }) => mentions.map(String)));
  const certain = kept.flatMap(({ span, entity }) =>
    entity === null || names.has(String(span)) ? [] : [{ span, entity }],
  );
  const all = findReferences(article, attributions, certain, entities, quoted);
  return {
    of: (entity) => all.get(entity) ?? [],
    within: ([start, end]) =>
      kept.slice(
        firstIndex(kept, ({ span }) => span[0] >= start),
        firstIndex(kept, ({ span }) => span[1] > end),
      ),
  };
}

/** The parts of a content that are the source's own words: its quotations, or all that follows "NAME:". */
function speechOf(
  { cue, source, content }: ResolvedAttribution,
  reading: string,
  quoted: readonly Span[],
): Span[] {
  if (cue.length === 1 && reading.slice(...cue[0]!).trim() === ':') return [...content];
  const frame = [...cue, ...(source ? [source] : [])];
  return quoted.filter(
    (quote) => content.some((span) => overlaps(span, quote)) && !frame.some((span) => overlaps(span, quote)),
  );
}

/** Who says "I" or "we": null where it may be several, or nobody knows. */
function speaker(
  attribution: ResolvedAttribution,
  reading: string,
  byId: ReadonlyMap<string, Entity>,
): Omit<Reference, 'span'> | null {
  const { source, sourceKind, sourceName, sourceEntity } = attribution;
  const named = namedSource(attribution, reading, byId);
  if (named) return named.kind === 'person' || named.kind === 'organization' ? named : null;
  if (!source || sourceName === null || sourceKind !== 'person') return null;
  // One person: "an aide", "he"; not "one of them", "two aides".
  return /^(?:an?|the|his|her|their|my|its|he|she)\b/iu.test(reading.slice(...source))
    ? { name: 'the speaker', kind: 'person', entity: sourceEntity }
    : null;
}

/** The source where its own words name it. A pronoun's or a description's resolution is not certain enough here. */
function namedSource(
  { source, sourceEntity, sourceKind }: ResolvedAttribution,
  reading: string,
  byId: ReadonlyMap<string, Entity>,
): Omit<Reference, 'span'> | null {
  const entity = byId.get(sourceEntity ?? '');
  if (
    !source ||
    !entity ||
    entity.name.length > LONGEST_NAME ||
    !sourceKind ||
    PRONOUN.test(reading.slice(...source))
  )
    return null;
  return entity.mentions.some((mention) => covers(source, mention))
    ? { name: entity.name, kind: sourceKind, entity: entity.id }
    : null;
}

/** Whether quotation marks open inside a quotation before a word, and close behind it. */
function isInnerQuote(reading: string, [start, end]: Span, [at, to]: Span): boolean {
  const before = reading.slice(start, at);
  const after = reading.slice(to, end);
  const opened = before.match(/[“‘«„]|(?<=\s)['"](?=\S)/gu)?.length ?? 0;
  const closed = before.match(/[”»]|(?<=\S)["'’](?![\p{L}\p{N}])/gu)?.length ?? 0;
  return (
    opened > 0 && (opened > closed || /[”»]|(?<=\S)["'’](?![\p{L}\p{N}])/u.test(after)) && opened >= closed
  );
}

/** The pronoun that begins what a source says in indirect speech, where it is the source. */
function ownPronoun(
  attribution: ResolvedAttribution,
  { reading, tokens, sentences }: Pick<Article, 'reading' | 'tokens' | 'sentences'>,
  { byId, persons, bodies, quoted }: Known,
): Reference | null {
  const { content, cue, source, stance } = attribution;
  const begin = content[0];
  if (!begin || cue.length === 0 || !source || !OWN_DOINGS.has(stance)) return null;
  // Source, cue, content, in this order and close together.
  if (source[1] > cue[0]![0] || cue.at(-1)![1] > begin[0] || begin[0] - source[0] > 200) return null;
  let at = firstIndex(tokens, (token) => token[0] >= begin[0]);
  if (/^that$/iu.test(reading.slice(...(tokens[at] ?? [0, 0])))) at++;
  const span = tokens[at];
  if (!span || !covers(begin, span) || !THIRD_PERSON.test(reading.slice(...span))) return null;
  if (quoted.some((quote) => overlaps(quote, span))) return null;
  const named = namedSource(attribution, reading, byId);
  if (!named) return null;
  const pronoun = reading.slice(...span).toLowerCase();
  if (named.kind === 'person' && /^(?:he|she|his|her)$/.test(pronoun)) {
    if (pronoun === 'her' && !isPossessive(reading, tokens[at + 1])) return null;
    return isAlone(attribution, span, reading, sentences, persons, 'person') ? { span, ...named } : null;
  }
  if (named.kind === 'organization' && pronoun === 'it') {
    const isClear =
      doesSomething(reading, span[1]) &&
      isAlone(attribution, span, reading, sentences, bodies, 'organization');
    return isClear ? { span, ...named } : null;
  }
  return null;
}

type Mentions = readonly { readonly id: string; readonly span: Span }[];

interface Known {
  readonly byId: ReadonlyMap<string, Entity>;
  /** Mentions of persons, in order. */
  readonly persons: Mentions;
  /** Of all that "it" may mean. */
  readonly bodies: Mentions;
  readonly quoted: readonly Span[];
}

/** Whether nobody but the source is mentioned in the pronoun's sentence before it, nor in the sentence before that. */
function isAlone(
  { source, sourceEntity }: ResolvedAttribution,
  pronoun: Span,
  reading: string,
  sentences: readonly Span[],
  mentions: Mentions,
  kind: 'person' | 'organization',
): boolean {
  const here = firstIndex(sentences, ([start]) => start > pronoun[0]) - 1;
  const from = sentences[Math.max(0, here - 1)]?.[0] ?? 0;
  if (pronoun[0] - from > REACH) return false;
  const near = mentions.slice(
    firstIndex(mentions, ({ span }) => span[0] >= from),
    firstIndex(mentions, ({ span }) => span[0] >= pronoun[0]),
  );
  if (near.some(({ id }) => id !== sourceEntity)) return false;
  for (const match of reading.slice(from, pronoun[0]).matchAll(/\p{L}+/gu)) {
    const at = from + match.index;
    if (source && at >= source[0] && at < source[1]) continue;
    const noun = kindOfNoun(match[0]);
    if (
      noun === kind &&
      !PRONOUN.test(match[0]) &&
      !/^(?:his|her|source|member|head|page|one|deputy)$/iu.test(match[0])
    )
      return false;
  }
  return true;
}

/** Whether the verb after "it" is a deed of a body's. */
function doesSomething(reading: string, from: number): boolean {
  const verbs = reading
    .slice(from, from + 80)
    .match(
      /^\s*(?:(?:would|will|had|has|was|is|could|did|does|not|n['’]t|have|been|already|also|never|now|still|to|no|plans|planned)\s+)*(\p{Ll}+)/u,
    );
  return verbs ? baseForms(verbs[1]!).some((base) => DEEDS.has(base)) : false;
}

function isPossessive(reading: string, next: Span | undefined): boolean {
  const word = next ? reading.slice(...next) : '';
  return (
    /^\p{L}{3,}$/u.test(word) &&
    !/^(?:and|but|for|with|that|the|was|had|has|who|when|after|before|from|about|not|once|again|because|how|what|why|where|whether|into|over|out|off|than|then|there|here|this|these|those|some|any|two|three|yes)$/iu.test(
      word,
    )
  );
}

/** "Prigozhin" where the text also has "Yevgeny Prigozhin"; "ISW" for the institute that it abbreviates. */
function shortNames(reading: string, entities: readonly Entity[]): Reference[] {
  return entities.flatMap(({ id, name, type, mentions }): Reference[] => {
    if ((type !== 'person' && type !== 'organization') || name.length > LONGEST_NAME) return [];
    const short = mentions.filter((span) => {
      const text = reading.slice(...span).replace(/\s+/g, ' ');
      if (text === name || name.length <= text.length) return false;
      if (type === 'organization') return /^\p{Lu}{2,}$/u.test(text);
      // A title tells whose surname it is, and it may be someone else's.
      const title =
        /\b(?:Mrs?|Ms|Miss|Mx|Lady|Lord|Sir|Dame|brothers?|sisters?|elder|younger|young|old|senior|junior|late)\.?\s+$/iu;
      return (
        !title.test(reading.slice(Math.max(0, span[0] - 12), span[0])) &&
        /^\p{L}+$/u.test(text.replace(/[-’']/gu, ''))
      );
    });
    return short.map((span) => ({
      span,
      name,
      kind: type === 'person' ? 'person' : 'organization',
      entity: id,
    }));
  });
}
