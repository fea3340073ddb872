import { firstIndex } from '../firstIndex.ts';
import { decodeSpans, type WordRange } from './decodeSpans.ts';
import { nothingOnly } from './forbidAttributions.ts';
import { decodeFrame, type Frame, scoreFrame } from './frames.ts';
import { isReport } from './isReport.ts';
import { type Attribution, gap } from './linkAttributions.ts';
import type { Model } from './loadModel.ts';
import type { Word } from './readWords.ts';
import type { WindowScores } from './scoreWords.ts';
import type { Window } from './windows.ts';

/** Least probability of a cue inside another’s content. From 0.2 to 0.7 all score alike on the gold articles; noun cues are the unsurest. */
const NESTED_CUE = 0.2;

/**
 * The attributions that stand inside the contents of a window: one for each cue that the model sees begin there, with
 * the source, cue and content of its frame. The flat labels give a word to the outermost attribution alone. Cues that
 * report nothing are left out (`isReport`).
 *
 * @param scores of the window's words; what may hold no claim is already forbidden (`forbidAttributions`)
 * @param words all of the article's
 * @returns in words of the article, in the order of their cues; those whose cue begins in the window's kept words
 */
export function nestedAttributions(
  scores: WindowScores,
  { start: offset, kept }: Window,
  model: Pick<Model, 'attribution' | 'frame'>,
  words: readonly Pick<Word, 'surface'>[],
): Attribution[] {
  const surfaces = (ranges: readonly WordRange[]) =>
    ranges.flatMap(({ start, end }) => words.slice(start, end).map(({ surface }) => surface));
  const inside = insideContents(scores, model);
  const found: Attribution[] = [];
  for (let word = kept.start - offset; word < kept.end - offset; word++) {
    if (!inside[word]) continue;
    const probability = sigmoid(scores.trigger[word]!);
    if (probability < NESTED_CUE) continue;
    const cue = cueAt(word, frameOf(scores, { start: word, end: word + 1 }, inside, model));
    const framed = fromFrame(cue, probability, frameOf(scores, cue, inside, model), offset);
    const nested = framed && withoutStrays(framed, words);
    const hasSource = nested?.source != null;
    if (nested && isReport(surfaces(nested.cue), surfaces(nested.content), probability, hasSource))
      found.push(nested);
    word = cue.end - 1;
  }
  return found;
}

/** 1 for each word of the window that the flat labels give to a content. */
function insideContents(scores: WindowScores, { attribution }: Pick<Model, 'attribution'>): Uint8Array {
  const length = scores.trigger.length;
  const inside = new Uint8Array(length);
  for (const { label, start, end } of decodeSpans(scores.attribution, attribution, [
    { start: 0, end: length },
  ])) {
    if (label === 'content') inside.fill(1, start, end);
  }
  return inside;
}

/** The frame of a cue, all of it inside contents. */
function frameOf(
  scores: WindowScores,
  cue: WordRange,
  inside: Uint8Array,
  { frame: head }: Pick<Model, 'frame'>,
): Frame {
  const frame = scoreFrame(scores.frame, cue, head);
  const nothing = nothingOnly(head);
  inside.forEach((isInside, word) => {
    if (!isInside) frame.set(nothing, word * nothing.length);
  });
  return decodeFrame(frame, head);
}

/** The cue that begins at a word, as the frame of that word alone has it. */
const cueAt = (word: number, { spans }: Frame): WordRange =>
  spans.find(({ label, start, end }) => label === 'cue' && start <= word && word < end) ?? {
    start: word,
    end: word + 1,
  };

function fromFrame(
  cue: WordRange,
  cueProbability: number,
  { spans, probability }: Frame,
  offset: number,
): Attribution | null {
  const move = ({ start, end }: WordRange): WordRange => ({ start: start + offset, end: end + offset });
  const labelled = (wanted: string) =>
    spans.filter(({ label, start, end }) => label === wanted && (end <= cue.start || start >= cue.end));
  const content = labelled('content').map(move);
  if (content.length === 0) return null;
  // An attribution has one source; of several the nearest. (All but 10 of PolNeAR's 22,501 have at most one.)
  const source = labelled('source').toSorted((a, b) => gap(a, cue) - gap(b, cue))[0];
  return {
    source: source ? move(source) : null,
    cue: [move(cue)],
    content,
    probability: cueProbability * probability,
  };
}

/** "So don't tell me": no name of anybody. */
const NOBODY = /^(?:so|then|and|but|or|yet|now|well|yes|no|please|here|just|even)$/i;
/**
 * Most words between two parts of a content, those of its frame not counted: "[a figure], he thought, [was wrong]"; and where what stands
 * between is set off by commas, as an apposition is.
 */
const MOST_BETWEEN = 3;
const MOST_ASIDE = 15;
const WORD = /[\p{L}\p{N}]/u;

/** An attribution without a source that is nobody, and without parts of its content that stand far from the others. */
function withoutStrays(
  { source, cue, content, probability }: Attribution,
  words: readonly Pick<Word, 'surface'>[],
): Attribution {
  const isNobody = source && source.end - source.start === 1 && NOBODY.test(words[source.start]!.surface);
  const frame = [...cue, ...(source ? [source] : [])];
  const isFar = (from: number, to: number): boolean => {
    const isAside = words[to - 1]!.surface === ',' && [from, from - 1].some((i) => words[i]!.surface === ',');
    const most = isAside ? MOST_ASIDE : MOST_BETWEEN;
    let count = 0;
    for (let i = from; i < to && count <= most; i++)
      if (WORD.test(words[i]!.surface) && !frame.some((span) => span.start <= i && i < span.end)) count++;
    return count > most;
  };
  const nearest = content.reduce(
    (best, span, i) => (gap(span, cue[0]!) < gap(content[best]!, cue[0]!) ? i : best),
    0,
  );
  let first = nearest;
  let last = nearest;
  while (first > 0 && !isFar(content[first - 1]!.end, content[first]!.start)) first--;
  while (last < content.length - 1 && !isFar(content[last]!.end, content[last + 1]!.start)) last++;
  return { source: isNobody ? null : source, cue, content: content.slice(first, last + 1), probability };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * A nested attribution without what its frame has outside the contents of the outermost attribution that it stands in: what
 * somebody else says, in the sentence or paragraph beside.
 */
export function confineTo(outermost: readonly Attribution[]): (nested: Attribution) => Attribution[] {
  const contents = outermost
    .flatMap(({ content }) => content.map((range) => ({ range, content })))
    .sort((a, b) => a.range.start - b.range.start);
  /** For each content the farthest end of it and all before it: going back past that finds nothing more. */
  const farthest: number[] = [];
  for (const { range } of contents) farthest.push(Math.max(range.end, farthest.at(-1) ?? 0));

  return (nested) => {
    const cue = nested.cue[0]!;
    let i = firstIndex(contents, ({ range }) => range.start > cue.start) - 1;
    while (i >= 0 && farthest[i]! >= cue.end && !holds(contents[i]!.range, cue)) i--;
    const outer = contents[i];
    if (!outer || !holds(outer.range, cue)) return [nested];
    const inside = (range: WordRange) => outer.content.some((one) => holds(one, range));
    const { source } = nested;
    const content = nested.content.filter(inside);
    if (content.length === 0) return [];
    return [{ ...nested, content, source: source && inside(source) ? source : null }];
  };
}

const holds = (outer: WordRange, { start, end }: WordRange): boolean =>
  outer.start <= start && end <= outer.end;
