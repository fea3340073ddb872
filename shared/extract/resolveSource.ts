import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import type { Entity, EntityType, SourceKind } from './extraction.ts';
import { GENERIC_ORGANIZATIONS, isOrganizationNoun, kindOfNoun } from './sourceNouns.ts';

/** Who a source is. */
export interface ResolvedSource {
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
}

/** One mention of an entity. */
export interface NamedMention {
  readonly entity: Entity;
  readonly span: Span;
  /** Whether it stands where a sentence's subject stands: first of its names, at its beginning. */
  readonly leads: boolean;
}

/** What the sources of an article can be resolved to. */
export interface NamesInText {
  /** The article's `reading`: names are looked for where no markup stands between their words. */
  readonly text: string;
  /** In the order of the text. */
  readonly mentions: readonly NamedMention[];
  /** Sources that have been resolved so far: where they stand, and to whom; in order. */
  readonly earlier: readonly { readonly entity: Entity; readonly at: number }[];
}

/** How far back, in UTF-16 code units, a pronoun or a description looks for its name: some three paragraphs. */
const REACH = 1500;

/** A beginning's length, in UTF-16 code units, within which a sentence's first name may lead it: "Former Gov. …". */
const LEAD = 30;

/** What ends the head of a noun phrase, outside of names. */
const AFTER_HEAD =
  /[,;:(—–]|\s(?:about|after|at|behind|but|by|close|familiar|for|from|in|like|near|of|on|outside|representing|than|that|to|which|who|whose|with)\b/iu;

/** What only several can have before them. */
const QUANTIFIER = /^(?:many|most|several|some|(?:a )?few|both|all|other|two|three|four|five|six|\d+)\s/iu;

const NAME = '\ue000';

/**
 * Who a source means. The named entity that heads it, if there is one ("Foreign Minister A. B.", "A. B., head of C",
 * "the head of C, A. B.", but not the C of "a spokesman for C"). "He", "she" and "it": the nearest fitting source or
 * sentence subject before. "The union": the last organization before with that word in its name; for nouns that
 * seldom stand in names ("the think tank") the nearest organization that was a source or subject. A description
 * that fits nothing keeps its own words.
 *
 * @param source null when nobody is mentioned
 */
export function resolveSource(source: Span | null, names: NamesInText): ResolvedSource {
  if (!source) return { sourceName: null, sourceEntity: null, sourceKind: null };
  const words = names.text.slice(source[0], source[1]).replace(/\s+/g, ' ').trim();
  const entity = headEntity(source, names) ?? referent(words.toLowerCase(), source[0], names);
  if (entity)
    return { sourceName: entity.name, sourceEntity: entity.id, sourceKind: kindOfEntity(entity.type) };
  const description = words.replace(/(?:['’]s?|[\s,])+$/u, '') || words;
  return { sourceName: description, sourceEntity: null, sourceKind: kindOfDescription(description) };
}

/** An article's named mentions in order, with those that lead a sentence of its running text marked. */
export function namedMentions(
  entities: readonly Entity[],
  { sentences, blocks }: Pick<Article, 'sentences' | 'blocks'>,
): NamedMention[] {
  const mentions = entities
    .filter(({ type }) => !UNNAMED.has(type))
    .flatMap((entity) => entity.mentions.map((span) => ({ entity, span })))
    .sort((a, b) => a.span[0] - b.span[0]);
  let sentence = -1;
  let block = 0;
  return mentions.map((mention) => {
    const [at] = mention.span;
    const before = sentence;
    while (sentence + 1 < sentences.length && sentences[sentence + 1]![0] <= at) sentence++;
    while (block + 1 < blocks.length && blocks[block + 1]!.span[0] <= at) block++;
    const first = sentence !== before && at - sentences[sentence]![0] <= LEAD;
    return { ...mention, leads: first && blocks[block]!.kind === 'paragraph' };
  });
}

const UNNAMED: ReadonlySet<EntityType> = new Set(['date', 'money', 'quantity']);

/** The entity whose name is the head of the source's noun phrase, or stands in apposition to it. */
function headEntity(source: Span, { text, mentions }: NamesInText): Entity | null {
  const inside = within(mentions, source);
  if (inside.length === 0) return null;
  let masked = text.slice(source[0], source[1]);
  for (const { span } of inside) {
    const [start, end] = [span[0] - source[0], span[1] - source[0]];
    masked = masked.slice(0, start) + NAME.repeat(end - start) + masked.slice(end);
  }
  const named = (from: number, to: number): Entity | null => {
    const part = masked.slice(from, to);
    const bare = part.replace(/(?:\s+(?:him|her|it)self|['’]s?|\s)+$/iu, '');
    if (!bare.endsWith(NAME) || /\s(?:and|or|nor|&)\s/iu.test(part)) return null;
    const { entity } = inside.find(({ span }) => span[1] === source[0] + from + bare.length)!;
    // "Many Republicans" are not the Republicans.
    const alone = /^\s*(?:the\s+)?\ue000+$/iu.test(bare);
    return entity.type === 'group' && !alone ? null : entity;
  };
  const end = AFTER_HEAD.exec(masked)?.index ?? masked.length;
  const headed = named(0, end);
  if (headed) return headed;
  for (const segment of masked.slice(end).matchAll(/(?<=,)[^,;:(—–]+/gu)) {
    const entity = named(end + segment.index, end + segment.index + segment[0].length);
    if (entity && !AFTER_HEAD.test(segment[0]) && fitsHead(entity, masked.slice(0, end))) return entity;
  }
  return null;
}

/** Whether an entity may stand in apposition: "the head of C, A. B.", "the ferry company, D. Lines". */
const fitsHead = ({ type }: Entity, head: string): boolean =>
  type === 'person' || (type === 'organization' && kindOfNoun(lastWord(head)) === 'organization');

/** Whom a pronoun or a definite description stands for. */
function referent(words: string, at: number, names: NamesInText): Entity | null {
  if (/^(?:he|she|him|her|his|himself|herself)$/.test(words)) return recent('person', at, names);
  if (words === 'it') return recent('organization', at, names);
  if (words === 'who') return justBefore(at, names);
  const description = /^(?:the|this|that) (?:[\p{L}-]+ )?([\p{L}-]+)$/u.exec(words);
  const noun = description?.[1];
  if (!noun || !isOrganizationNoun(noun)) return null;
  const bearsIt = new RegExp(`(?<![\\p{L}])${noun}(?![\\p{L}])`, 'iu');
  const bearer = within(names.mentions, [0, at]).findLast(
    ({ entity }) => entity.type === 'organization' && bearsIt.test(entity.name),
  );
  if (bearer) return bearer.entity;
  return GENERIC_ORGANIZATIONS.has(noun) ? recent('organization', at, names) : null;
}

/** The nearest entity of a type before, among sources and sentence subjects. */
function recent(type: EntityType, at: number, { mentions, earlier }: NamesInText): Entity | null {
  const source = earlier
    .slice(firstIndex(earlier, (one) => one.at >= at - REACH))
    .findLast((one) => one.entity.type === type && one.at < at);
  const subject = within(mentions, [at - REACH, at]).findLast((one) => one.leads && one.entity.type === type);
  if (!source || !subject) return source?.entity ?? subject?.entity ?? null;
  return source.at >= subject.span[0] ? source.entity : subject.entity;
}

/** The person whose name ends right before: "A. B., who". */
function justBefore(at: number, { text, mentions }: NamesInText): Entity | null {
  const last = mentions[firstIndex(mentions, ({ span }) => span[1] > at) - 1];
  return last?.entity.type === 'person' && /^[\s,]*$/.test(text.slice(last.span[1], at)) ? last.entity : null;
}

const within = (mentions: readonly NamedMention[], [start, end]: Span): readonly NamedMention[] =>
  mentions.slice(
    firstIndex(mentions, ({ span }) => span[0] >= start),
    firstIndex(mentions, ({ span }) => span[1] > end),
  );

function kindOfDescription(description: string): SourceKind {
  const kind = kindOfNoun(lastWord(head(description)));
  return kind === 'unknown' && QUANTIFIER.test(description) ? 'group' : kind;
}

const head = (phrase: string): string => phrase.slice(0, AFTER_HEAD.exec(phrase)?.index ?? phrase.length);

const lastWord = (phrase: string): string => /[\p{L}\p{N}-]+(?=[^\p{L}\p{N}]*$)/u.exec(phrase)?.[0] ?? '';

function kindOfEntity(type: EntityType): SourceKind {
  switch (type) {
    case 'person':
    case 'organization':
    case 'group':
      return type;
    // "Moscow said": a place that speaks is its government.
    case 'location':
    case 'facility':
      return 'organization';
    default:
      return 'unknown';
  }
}
