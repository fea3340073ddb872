import { firstIndex } from '../firstIndex.ts';
import type { WordRange } from './decodeSpans.ts';
import type { Word } from './readWords.ts';
import type { WeighedSpan } from './weighSpans.ts';

/** Who said what with which words. */
export interface Attribution {
  readonly source: WordRange | null;
  /** Empty when nothing but the source and its place attributes the content. */
  readonly cue: readonly WordRange[];
  /** Never empty. */
  readonly content: readonly WordRange[];
  /** 0..1: the model's probability of all these spans, taken as independent. It knows nothing of the linking. */
  readonly probability: number;
}

// Prices in words of distance; of the choices tried on PolNeAR's training articles.
const OTHER_SENTENCE = 25;
const CUE_BETWEEN = 4;
const CONTENT_BETWEEN = 3;
const SOURCE_AFTER_CUE = 1;
/** Farthest that a content may be from its cue, prices counted. */
const CONTENT_REACH = 65;
/** Farthest, in words, that a cue without content may be from one that it takes from another cue. */
const BARE_CUE_REACH = 30;
/** Farthest that a source may be from its cue, in words. */
const SOURCE_REACH = 200;

/** Most words between a cue and its source in a frame that stands apart: "Reuters also reported". */
const MOST_BETWEEN_FRAME = 2;

const WORD = /[\p{L}\p{N}]/u;
const OPENING_MARK = /^[“']$/;
const CLOSING_MARK_OR_COMMA = /^[”“"'’,]$/;

/**
 * Links tagged spans to attributions: nearest first, with a price on whatever stands between.
 *
 * - A content goes to the nearest cue of its block, or of the last sentence of the block before if that ends in a colon.
 *   A quotation without a cue in its own sentences goes on with the quotation before it in the block, or with the one
 *   that the block before leaves open.
 * - A cue without content takes the nearest one of its sentence, if that one's cue has more. Otherwise it is a part
 *   of the nearest cue of its sentence that has content ("said …, according to").
 * - Of frames that share a content, the last may be the outer one (`partLevels`).
 * - A cue has the nearest source of its sentence. Cues may share a source that stands before them ("said … and
 *   suggested …"), but not one behind that is nearer to another cue.
 *
 * @param spans labels source, cue and content, in order, not overlapping
 */
export function linkAttributions(words: readonly Word[], spans: readonly WeighedSpan[]): Attribution[] {
  const { mended, asides } = mendAsides(words, spans);
  const labelled = (label: string) => mended.filter((span) => span.label === label);
  const sources = labelled('source');
  const cues = labelled('cue');
  const contentsOf = linkContents(words, cues, labelled('content').flatMap(partByFrames(words, cues)));
  const cuesOf = linkBareCues(words, cues, contentsOf);
  const sourceOf = (head: WeighedSpan) => nearestSource(words, head, sources, cues);

  const linked = [...contentsOf].map(
    ([head, content]): Linked => ({
      source: sourceOf(head),
      cue: head.label === 'cue' ? [head, ...(cuesOf.get(head) ?? [])] : [],
      content,
      within: [],
    }),
  );
  return [...partLevels(words, linked, sourceOf), ...asides].map(({ source, cue, content, within }) => ({
    source,
    cue: cue.toSorted(byStart),
    content,
    probability: [...partsOf({ source, cue, content }), ...within].reduce(
      (product, { probability }) => product * probability,
      1,
    ),
  }));
}

/** An attribution of weighed spans, its first cue the one that was linked to its contents. */
interface Linked {
  readonly source: WeighedSpan | null;
  readonly cue: readonly WeighedSpan[];
  readonly content: readonly WeighedSpan[];
  /** What else must be right for its content to be: the frame that stands in it. */
  readonly within: readonly WeighedSpan[];
}

const partsOf = ({ source, cue, content }: Omit<Linked, 'within'>): WeighedSpan[] => [
  ...(source ? [source] : []),
  ...cue,
  ...content,
];

/**
 * Puts a source together that the labels take apart at its relative clause: "[an engineer], [who] asked [not to be named,] said".
 *
 * @returns the spans, and what the relative clauses attribute
 */
function mendAsides(
  words: readonly Word[],
  spans: readonly WeighedSpan[],
): { mended: readonly WeighedSpan[]; asides: Linked[] } {
  const asides: Linked[] = [];
  const mended: WeighedSpan[] = [];
  for (let i = 0; i < spans.length; i++) {
    const [noun, relative, cue, rest] = spans.slice(i, i + 4);
    const isSource = (span: WeighedSpan | undefined) => span?.label === 'source';
    const opens =
      isSource(noun) &&
      isSource(relative) &&
      relative!.start - noun!.end <= 1 &&
      words[relative!.start - 1]!.surface === ',' &&
      /^who$/i.test(words[relative!.start]!.surface);
    const isTorn =
      cue?.label === 'cue' && cue.start === relative!.end && isSource(rest) && rest!.start === cue.end;
    // "Mr Moss, [who] feared …, said": a source of its own.
    if (!opens || (!isTorn && relative!.end - relative!.start === 1)) {
      mended.push(noun!);
      continue;
    }
    const parts = isTorn ? [noun!, relative!, cue, rest!] : [noun!, relative!];
    const probability = parts.reduce((product, part) => product * part.probability, 1);
    mended.push({ label: 'source', start: noun!.start, end: parts.at(-1)!.end, probability });
    i += parts.length - 1;
    if (!isTorn) continue;
    const end = words[rest!.end - 1]!.surface === ',' ? rest!.end - 1 : rest!.end;
    asides.push({
      source: relative!,
      cue: [cue],
      content: [{ ...rest!, label: 'content', end }],
      within: [],
    });
  }
  return { mended, asides };
}

/**
 * Parts frames that share a content though each has a source of its own, where the last of them stands behind all the rest
 * and a comma: "According to a study, it rained, Radio Tarn reported", "the minister said it rained, Radio Tarn reported".
 * The last one is the outer attribution, and what is before it in the sentence its content. Other cues with a source of their
 * own and no content are dropped: "the mayor says no; the union sees no progress".
 */
function partLevels(
  words: readonly Word[],
  linked: readonly Linked[],
  sourceOf: (cue: WeighedSpan) => WeighedSpan | null,
): Linked[] {
  const frameOf = (cue: WeighedSpan): Frame | null => {
    const source = sourceOf(cue);
    return source && gap(source, cue) <= MOST_BETWEEN_FRAME ? { source, cue } : null;
  };
  const levels = linked.flatMap((one): Linked[] => {
    const [head, ...others] = one.cue;
    const last = head ? frameOf(head) : null;
    const first = others
      .map(frameOf)
      .find((frame) => frame && last && frame.cue.start < frameStart(last) && frame.source !== last.source);
    if (!last || !first) return [one];
    const inner = { ...one, source: first.source, cue: others };
    return isBehind(words, last, inner) ? [inner, around(words, last, inner)] : [one];
  });
  const byEnd = Map.groupBy(
    levels.flatMap((one) => partsOf(one).map(({ end }) => ({ one, end }))),
    ({ end }) => end,
  );
  const outer: Linked[] = [];
  const rest = levels.map((one): Linked => {
    const own = one.cue.filter((cue, i) => {
      const frame = i === 0 ? null : frameOf(cue);
      if (!frame) return true;
      const start = frameStart(frame);
      const inner = [0, 1, 2, 3]
        .flatMap((back) => byEnd.get(start - back) ?? [])
        .find(
          (near) => near.one.source && near.one.source !== frame.source && isBehind(words, frame, near.one),
        );
      if (inner) outer.push(around(words, frame, inner.one));
      return !inner && frame.source === one.source;
    });
    return { ...one, cue: own };
  });
  return [...rest, ...outer];
}

/** A cue and its own source, side by side. */
interface Frame {
  readonly source: WeighedSpan;
  readonly cue: WeighedSpan;
}

const frameStart = ({ source, cue }: Frame): number => Math.min(source.start, cue.start);

/** Whether a frame stands right behind an attribution and a comma. */
function isBehind(words: readonly Word[], frame: Frame, one: Linked): boolean {
  const end = endBefore(words, frame, one);
  if (end === null) return false;
  const between = words.slice(end, frameStart(frame));
  const hasComma = [words[end - 1]!, ...between].some(({ surface }) => surface === ',');
  return hasComma && between.every(({ surface }) => CLOSING_MARK_OR_COMMA.test(surface));
}

/** Where the parts of an attribution before a frame end; null where no content of it stands there in the frame's sentence. */
function endBefore(words: readonly Word[], frame: Frame, one: Linked): number | null {
  const parts = partsBefore(words, frame, one);
  return parts.some(({ label }) => label === 'content') ? Math.max(...parts.map(({ end }) => end)) : null;
}

const partsBefore = (words: readonly Word[], frame: Frame, one: Linked): WeighedSpan[] =>
  partsOf(one).filter(
    ({ end }) => end <= frameStart(frame) && words[end - 1]!.sentence === words[frame.cue.start]!.sentence,
  );

/** What a frame attributes that stands behind another attribution: all of that in its sentence. */
function around(words: readonly Word[], frame: Frame, inner: Linked): Linked {
  const within = partsBefore(words, frame, inner);
  const start = Math.min(...within.map((part) => part.start));
  let end = Math.max(...within.map((part) => part.end));
  if (words[end - 1]!.surface === ',') end--;
  const content = { label: 'content', start, end, probability: 1 };
  return { source: frame.source, cue: [frame.cue], content: [content], within };
}

/** Parts a content at each end of a paragraph that has a frame on both sides: neither reaches over into what the other says. */
const partByFrames =
  (words: readonly Word[], cues: readonly WeighedSpan[]) =>
  (content: WeighedSpan): WeighedSpan[] => {
    const isFramed = (start: number, end: number) =>
      words.slice(start, end).some(({ surface }) => WORD.test(surface)) &&
      nearby(cues, { start, end }, SOURCE_REACH).some((cue) => sharesSentence(words, cue, { start, end }));
    const parts: WeighedSpan[] = [];
    let { start } = content;
    for (let i = start + 1; i < content.end; i++) {
      if (words[i]!.block === words[i - 1]!.block) continue;
      if (!isFramed(start, i) || !isFramed(i, content.end)) continue;
      parts.push({ ...content, start, end: i });
      start = i;
    }
    return [...parts, { ...content, start }];
  };

/** Contents in order by the cue they belong to, or, where there is no cue, by the first of them. */
function linkContents(
  words: readonly Word[],
  cues: readonly WeighedSpan[],
  contents: readonly WeighedSpan[],
): Map<WeighedSpan, WeighedSpan[]> {
  const headOf = new Map<WeighedSpan, WeighedSpan>();
  let quotation: WeighedSpan | null = null;
  for (const content of contents) {
    const quoted = OPENING_MARK.test(words[content.start]!.surface);
    const head =
      (quoted && quotation && goesOn(words, quotation, content, cues) ? headOf.get(quotation) : null) ??
      nearestCue(words, content, cues, contents) ??
      content;
    headOf.set(content, head);
    if (quoted) quotation = content;
  }
  const count = new Map<WeighedSpan, number>();
  for (const head of headOf.values()) count.set(head, (count.get(head) ?? 0) + 1);
  for (const cue of cues) {
    if (count.has(cue)) continue;
    const near = cheapest(nearby(contents, cue, BARE_CUE_REACH), BARE_CUE_REACH, (content) =>
      sharesSentence(words, cue, content) ? gap(cue, content) : Number.POSITIVE_INFINITY,
    );
    const owner = near && headOf.get(near)!;
    if (!owner || count.get(owner)! < 2) continue;
    headOf.set(near, cue);
    count.set(owner, count.get(owner)! - 1).set(cue, 1);
  }
  return Map.groupBy(contents, (content) => headOf.get(content)!);
}

/** Whether a quotation goes on in another one: it has no cue of its own, and the one before is near or open. */
function goesOn(
  words: readonly Word[],
  before: WordRange,
  { start, end }: WordRange,
  cues: readonly WordRange[],
): boolean {
  const first = words[start]!;
  const last = words[end - 1]!;
  const next = cues[firstIndex(cues, (cue) => words[cue.start]!.sentence >= first.sentence)];
  if (next && words[next.start]!.sentence <= last.sentence) return false;
  if (words[before.end - 1]!.block === first.block) return true;
  // Newspapers leave a quotation of several paragraphs open at a paragraph's end, and open it anew in the next.
  const open = !words.slice(before.start, before.end).some((word) => word.surface === '”');
  return open && words[before.end]?.block === first.block;
}

function nearestCue(
  words: readonly Word[],
  content: WeighedSpan,
  cues: readonly WeighedSpan[],
  contents: readonly WeighedSpan[],
): WeighedSpan | null {
  const blocks = [words[content.start]!.block, words[content.end - 1]!.block];
  // "Quill wrote:", and the quotation as the next paragraph.
  const before = words[content.start - 1];
  const colon = before?.surface === ':' && before.block !== blocks[0] ? before.sentence : null;
  return cheapest(nearby(cues, content, CONTENT_REACH), CONTENT_REACH, (cue) => {
    const isFrame = words[cue.start]!.sentence === colon;
    if (!isFrame && !blocks.includes(words[cue.start]!.block)) return Number.POSITIVE_INFINITY;
    return (
      gap(cue, content) +
      (isFrame || sharesSentence(words, cue, content) ? 0 : OTHER_SENTENCE) +
      CUE_BETWEEN * countBetween(cue, content, cues) +
      CONTENT_BETWEEN * countBetween(cue, content, contents)
    );
  });
}

/** Cues without a content of their own, by the cue they are a part of. */
function linkBareCues(
  words: readonly Word[],
  cues: readonly WeighedSpan[],
  contentsOf: ReadonlyMap<WeighedSpan, unknown>,
): Map<WeighedSpan, WeighedSpan[]> {
  const linked = new Map<WeighedSpan, WeighedSpan[]>();
  for (const cue of cues) {
    if (contentsOf.has(cue)) continue;
    const others = nearby(cues, cue, SOURCE_REACH).filter(
      (other) => contentsOf.has(other) && words[other.start]!.sentence === words[cue.start]!.sentence,
    );
    const main = cheapest(others, Number.POSITIVE_INFINITY, (other) => gap(other, cue));
    if (main) linked.set(main, [...(linked.get(main) ?? []), cue]);
  }
  return linked;
}

/** The source of a cue, or of a content that has none. */
function nearestSource(
  words: readonly Word[],
  head: WeighedSpan,
  sources: readonly WeighedSpan[],
  cues: readonly WeighedSpan[],
): WeighedSpan | null {
  const { sentence } = words[head.start]!;
  const candidates = nearby(sources, head, SOURCE_REACH).filter(
    (source) =>
      words[source.start]!.sentence === sentence &&
      !(source.start > head.start && isTaken(words, source, head, cues)),
  );
  return cheapest(
    candidates,
    Number.POSITIVE_INFINITY,
    (source) =>
      gap(source, head) +
      CUE_BETWEEN * countBetween(source, head, cues) +
      (source.start > head.start ? SOURCE_AFTER_CUE : 0),
  );
}

/** Whether another cue of its sentence is nearer to the source than this head. */
function isTaken(
  words: readonly Word[],
  source: WordRange,
  head: WordRange,
  cues: readonly WordRange[],
): boolean {
  const distance = gap(source, head);
  return nearby(cues, source, distance).some(
    (cue) =>
      cue !== head &&
      gap(cue, source) < distance &&
      words[cue.start]!.sentence === words[source.start]!.sentence,
  );
}

/** Whether the cue stands in one of the sentences that the content is in. */
function sharesSentence(words: readonly Word[], cue: WordRange, content: WordRange): boolean {
  const { sentence } = words[cue.start]!;
  return words[content.start]!.sentence <= sentence && sentence <= words[content.end - 1]!.sentence;
}

/** Those of the spans, in order and not overlapping, that are at most so many words away. */
function nearby<T extends WordRange>(spans: readonly T[], { start, end }: WordRange, reach: number): T[] {
  const from = firstIndex(spans, (span) => span.end >= start - reach);
  const to = firstIndex(spans, (span) => span.start > end + reach);
  return spans.slice(from, to);
}

/** The first item with the lowest cost, if that is within the limit. */
function cheapest<T>(items: readonly T[], limit: number, cost: (item: T) => number): T | null {
  let best: T | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const price = cost(item);
    if (price < lowest && price <= limit) {
      best = item;
      lowest = price;
    }
  }
  return best;
}

/** Words between two ranges. */
export const gap = (a: WordRange, b: WordRange): number => Math.max(0, b.start - a.end, a.start - b.end);

/** How many of the spans, in order and not overlapping, lie wholly between two ranges. */
function countBetween(a: WordRange, b: WordRange, spans: readonly WordRange[]): number {
  const low = Math.min(a.end, b.end);
  const high = Math.max(a.start, b.start);
  return Math.max(
    0,
    firstIndex(spans, (span) => span.end > high) - firstIndex(spans, (span) => span.start >= low),
  );
}

const byStart = (a: WordRange, b: WordRange): number => a.start - b.start;
