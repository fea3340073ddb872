import type { TaggedSpan, WordRange } from './decodeSpans.ts';
import type { Word } from './readWords.ts';

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

const CROSSING_SENTENCE = 25;
const CROSSING_CUE = 4;
const CROSSING_CONTENT = 3;
const FARTHEST = 65;

/**
 * Links tagged spans to attributions: every content goes to the nearest cue of its block, every cue to the nearest
 * source of its sentence. Distances are words, with a price on whatever stands between.
 */
export function linkAttributions(words: readonly Word[], spans: readonly TaggedSpan[]): Attribution[] {
  const labelled = (label: string) => spans.filter((span) => span.label === label);
  const sources = labelled('source');
  const cues = labelled('cue');
  const contents = labelled('content');
  const sentence = (index: number) => words[index]!.sentence;
  const block = (index: number) => words[index]!.block;

  const contentsOf = new Map<TaggedSpan, TaggedSpan[]>(cues.map((cue) => [cue, []]));
  const alone: TaggedSpan[] = [];
  for (const content of contents) {
    const last = content.end - 1;
    const near = cheapest(cues, (cue) => {
      if (block(cue.start) !== block(content.start) && block(cue.start) !== block(last)) return null;
      const same = sentence(content.start) <= sentence(cue.start) && sentence(cue.start) <= sentence(last);
      return (
        gap(cue, content) +
        (same ? 0 : CROSSING_SENTENCE) +
        CROSSING_CUE * between(cue, content, cues) +
        CROSSING_CONTENT * between(cue, content, contents)
      );
    });
    if (near && near.cost <= FARTHEST) contentsOf.get(near.item)!.push(content);
    else alone.push(content);
  }

  const cuesOf = new Map<TaggedSpan, TaggedSpan[]>();
  for (const cue of cues) {
    if (contentsOf.get(cue)!.length > 0) {
      cuesOf.set(cue, [cue, ...(cuesOf.get(cue) ?? [])]);
      continue;
    }
    const partner = cheapest(cues, (other) =>
      contentsOf.get(other)!.length > 0 && sentence(other.start) === sentence(cue.start)
        ? gap(other, cue)
        : null,
    );
    if (partner) cuesOf.set(partner.item, [...(cuesOf.get(partner.item) ?? []), cue]);
  }

  const attributions: Attribution[] = [];
  for (const cue of cues) {
    const content = contentsOf.get(cue)!;
    if (content.length === 0) continue;
    const source = cheapest(sources, (one) =>
      sentence(one.start) === sentence(cue.start)
        ? gap(one, cue) + CROSSING_CUE * between(one, cue, cues) + (one.start > cue.start ? 1 : 0)
        : null,
    );
    attributions.push(attribution(source?.item ?? null, cuesOf.get(cue)!, content));
  }
  for (const content of alone) {
    const source = cheapest(sources, (one) =>
      sentence(one.start) === sentence(content.start) ? gap(one, content) : null,
    );
    attributions.push(attribution(source?.item ?? null, [], [content]));
  }
  return attributions;
}

function cheapest<T>(
  items: readonly T[],
  cost: (item: T) => number | null,
): { item: T; cost: number } | null {
  let best: { item: T; cost: number } | null = null;
  for (const item of items) {
    const price = cost(item);
    if (price !== null && (best === null || price < best.cost)) best = { item, cost: price };
  }
  return best;
}

/** Words between two ranges. */
const gap = (a: WordRange, b: WordRange): number => Math.max(0, b.start - a.end, a.start - b.end);

/** How many of the spans lie wholly between two ranges. */
function between(a: WordRange, b: WordRange, spans: readonly WordRange[]): number {
  const low = Math.min(a.end, b.end);
  const high = Math.max(a.start, b.start);
  return spans.filter((span) => span.start >= low && span.end <= high).length;
}

function attribution(source: TaggedSpan | null, cue: TaggedSpan[], content: TaggedSpan[]): Attribution {
  const probabilities = [...(source ? [source] : []), ...cue, ...content].map((span) => span.probability);
  return {
    source,
    cue: cue.toSorted((a, b) => a.start - b.start),
    content: content.toSorted((a, b) => a.start - b.start),
    probability: probabilities.reduce((product, one) => product * one),
  };
}
