import type { WordRange } from './decodeSpans.ts';
import type { Word } from './readWords.ts';

/** Pieces in a window, `[CLS]` and every `[SEP]` counted. The model was trained up to this; longer scores worse. */
export const WINDOW_PIECES = 160;
/** Pieces that two windows over one long block share. */
const SHARED_PIECES = 64;

/** The words that the model reads at once. */
export interface Window extends WordRange {
  /** Those whose scores are taken from this window; every word of the article lies in just one such range. */
  readonly kept: WordRange;
}

/**
 * Cuts an article into windows of at most `WINDOW_PIECES`: whole blocks, as many as fit, as the model was trained.
 * A block that is too long for one window is cut into windows that overlap; a word there is scored by the window
 * in which it stands farther from a cut.
 */
export function planWindows(words: readonly Pick<Word, 'pieces' | 'block'>[]): Window[] {
  const windows: Window[] = [];
  let size = WINDOW_PIECES;
  for (const { start, end } of blockRanges(words)) {
    const pieces = piecesBetween(words, start, end) + 1;
    if (1 + pieces > WINDOW_PIECES) {
      windows.push(...cutBlock(words, start, end));
      size = WINDOW_PIECES;
    } else if (size + pieces > WINDOW_PIECES) {
      windows.push(whole(start, end));
      size = 1 + pieces;
    } else {
      windows.push(whole(windows.pop()!.start, end));
      size += pieces;
    }
  }
  return windows;
}

const whole = (start: number, end: number): Window => ({ start, end, kept: { start, end } });

/**
 * The word ranges to decode on their own: a window each, or all windows over one long block together. (At the first
 * word of a window the scores cannot tell going on from beginning: training never had to. A chain across windows
 * would join what stands on both sides; exact content F1 falls from 72.0 to 71.1.)
 */
export function decodingSequences(windows: readonly Window[]): WordRange[] {
  const sequences: { start: number; end: number }[] = [];
  for (const { start, kept } of windows) {
    const last = sequences.at(-1);
    if (last && start < kept.start) last.end = kept.end;
    else sequences.push({ ...kept });
  }
  return sequences;
}

function* blockRanges(words: readonly Pick<Word, 'block'>[]): Generator<WordRange> {
  let start = 0;
  for (let i = 1; i <= words.length; i++) {
    if (i < words.length && words[i]!.block === words[start]!.block) continue;
    yield { start, end: i };
    start = i;
  }
}

function piecesBetween(words: readonly Pick<Word, 'pieces'>[], start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) count += words[i]!.pieces.length;
  return count;
}

/** Overlapping windows over the words `start` to `end` of one block. */
function cutBlock(words: readonly Pick<Word, 'pieces'>[], start: number, end: number): Window[] {
  const room = WINDOW_PIECES - 2;
  const windows: Window[] = [];
  let from = start;
  let keptFrom = start;
  for (;;) {
    const to = advance(words, from, end, room);
    if (to === end) {
      windows.push({ start: from, end, kept: { start: keptFrom, end } });
      return windows;
    }
    const keptTo = retreat(words, to, SHARED_PIECES / 2);
    windows.push({ start: from, end: to, kept: { start: keptFrom, end: keptTo } });
    from = retreat(words, to, SHARED_PIECES);
    keptFrom = keptTo;
  }
}

/** The farthest end such that the words from `start` to it have at most `room` pieces. */
function advance(words: readonly Pick<Word, 'pieces'>[], start: number, limit: number, room: number): number {
  let end = start;
  for (let left = room; end < limit; end++) {
    left -= words[end]!.pieces.length;
    if (left < 0) break;
  }
  return end;
}

/** The nearest start such that the words from it to `end` have at least `wanted` pieces. */
function retreat(words: readonly Pick<Word, 'pieces'>[], end: number, wanted: number): number {
  let start = end;
  for (let count = 0; count < wanted; ) count += words[--start]!.pieces.length;
  return start;
}
