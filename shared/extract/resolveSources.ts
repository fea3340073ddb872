import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import { covers, type Span } from '../span.ts';
import { antecedentOf } from './coreference/antecedent.ts';
import {
  type Appearance,
  describedReferent,
  type NamedMention,
  namedMentions,
  type Referent,
} from './coreference/discourse.ts';
import { earlierWords } from './coreference/earlierWords.ts';
import { type Gender, genderOf } from './coreference/gender.ts';
import { headMention } from './coreference/headMention.ts';
import { readInterview } from './coreference/interview.ts';
import { describedInLede } from './coreference/lede.ts';
import { readPhrase } from './coreference/nounPhrase.ts';
import { partiesOf } from './coreference/parties.ts';
import { sidesOf } from './coreference/sides.ts';
import { SIEVE } from './coreference/sieve.ts';
import { speakersAt } from './coreference/speakersAt.ts';
import { spelledNames } from './coreference/spelledNames.ts';
import { subjects } from './coreference/subjects.ts';
import type { Entity, SourceKind } from './extraction.ts';
import { quotedSpans } from './quotedSpans.ts';
import { kindOfNoun } from './sourceNouns.ts';

/** Who a source is. */
export interface ResolvedSource {
  readonly sourceName: string | null;
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
}

/** What of a claim decides who its source is. Spans of the document text. */
export interface SourceDraft {
  /** Null when nobody is mentioned. */
  readonly source: Span | null;
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
}

/** Not "US". */
const FIRST_PERSON = /^(?:[Ii]|[Mm](?:e|y|ine|yself)|[Ww]e|[Uu]s|[Oo]ur(?:s|selves)?)$/;
const RELATIVE = /^(?:who|which|that)$/i;
const PRONOUN = /^(?:he|she|it|they|who|which|you|this|that|these|those|one|all|both|some)$/i;

/**
 * Who the sources of an article's claims are: by the fullest name in the text, or else by the description that brought
 * them up.
 *
 * A sieve of passes, the most precise first, each taking what those before it left (Lee et al. 2013, "Deterministic
 * coreference resolution based on entity-centric, precision-ranked rules", Computational Linguistics 39(4)). The text is
 * walked through once: names, subjects and sources come up in their order, with all that the article says of them
 * (titles, appositions, gender), and a source is looked for among those that came up before. "I" and "we" in a quotation
 * are resolved at the end, to whoever speaks there ("we" to the organization he speaks for, where the text names it), and in an interview to who is interviewed.
 *
 * @param parents for each claim the index of the one in whose content it stands, or null (`nestClaims`)
 * @returns one for each draft, in their order
 */
export function resolveSources(
  article: Pick<Article, 'text' | 'reading' | 'blocks' | 'sentences'>,
  drafts: readonly SourceDraft[],
  parents: readonly (number | null)[],
  entities: readonly Entity[],
): ResolvedSource[] {
  const text = article.reading;
  const mentions = namedMentions(article, entities);
  const quoted = quotedSpans(article);
  const found: (Referent | null)[] = drafts.map(() => null);
  const sources = drafts
    .flatMap(({ source }, draft) => {
      if (!source) return [];
      const words = text.slice(source[0], source[1]).replace(/\s+/g, ' ').trim();
      const named = headMention(text, source, mentions) ?? nameAfter(text, source, mentions);
      const content = drafts[draft]!.content.map((span) => text.slice(...span)).join(' ');
      return [{ span: source, draft, words, content, named: named?.referent ?? null }];
    })
    .sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  const inLede = describedInLede(article, sources, mentions, (draft) => parents[draft] !== null);
  const namedBy = new Map(sources.map(({ draft, named }) => [draft, named ?? inLede.get(draft) ?? null]));

  const speaking = speakersAt(drafts);
  const discourse = openDiscourse(article, mentions, quoted, speaking);
  const spelled = spelledNames(text);
  const events: { at: number; happen: () => void }[] = [];
  for (const { span, referent, leads } of leadingMentions(article, mentions))
    if (!PREDICATE.test(text.slice(Math.max(0, span[0] - 20), span[0])))
      events.push({ at: span[0], happen: () => discourse.appear(referent, span[0], leads) });
  const bySource = new Map(sources.map((source) => [source.draft, source]));
  /** Who says a claim, as far as what came up before its source tells. */
  const sayer = (draft: number): Referent | null => {
    const source = bySource.get(draft);
    if (!source || found[draft] || source.named) return found[draft] ?? source?.named ?? null;
    return FIRST_PERSON.test(source.words)
      ? null
      : resolve(source.span, source.words, draft, parents[draft] ?? null, false);
  };
  const resolve = (
    span: Span,
    words: string,
    draft: number | null,
    parent: number | null,
    anew = true,
  ): Referent | null => {
    const phrase = readPhrase(words);
    const question = {
      words: words.toLowerCase(),
      phrase,
      span,
      sentence: discourse.sentenceAt(span[0]),
      quoted: quoteAt(quoted, span[0]) !== null,
      own: draft === null ? [] : drafts[draft]!.content,
      directly: parent !== null && speaksDirectly(quoteAt(quoted, span[0]), drafts[parent]!.source),
      answered: draft !== null && parent === null && answers(draft, span) ? lastSpeaker : null,
      gender: (one: Referent) => one.gender ?? told.get(one) ?? null,
      named: draft === null ? null : namedBy.get(draft)!,
      speaker: parent === null ? null : sayer(parent),
      enclosing: draft === null ? null : enclosing(span, draft),
    };
    for (const pass of SIEVE) {
      const referent = pass(question, discourse.known);
      if (referent) return referent;
    }
    if (!anew || (draft === null && PRONOUN.test(words))) return null;
    // "Her agent, who had hinted": whom the text does not name.
    const before = RELATIVE.test(words) ? antecedentOf(text, span[0]) : null;
    if (before) return resolve(before, text.slice(...before), draft, parent);
    const name = spelled(words);
    if (name) return name;
    const fuller = earlierWords(text, phrase, span[0]);
    if (fuller === null) return describedReferent(phrase, words);
    const referent = described.get(fuller) ?? describedReferent(readPhrase(fuller), fuller);
    described.set(fuller, referent);
    return referent;
  };
  /** Those whom the text describes more fully before they say something. */
  const described = new Map<string, Referent>();
  /** Whether a source answers who spoke before, and not a question that is told of: "Asked whether …, he replied". */
  const answers = (draft: number, [at]: Span): boolean =>
    ANSWER.test(cueOf(draft)) &&
    !ASKED.test(text.slice(article.sentences[discourse.sentenceAt(at)]?.[0] ?? at, at));
  const cueOf = (draft: number): string =>
    drafts[draft]!.cue.map(([start, end]) => text.slice(start, end)).join(' ');
  /** The gender that a pronoun told of who was found for it. */
  const told = new Map<Referent, Gender>();
  /** Who spoke last, on the outermost level. */
  let lastSpeaker: Referent | null = null;
  /** Who the source is that these words are a part of. */
  const enclosing = (span: Span, draft: number): Referent | null => {
    const next = firstIndex(sources, (one) => one.span[0] > span[0]);
    const outer = sources
      .slice(Math.max(0, next - 4), next)
      .find((one) => one.draft !== draft && covers(one.span, span));
    return outer ? (found[outer.draft] ?? null) : null;
  };
  for (const { span, draft, words } of sources) {
    if (FIRST_PERSON.test(words)) continue;
    const happen = () => {
      const referent = resolve(span, words, draft, parents[draft] ?? null)!;
      found[draft] = referent;
      // "Those who say so": whom nothing tells, no pronoun means.
      if (!PRONOUN.test(referent.name))
        discourse.appear(referent, span[0], true, parents[draft] === null ? 'outermost' : 'nested', words);
      const title = PRONOUN.test(words) ? words : TITLE.exec(words)?.[1];
      const gender = title && genderOf(title.toLowerCase());
      if (gender && referent.kind === 'person') told.set(referent, gender);
      if (parents[draft] === null) lastSpeaker = referent;
    };
    events.push({ at: span[0], happen });
  }
  for (const span of subjects(article, drafts, mentions)) {
    const happen = () => {
      const words = text.slice(span[0], span[1]);
      const referent = resolve(span, words, null, speaking(span[0]));
      if (referent) discourse.appear(referent, span[0], true, null, words);
    };
    events.push({ at: span[0], happen });
  }
  for (const { happen } of events.sort((a, b) => a.at - b.at)) happen();

  const frames = framesOfQuotes(drafts, quoted, (draft) => found[draft] !== null);
  const speaker = (draft: number): Referent | null => {
    for (let parent = parents[draft] ?? null; parent !== null; parent = parents[parent] ?? null)
      if (found[parent]) return found[parent]!;
    const [at] = drafts[draft]!.source!;
    const index = firstIndex(quoted, ([, end]) => end > at);
    if (!quoteAt(quoted, at)) return null;
    // A quotation without a frame goes on after the one before it in the paragraph.
    for (let i = index; i >= 0 && !text.slice(quoted[i]![1], at).includes('\n'); i--)
      if (frames.has(quoted[i]!)) return found[frames.get(quoted[i]!)!] ?? null;
    return null;
  };
  const interview = readInterview(article, mentions);
  const side = (words: string, one: Referent | null): Referent | null =>
    one && /^(?:we|us|ours?|ourselves)$/i.test(words) ? (discourse.known.sides.get(one) ?? one) : one;
  for (const { draft, words, span } of sources) {
    const turn = interview?.turnAt(span[0]);
    if (FIRST_PERSON.test(words))
      found[draft] =
        side(words, speaker(draft)) ??
        (turn === 'answer' ? interview!.interviewee : describedReferent(readPhrase(words), words));
    else if (turn === 'question' && /^you[rs]?$/i.test(words)) found[draft] = interview!.interviewee;
  }

  return drafts.map(({ source }, i) => {
    const referent = found[i];
    if (!source || !referent) return { sourceName: null, sourceEntity: null, sourceKind: null };
    return {
      sourceName: referent.name,
      sourceEntity: referent.entity?.id ?? null,
      sourceKind: referent.kind,
    };
  });
}

/** Before a name that someone only is, or plays: "she was Lady" Macbeth. */
const PREDICATE = /\b(?:he|she)\s(?:is|was|became|plays|played)\s(?:\p{Lu}\p{Ll}+\s)?$/u;
const TITLE = /^(Mrs?|Ms|Miss)\.? \p{Lu}/u;
/** The person whose name follows on a role that is all of a source: "Porto’s mayor" before "Ana Reis said". */
function nameAfter(text: string, [start, end]: Span, mentions: readonly NamedMention[]): NamedMention | null {
  const next = mentions[firstIndex(mentions, ({ span }) => span[0] >= end)];
  if (next?.referent.kind !== 'person') return null;
  const between = text.slice(end, next.span[0]);
  const apposed = between === ' ' || (between === ', ' && text[next.span[1]] === ',');
  return apposed && kindOfNoun(readPhrase(text.slice(start, end)).head) === 'person' ? next : null;
}

const ANSWER = /^(?:replied|answered|countered|responded|retorted|shot back|rejoined)\b/iu;

const ASKED = /^\P{L}*(?:when )?(?:asked|pressed|questioned|challenged)\b/iu;

/** Whether who says something says it in the first person: he stands outside of the quotation that it is in. */
const speaksDirectly = (quote: Span | null, source: Span | null): boolean =>
  quote !== null && source !== null && !covers(quote, source);

/** The quotation that a place stands in, or null. */
export function quoteAt(quoted: readonly Span[], at: number): Span | null {
  const quote = quoted[firstIndex(quoted, ([, end]) => end > at)];
  return quote && quote[0] <= at ? quote : null;
}

/** For quotations the first claim whose content they share something with and whose source stands outside. */
function framesOfQuotes(
  drafts: readonly SourceDraft[],
  quoted: readonly Span[],
  speaks: (draft: number) => boolean,
): Map<Span, number> {
  const frames = new Map<Span, number>();
  drafts.forEach(({ source, content }, draft) => {
    if (!source || !speaks(draft)) return;
    for (const [start, end] of content)
      for (
        let i = firstIndex(quoted, (quote) => quote[1] > start);
        i < quoted.length && quoted[i]![0] < end;
        i++
      )
        if (!covers(quoted[i]!, source) && !frames.has(quoted[i]!)) frames.set(quoted[i]!, draft);
  });
  return frames;
}

/** A beginning's length, in UTF-16 code units, within which a sentence's first name may lead it: "Former Gov. …". */
const LEAD = 30;

/** The mentions, with whether each stands where a subject does: first of its sentence's names, at its beginning. */
export function leadingMentions(
  { reading, sentences, blocks }: Pick<Article, 'reading' | 'sentences' | 'blocks'>,
  mentions: readonly NamedMention[],
): (NamedMention & { leads: boolean })[] {
  let sentence = -1;
  let block = 0;
  return mentions.map((mention) => {
    const [at] = mention.span;
    const before = sentence;
    while (sentence + 1 < sentences.length && sentences[sentence + 1]![0] <= at) sentence++;
    while (block + 1 < blocks.length && blocks[block + 1]!.span[0] <= at) block++;
    const first = sentence !== before && at - sentences[sentence]![0] <= LEAD;
    // Tidal does not lead "Analysts polled by Tidal", but "On Monday, Tidal".
    const opening = first ? reading.slice(sentences[sentence]![0], at).replace(/^.*,/su, '') : '';
    // "For Brandt, that is not enough. She …"
    const isTopic = TOPIC.test(opening) && reading[mention.span[1]] === ',';
    // "Dutch rider A. B." is not about the Dutch.
    const isAdjective =
      mention.entity.type === 'group' &&
      /[^s] \p{L}/u.test(reading.slice(mention.span[1] - 1, mention.span[1] + 2)) &&
      !PLURAL_VERB.test(reading.slice(mention.span[1], mention.span[1] + 12));
    const leads =
      first && !isAdjective && (isTopic || !GOVERNED.test(opening)) && blocks[block]!.kind === 'paragraph';
    return { ...mention, leads };
  });
}

const PLURAL_VERB = /^ (?:are|were|have|had|say|said|do|did|want|will|would|can|could|may|must|and)\b/u;
const TOPIC = /^(?:For|To|As for)\s$/u;
const GOVERNED = /\b(?:at|in|near|outside|by|of|from|for|with|to|than|against|between|about)\s/iu;

/** The person who leads the first paragraph, where nobody is named more often. */
function topicOf(mentions: readonly NamedMention[], blocks: Article['blocks']): Referent | null {
  const first = blocks.find(({ kind }) => kind === 'paragraph')?.span[0] ?? 0;
  const lead = mentions[firstIndex(mentions, ({ span }) => span[0] >= first)];
  if (!lead || lead.span[0] > first + LEAD || lead.referent.kind !== 'person') return null;
  const often = Math.max(
    ...mentions.flatMap(({ referent, entity }) =>
      referent.kind === 'person' ? [entity.mentions.length] : [],
    ),
  );
  return lead.entity.mentions.length === often && often > 2 ? lead.referent : null;
}

/** So often one alone of those who have a surname is called by it. */
const OWN_NAME = 4;

/** Those of whom a surname is all that is known which several have: any of these may be meant. */
function sharedSurnames(mentions: readonly NamedMention[]): ReadonlySet<Referent> {
  const persons = new Set(mentions.flatMap(({ referent }) => (referent.kind === 'person' ? [referent] : [])));
  const surnames = new Map<string, number>();
  for (const { name } of persons) {
    const surname = name.slice(name.lastIndexOf(' ') + 1);
    if (name.includes(' ')) surnames.set(surname, (surnames.get(surname) ?? 0) + 1);
  }
  return new Set(
    [...persons].filter(
      ({ name, entity }) => (surnames.get(name) ?? 0) > 1 && entity!.mentions.length < OWN_NAME,
    ),
  );
}

const NICKNAME =
  /\b(?:nicknamed|dubbed|(?:known|knows?|called|calls?)(?:\s[^,.;:“”"\n]{1,40})?\sas)\s[“"‘'](?:the\s)?([^“”"’'\n]{3,40})[”"’'](,\s)?/giu;

/** Names in quotation marks that the text says someone is known by, in lower case: "A. B., whom the terraces know as “the Professor”". */
function nicknames(text: string, mentions: readonly NamedMention[]): [string, Referent][] {
  return [...text.matchAll(NICKNAME)].flatMap(
    ({ 0: words, 1: name, 2: comma, index }): [string, Referent][] => {
      const next = firstIndex(mentions, ({ span }) => span[0] >= index + words.length);
      const after = mentions[next];
      if (comma && after?.span[0] === index + words.length) return [[name!.toLowerCase(), after.referent]];
      const before = mentions
        .slice(0, next)
        .findLast(({ span, referent }) => span[1] <= index && referent.kind === 'person');
      return before && index - before.span[1] < 60 && !/[.!?\n]/u.test(text.slice(before.span[1], index))
        ? [[name!.toLowerCase(), before.referent]]
        : [];
    },
  );
}

/** What has come up so far, and a way to add to it in the order of the text. */
export function openDiscourse(
  { reading, sentences, blocks }: Pick<Article, 'reading' | 'sentences' | 'blocks'>,
  mentions: readonly NamedMention[],
  quoted: readonly Span[],
  saidIn: (at: number) => number | null,
) {
  const appearances: Appearance[] = [];
  const byNoun = new Map<string, Appearance[]>();
  const named = new Map<string, Set<Referent>>();
  const meant = new Map<string, Referent>();
  const byName = new Map<string, Referent>();
  const shared = sharedSurnames(mentions);
  for (const { referent, span } of mentions) {
    if (shared.has(referent)) continue;
    for (const noun of referent.calls.keys()) named.set(noun, (named.get(noun) ?? new Set()).add(referent));
    byName.set(reading.slice(span[0], span[1]).toLowerCase(), referent);
  }
  for (const [name, referent] of nicknames(reading, mentions)) byName.set(name, referent);
  const sentenceAt = (at: number) => firstIndex(sentences, ([start]) => start > at) - 1;
  return {
    known: {
      text: reading,
      appearances,
      byNoun,
      named,
      byName,
      mentions,
      sides: sidesOf(reading, mentions),
      parties: partiesOf(reading, mentions),
      topic: topicOf(mentions, blocks),
      saidIn,
      meant,
    },
    sentenceAt,
    /** @param words a description that has been resolved to it, where that is how it comes up */
    appear(
      referent: Referent,
      at: number,
      salient: boolean,
      speaks: Appearance['speaks'] = null,
      words: string | null = null,
    ): void {
      if (shared.has(referent)) return;
      const noun = words === null ? null : /^the (?:\S+ )*?(\p{Ll}[\p{L}-]+)$/iu.exec(words)?.[1];
      if (noun && referent.entity) meant.set(noun, referent);
      const appearance = {
        ...{ referent, at, salient, speaks },
        ...{ sentence: sentenceAt(at), quoted: quoteAt(quoted, at) !== null },
      };
      appearances.push(appearance);
      for (const noun of referent.calls.keys()) {
        const same = byNoun.get(noun);
        if (same) same.push(appearance);
        else byNoun.set(noun, [appearance]);
      }
    },
  };
}
