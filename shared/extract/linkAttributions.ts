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

const OPENING_MARK = /^[“']$/;

/**
 * Links tagged spans to attributions: nearest first, with a price on whatever stands between.
 *
 * - A content goes to the nearest cue of its block, or of the last sentence of the block before if that ends in a colon.
 *   A quotation without a cue in its own sentences goes on with the quotation before it in the block, or with the one
 *   that the block before leaves open.
 * - A cue without content takes the nearest one of its sentence, if that one's cue has more. Otherwise it is a part
 *   of the nearest cue of its sentence that has content ("said …, according to").
 * - A cue has the nearest source of its sentence. Cues may share a source that stands before them ("said … and
 *   suggested …"), but not one behind that is nearer to another cue.
 *
 * @param spans labels source, cue and content, in order, not overlapping
 */
export function linkAttributions(words: readonly Word[], spans: readonly WeighedSpan[]): Attribution[] {
  const labelled = (label: string) => spans.filter((span) => span.label === label);
  const sources = labelled('source');
  const cues = labelled('cue');
  const contentsOf = linkContents(words, cues, labelled('content'));
  const cuesOf = linkBareCues(words, cues, contentsOf);

  return [...contentsOf].map(([head, contents]) => {
    const cue = head.label === 'cue' ? [head, ...(cuesOf.get(head) ?? [])] : [];
    const source = nearestSource(words, head, sources, cues);
    const parts = [...(source ? [source] : []), ...cue, ...contents];
    return {
      source,
      cue: cue.toSorted(byStart),
      content: contents,
      probability: parts.reduce((product, { probability }) => product * probability, 1),
    };
  });
}

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
