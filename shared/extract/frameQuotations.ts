import type { Article, Block, BlockKind } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import { covers, overlaps, type Span } from '../span.ts';
import { type NamedMention, namedMentions } from './coreference/discourse.ts';
import { headMention, mentionsIn } from './coreference/headMention.ts';
import { personSubject } from './coreference/personSubject.ts';
import type { Entity } from './extraction.ts';
import { nestClaims } from './nestClaims.ts';
import { quotedInside, quotedSpans } from './quotedSpans.ts';
import { type WholeQuotation, wholeQuotations, withMarks } from './wholeQuotations.ts';

/** An attribution as it stands in the document text. */
export interface Draft {
  readonly source: Span | null;
  readonly cue: readonly Span[];
  /** Never empty. */
  readonly content: readonly Span[];
  readonly probability: number;
}

/**
 * How often what is found here is right. `goesOn` is what is left of a claim's probability when it goes on: of the quotations
 * in PolNeAR's train and dev whose annotated frames stand elsewhere, 98 in 100 get the annotated speaker (and all 10 of the
 * gold articles and probes). `subject` is an estimate: all 11 such claims of the probes have content and name right, but the
 * probes are made for it, and annotated news has too few.
 */
const CONFIDENCE = { goesOn: 0.98, subject: 0.7 };

/** How people react who speak then, or have just spoken. */
const REACTION =
  /^,?\s(?:(?:did|does|would|could)(?:\s?n['’]t|\snot)\s|(?:just|only|then|simply|merely|even|never|\p{L}+ly)\s)*(?:laugh|smil|shrug|nod|grin|sigh|sobb|weep|wept|chuckl|giggl|winc|frown|blush|paus|hesitat|scoff|snort|groan|glar|beam|turn(?:ed|s|ing)? away|(?:shook|shakes?|hung|bowed|raised|threw up|rolled|wiped|closed|rubbed) (?:his|her) (?:head|eyes?|hands?|shoulders|eyebrows?|face))/u;

/** Blocks that stand between paragraphs without parting them. */
const ASIDE: ReadonlySet<BlockKind> = new Set(['caption', 'credit', 'boilerplate']);

/**
 * Finds who speaks in quotations that have no frame of their own, by typography and by what stands beside them: where the model
 * sees no source, or not even the quotation. Only whole sentences count (`wholeQuotations`).
 *
 * - Right after a quotation of someone's, or after its frame, the same one goes on speaking: in the same paragraph, or where the
 *   next begins under the same marks, as newspapers set quotations of several paragraphs. Not after a question that is closed at
 *   its paragraph's end: somebody else answers. It becomes a content of the same claim.
 * - Otherwise, right after a sentence of its paragraph, the person speaks who is that sentence's subject ("Quill shrugged. “They
 *   left.”"). Such a claim has no cue. Where the subject has a claim there, the quotation goes on with it.
 * - Where a quotation is the first paragraph, the person speaks who is the subject of the next.
 * - Where a quotation was given to a frame of another sentence, but the sentence between them tells of somebody who reacts ("“Insurance?
 *   I have none.” Quill laughed. The town says …"), that one speaks.
 *
 * Contents that have all words of a quotation get its last signs, too.
 *
 * @param drafts in any order, the contents of each in the order of the text
 * @returns the drafts, some with more content; those without a source whose content was taken are left out, new ones added
 */
export function frameQuotations(
  article: Article,
  drafts: readonly Draft[],
  entities: readonly Entity[],
): Draft[] {
  const { blocks, reading, sentences } = article;
  const quoted = quotedSpans(article);
  if (quoted.length === 0) return [...drafts];
  const known = indexDrafts(article, drafts, quoted);
  const quotations = wholeQuotations(article, quoted);
  const firstParagraph = blocks.findIndex(({ kind }) => kind === 'paragraph');
  let named: readonly NamedMention[] | null = null;
  const mentions = () => (named ??= namedMentions(article, entities));
  const holdsQuotes = (sentence: number) => touching(quoted, sentences[sentence]!).length > 0;

  for (const inner of [...quoted, ...quotedInside(article)]) {
    const { span } = blocks[firstIndex(blocks, (block) => block.span[1] >= inner[1])]!;
    known.complete(withMarks(reading, inner, span[1]));
  }
  for (const quotation of quotations) {
    if (!known.isFree(quotation.span)) reclaim(quotation);
    else if (!quotation.opens) goOnInside(quotation);
    else if (quotation.block === firstParagraph) speakFirst(quotation);
    else goOnFromBefore(quotation);
  }
  return known.all();

  function goOnInside(quotation: WholeQuotation): void {
    const before = quotation.sentence - 1;
    const frame = known.frameAt(before, { quoting: true });
    if (frame !== null) known.goOn(frame, quotation.span);
    else if (!holdsQuotes(before)) speakBeside(before, quotation);
  }

  function speakBeside(before: number, quotation: WholeQuotation): void {
    const person = personSubject(article, sentences[before]!, mentions());
    const own = known.frameAt(before, { quoting: false });
    const isOwn = own && (person ? overlaps(own.source, person) : own.source[0] === sentences[before]![0]);
    // "“A,” said Quill. She was tired. “B.”"
    const isInside = before > 0 && sentences[before - 1]![0] >= blocks[quotation.block]!.span[0];
    const goesOn = !own && isInside && person && /^(?:he|she)$/iu.test(reading.slice(...person));
    const frame = isOwn ? own : goesOn ? known.frameAt(before - 1, { quoting: true }) : null;
    if (frame) known.goOn(frame, quotation.span);
    else if (person) speak(person, quotation);
  }

  function goOnFromBefore(quotation: WholeQuotation): void {
    const before = paragraphBefore(article, quotation.block);
    const last = before && touching(quoted, before.span).at(-1);
    if (!last || reading[last[0] - 1] !== quotation.mark) return;
    const isAnswered = last[1] < before.span[1] && /\?\s*$/u.test(reading.slice(...last));
    const sentence = firstIndex(sentences, ([start]) => start >= before.span[1]) - 1;
    const frame = isAnswered ? null : known.frameAt(sentence, { quoting: true });
    if (frame !== null) known.goOn(frame, quotation.span);
  }

  function speakFirst(quotation: WholeQuotation): void {
    const next = quotation.closes ? paragraphAfter(article, quotation.block, quotations) : null;
    if (next === null || holdsQuotes(next)) return;
    const person = personSubject(article, sentences[next]!, mentions());
    if (person) speak(person, quotation);
  }

  /** Before a quotation, or behind one that opens its paragraph, a sentence of somebody who reacts and has no claim there. */
  function reclaim(quotation: WholeQuotation): void {
    const { span, sentence, opens, closes } = quotation;
    if (opens && closes) return;
    const beside = opens ? firstIndex(sentences, ([start]) => start >= span[1]) : sentence - 1;
    if (!known.isUntouched(beside) || holdsQuotes(beside)) return;
    const person = personSubject(article, sentences[beside]!, mentions());
    if (!person || !REACTION.test(reading.slice(person[1], sentences[beside]![1]))) return;
    if (known.take(span, sentences[beside]!)) speak(person, quotation);
  }

  /** Nobody names himself: "Quill won. “Quill was the best today.”" is somebody else's. */
  function speak(person: Span, { span }: WholeQuotation): void {
    const entity = headMention(reading, person, mentions())?.entity;
    if (entity && mentionsIn(mentions(), span).some((mention) => mention.entity === entity)) return;
    known.add({ source: person, cue: [], content: [span], probability: CONFIDENCE.subject });
  }
}

/** The paragraph before a block, or null when something else than a caption or the like stands between them. */
function paragraphBefore({ blocks }: Article, block: number): Block | null {
  let before = block - 1;
  while (before >= 0 && ASIDE.has(blocks[before]!.kind)) before--;
  return blocks[before]?.kind === 'paragraph' ? blocks[before]! : null;
}

/** The first sentence of the first paragraph behind a block that is more than a quotation, or null. */
function paragraphAfter(
  { blocks, sentences }: Article,
  block: number,
  quotations: readonly WholeQuotation[],
): number | null {
  const quotes = new Set(
    quotations.filter(({ opens, closes }) => opens && closes).map((quotation) => quotation.block),
  );
  let after = block + 1;
  while (after < blocks.length && (ASIDE.has(blocks[after]!.kind) || quotes.has(after))) after++;
  if (blocks[after]?.kind !== 'paragraph') return null;
  return firstIndex(sentences, ([, end]) => end > blocks[after]!.span[0]);
}

/** A draft that speaks outside of quotation marks and of other drafts. */
interface SpokenFrame {
  readonly id: number;
  readonly source: Span;
}

/** A draft that is being added to. */
interface OpenDraft extends Draft {
  content: Span[];
  probability: number;
}

/** Drafts by the sentences that they touch, and what is done to them. */
function indexDrafts({ sentences, reading }: Article, given: readonly Draft[], quoted: readonly Span[]) {
  const parents = nestClaims(given);
  const drafts = new Map(given.map((draft, id) => [id, { ...draft, content: [...draft.content] }]));
  const bySentence = new Map<number, Set<number>>();
  const goneOn = new Set<number>();
  let count = given.length;
  const sentencesOf = function* ([start, end]: Span): Generator<number> {
    let i = firstIndex(sentences, (sentence) => sentence[1] > start);
    for (; i < sentences.length && sentences[i]![0] < end; i++) yield i;
  };
  const enter = (id: number, spans: readonly Span[]): void => {
    for (const span of spans)
      for (const i of sentencesOf(span)) bySentence.set(i, (bySentence.get(i) ?? new Set()).add(id));
  };
  const near = (span: Span): [id: number, draft: OpenDraft][] => {
    const ids = new Set([...sentencesOf(span)].flatMap((i) => [...(bySentence.get(i) ?? [])]));
    return [...ids].flatMap((id): [number, OpenDraft][] => (drafts.has(id) ? [[id, drafts.get(id)!]] : []));
  };
  /** Takes a quotation from what has no source. */
  const release = (quotation: Span): void => {
    for (const [id, draft] of near(quotation)) {
      if (!hasNobody(draft)) continue;
      const { content } = draft;
      const from = firstIndex(content, (span) => span[1] > quotation[0]);
      const to = firstIndex(content, (span) => span[0] >= quotation[1]);
      const rest = content.slice(from, to).flatMap((span) => outside(span, quotation));
      content.splice(from, to - from, ...rest.filter((span) => WORD.test(reading.slice(...span))));
      if (content.length === 0) drafts.delete(id);
    }
  };
  for (const [id, draft] of drafts) enter(id, spansOf(draft));
  return {
    /** Whether no draft with a source or a cue has any of a quotation, but for what is said inside it. */
    isFree: (quotation: Span): boolean =>
      near(quotation).every(([, draft]) => {
        if (hasNobody(draft)) return true;
        const spans = spansOf(draft);
        return (
          !spans.some((span) => overlaps(span, quotation)) || spans.every((span) => covers(quotation, span))
        );
      }),
    /**
     * The last of the drafts that a sentence frames or holds; null when they have several sources.
     * @param quoting whether it must have words in quotation marks
     */
    frameAt(sentence: number, { quoting }: { quoting: boolean }): SpokenFrame | null {
      const frames = [...(bySentence.get(sentence) ?? [])].flatMap((id): (SpokenFrame & Draft)[] => {
        const draft = drafts.get(id);
        const source = draft?.source;
        if (!source || (parents[id] ?? null) !== null) return [];
        return touching(quoted, source).some((quote) => covers(quote, source))
          ? []
          : [{ ...draft, id, source }];
      });
      if (new Set(frames.map(({ source }) => source[0])).size !== 1) return null;
      const quotes = ({ content }: Draft) => content.some((span) => touching(quoted, span).length > 0);
      return (quoting ? frames.filter(quotes) : frames).at(-1) ?? null;
    },
    goOn({ id }: SpokenFrame, quotation: Span): void {
      release(quotation);
      const draft = drafts.get(id)!;
      const { content } = draft;
      content.splice(
        firstIndex(content, ([start]) => start > quotation[0]),
        0,
        quotation,
      );
      if (!goneOn.has(id)) draft.probability *= CONFIDENCE.goesOn;
      goneOn.add(id);
      enter(id, [quotation]);
    },
    add({ content, ...draft }: Draft): void {
      for (const span of content) release(span);
      drafts.set(count, { ...draft, content: [...content] });
      enter(count++, [...content, ...(draft.source ? [draft.source] : [])]);
    },
    /** Whether no draft has any of a sentence. */
    isUntouched: (sentence: number): boolean =>
      near(sentences[sentence]!).every(([, draft]) =>
        spansOf(draft).every((span) => !overlaps(span, sentences[sentence]!)),
      ),
    /** Takes a quotation from the drafts that have more and speak beyond a sentence; false where there is none such or another one. */
    take(quotation: Span, between: Span): boolean {
      const owners = near(quotation).filter(
        ([, { content, cue }]) =>
          content.some((span) => overlaps(span, quotation)) && !cue.some((span) => covers(quotation, span)),
      );
      const isBeyond = ({ content, cue }: OpenDraft) =>
        content.length > 1 &&
        cue.length > 0 &&
        content.every((span) => !overlaps(span, quotation) || covers(quotation, span)) &&
        cue.every(([start]) => (quotation[0] < between[0] ? start >= between[1] : start < between[0]));
      if (owners.length !== 1 || !isBeyond(owners[0]![1])) return false;
      const { content } = owners[0]![1];
      const rest = content.filter((span) => !overlaps(span, quotation));
      if (rest.length === 0) return false;
      content.splice(0, content.length, ...rest);
      return true;
    },
    /** Gives a content that ends before the last signs of a quotation these signs. */
    complete(quotation: Span): void {
      for (const [, { content }] of near(quotation)) {
        const at = firstIndex(content, ([, end]) => end > quotation[0] + 1);
        const [start, end] = content[at] ?? quotation;
        const isShort =
          start <= quotation[0] && end < quotation[1] && !WORD.test(reading.slice(end, quotation[1]));
        if (isShort) content[at] = [start, quotation[1]];
      }
    },
    all: (): Draft[] => [...drafts.values()],
  };
}

const WORD = /[\p{L}\p{N}]/u;

const hasNobody = ({ source, cue }: Draft): boolean => !source && cue.length === 0;

const spansOf = ({ source, cue, content }: Draft): Span[] => [
  ...(source ? [source] : []),
  ...cue,
  ...content,
];

/** What of a span lies outside another one. */
const outside = ([start, end]: Span, [from, to]: Span): Span[] => {
  const parts: Span[] = [
    [start, Math.min(end, from)],
    [Math.max(start, to), end],
  ];
  return parts.filter(([a, b]) => a < b);
};

/** Those of the spans, in order and not overlapping, that share something with the span. */
const touching = (spans: readonly Span[], [start, end]: Span): readonly Span[] =>
  spans.slice(
    firstIndex(spans, (span) => span[1] > start),
    firstIndex(spans, (span) => span[0] >= end),
  );
