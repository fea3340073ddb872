import { firstIndex } from '../../firstIndex.ts';
import { overlaps, type Span } from '../../span.ts';
import type { NamedMention } from '../coreference/discourse.ts';
import type { Entity } from '../extraction.ts';
import type { Speaker } from './certainSpeakers.ts';
import type { Reference, ResolvedAttribution } from './references.ts';

/** What is written for one who speaks and has no name. */
export const THE_SPEAKER = 'the speaker';
const FIRST_PERSON = /^(?:I|me|my|Me|My|mine|Mine|myself)$/u;
/** Not "US". */
const FIRST_PLURAL = /^(?:[Ww]e|[Uu]s|[Oo]ur)$/u;
/** UTF-16 code units; longer quotations are left alone. */
const LONGEST_SPEECH = 5_000;
const LONGEST_NAME = 100;

interface Known {
  readonly speakers: ReadonlyMap<string, Speaker>;
  /** Names of all that "it" may mean, in order. */
  readonly bodies: readonly NamedMention[];
  /** What stands between quotation marks. */
  readonly quoted: readonly Span[];
  /** For whom persons speak, by their ids. */
  readonly sides: ReadonlyMap<string, Entity>;
}

/**
 * The first persons in what somebody says, with who they are: himself for "I", the body that he speaks for for "we".
 *
 * @param tokensIn the tokens of a span
 */
export function firstPersons(
  attribution: ResolvedAttribution,
  reading: string,
  tokensIn: (span: Span) => readonly Span[],
  known: Known,
): Reference[] {
  const one = firstPerson(attribution, reading, known);
  const several = firstPlural(attribution, reading, known);
  if (!one && !several) return [];
  return speechOf(attribution, reading, known.quoted)
    .filter(([start, end]) => end - start <= LONGEST_SPEECH)
    .flatMap((speech) =>
      tokensIn(speech).flatMap((span): Reference[] => {
        const word = reading.slice(...span);
        const meant = FIRST_PERSON.test(word) ? one : FIRST_PLURAL.test(word) ? several : null;
        return meant && !isInnerQuote(reading, speech, span) ? [{ span, ...meant }] : [];
      }),
    );
}

/** The parts of a content that are the source's own words: its quotations, or all that follows "NAME:". */
function speechOf(
  { cue, source, content }: ResolvedAttribution,
  reading: string,
  quoted: readonly Span[],
): Span[] {
  if (cue.length === 1 && reading.slice(...cue[0]!).trim() === ':') return [...content];
  const frame = [...cue, ...(source ? [source] : [])];
  const found = content.flatMap((span) => quotesIn(quoted, span));
  return [...new Set(found)].filter((quote) => !frame.some((span) => overlaps(span, quote)));
}

/** Who says "I": null where it may be several, or nobody knows. */
function firstPerson(
  { source, sourceKind, sourceName, sourceEntity }: ResolvedAttribution,
  reading: string,
  { speakers }: Known,
): Omit<Reference, 'span'> | null {
  const certain = source && speakers.get(String(source));
  if (certain && certain.entity !== null) return certain.kind === 'person' ? certain : null;
  if (!source || sourceName === null || sourceKind !== 'person') return null;
  // One person: "an aide", "he"; not "one of them", "two aides".
  return /^(?:an?|the|his|her|their|my|its|he|she)\b/iu.test(reading.slice(...source))
    ? { name: THE_SPEAKER, kind: 'person', entity: sourceEntity }
    : null;
}

/** Who is meant by "we": a body that speaks, or for which a spokesman or its head speaks; null for anyone else. */
function firstPlural(
  { source, content }: ResolvedAttribution,
  reading: string,
  { speakers, sides, bodies }: Known,
): Omit<Reference, 'span'> | null {
  const certain = source && speakers.get(String(source));
  if (!source || !certain) return null;
  const { entity, kind } = certain;
  if (kind === 'organization') return entity === null ? null : certain;
  if (kind !== 'person') return null;
  const said = content.map((span) => reading.slice(...span)).join(' ');
  if (EVERYBODY.test(said)) return null;
  const side =
    entity !== null
      ? sides.get(entity)
      : SPOKESMAN.test(reading.slice(...source))
        ? onlyOf(bodies, source)
        : undefined;
  if (side?.type !== 'organization' || side.name.length > LONGEST_NAME) return null;
  return { name: side.name, kind: 'organization', entity: side.id };
}

/** "We" that are more than a body. */
const EVERYBODY =
  /\b(?:we|us)\s+(?:all|both|as\b|in\s+(?:this|the)\s+(?:country|world|city|state|town|west))|\ball of us|(?:country|nation|society|world|humans?|humanity|Americans?|Britons?|citizens|taxpayers|parents|voters)\b/iu;
const SPOKESMAN = /\b(?:spokes(?:man|woman|person)|press secretary)\b/iu;

/** The one organization that is named in a source. */
function onlyOf(bodies: readonly NamedMention[], source: Span): Entity | undefined {
  const inside = bodies.slice(
    firstIndex(bodies, ({ span }) => span[0] >= source[0]),
    firstIndex(bodies, ({ span }) => span[0] >= source[1]),
  );
  return inside.length === 1 ? inside[0]!.entity : undefined;
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

/** The quotations that share something with a span. */
const quotesIn = (quoted: readonly Span[], [start, end]: Span): readonly Span[] =>
  quoted.slice(
    firstIndex(quoted, (quote) => quote[1] > start),
    firstIndex(quoted, (quote) => quote[0] >= end),
  );

/** By where a quotation begins, the ids of the entities that say it. */
export function quotersOf(
  attributions: readonly ResolvedAttribution[],
  quoted: readonly Span[],
): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { content, cue, source, sourceEntity } of attributions) {
    if (sourceEntity === null) continue;
    const frame = [...cue, ...(source ? [source] : [])];
    for (const quote of content.flatMap((span) => quotesIn(quoted, span)))
      if (!frame.some((one) => overlaps(one, quote)))
        found.set(quote[0], (found.get(quote[0]) ?? new Set()).add(sourceEntity));
  }
  return found;
}

/** UTF-16 code units between two names of which one tells what the other is. */
const BESIDE = 80;

/** Whether two are named close together somewhere. */
export function isBeside(one: Entity, other: Entity): boolean {
  const starts = other.mentions.map(([start]) => start).sort((a, b) => a - b);
  return one.mentions.some(([at]) => {
    const next = firstIndex(starts, (start) => start >= at - BESIDE);
    return next < starts.length && starts[next]! <= at + BESIDE;
  });
}

/** Whether somebody is said to lead a business, or to speak for a body. */
export const isHead = ({ mentions }: Entity, reading: string): boolean =>
  mentions
    .slice(0, 3)
    .some(([start, end]) => HEAD.test(reading.slice(Math.max(0, start - BESIDE), end + BESIDE)));
const HEAD =
  /\b(?:spokes(?:man|woman|person)|press secretary|chief executive|executive officer|CEO|managing director|founder|co-founder)\b/u;
