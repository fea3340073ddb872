import type { Span } from '../span.ts';
import type { Block, BlockKind } from './article.ts';
import type { Layout } from './layout.ts';
import {
  BRACKETED_CREDIT,
  datelineLength,
  GLUED_CREDIT,
  INLINE_LABEL,
  isBoilerplate,
  isByline,
  isCaption,
  isCredit,
  isDateline,
  LONGEST_LINE,
} from './linePatterns.ts';
import { trimSpan } from './trimSpan.ts';

/** A block while its neighbours may still decide what it is; `sure` once they may not. */
interface Draft {
  kind: BlockKind;
  readonly span: Span;
  sure: boolean;
}

const LONGEST_HEADING_WORDS = 25;
const SHORTEST_CAPTION_WORDS = 9;
const LONGEST_CAPTION_WORDS = 45;
/** A byline stands among the first lines, or at the end. */
const BYLINE_AT_TOP = 6;

/**
 * Marks what each piece of the document text is. Captions, credits, bylines, datelines and boilerplate are cut out
 * as blocks of their own where they are glued to, or stand inside, a paragraph. In doubt a piece is a paragraph:
 * a sentence marked as a caption is a lost claim.
 *
 * @param layout the document text and its pieces
 * @param title the article's title, if known: a line that repeats it is a heading
 * @returns blocks in order, not overlapping, without white space at their edges
 */
export function blocks(layout: Layout, title: string | null): Block[] {
  const drafts: Draft[] = [];
  for (const piece of layout.pieces) {
    for (const part of parts(layout.reading, piece.span, piece.kind)) drafts.push(part);
  }
  markHeadings(layout, drafts, title);
  markBylines(layout.reading, drafts);
  if (!layout.structured) markLoneCaptions(layout.reading, drafts);
  return drafts.map(({ kind, span }) => ({ kind, span }));
}

const draft = (kind: BlockKind, span: Span, sure = true): Draft => ({ kind, span, sure });

/** The blocks of one piece, judged by itself. */
function parts(text: string, span: Span, kind: BlockKind | null): Draft[] {
  const line = lineOf(text, span);
  if (kind === 'boilerplate' || kind === 'credit' || kind === 'byline' || kind === 'dateline')
    return [draft(kind, span)];
  if (line !== null) {
    if (isBoilerplate(line)) return [draft('boilerplate', span)];
    if (kind === 'heading') return [draft('heading', span)];
    if (isCredit(line)) return [draft('credit', span)];
    if (isDateline(line)) return [draft('dateline', span)];
    const credit = creditStart(text, span, kind === 'caption' || isCaption(line));
    if (credit !== null) {
      return [
        ...inside(text, [span[0], credit], (part) => [draft('caption', part)]),
        ...inside(text, [credit, span[1]], (part) => [draft('credit', part)]),
      ];
    }
    if (kind === 'caption' || isCaption(line)) return [draft('caption', span)];
  }
  if (kind !== null) return [draft(kind, span)];
  return running(text, span);
}

/** A paragraph without the dateline and the link labels inside it. */
function running(text: string, [start, end]: Span): Draft[] {
  const found: Draft[] = [];
  const cut = datelineLength(text.slice(start, end));
  found.push(...inside(text, [start, start + cut], (part) => [draft('dateline', part)]));
  let from = start + cut;
  for (const match of text.slice(from, end).matchAll(INLINE_LABEL)) {
    const at = start + cut + match.index;
    let to = at + match[0].length;
    if (/^[.!]\s*$/.test(text.slice(to, end))) to++;
    found.push(...inside(text, [from, at], (part) => [draft('paragraph', part)]));
    found.push(draft('boilerplate', [at, to]));
    from = to;
  }
  const whole = from === start;
  found.push(...inside(text, [from, end], (part) => [draft('paragraph', part, !whole)]));
  return found;
}

/** Where a caption's credit begins, or null. In a line not known as a caption only a glued credit counts. */
function creditStart(text: string, [start, end]: Span, caption: boolean): number | null {
  const line = text.slice(start, end);
  for (const { index } of line.matchAll(GLUED_CREDIT)) {
    if (isCredit(single(line.slice(index)))) return start + index;
  }
  for (const { index } of line.matchAll(BRACKETED_CREDIT)) {
    const credit = single(line.slice(index)).replace(/\.$/, '');
    if (isCredit(credit) && (caption || /\b(?:photo|images?\b)/i.test(credit))) return start + index;
  }
  return null;
}

/** First lines without a full stop, short lines among paragraphs, and whatever repeats the title. */
function markHeadings({ reading, structured }: Layout, drafts: Draft[], title: string | null): void {
  const known = title === null ? '' : folded(title);
  const first = drafts.findIndex(({ kind }) => kind === 'paragraph' || kind === 'heading');
  for (const [index, block] of drafts.entries()) {
    if (block.kind !== 'paragraph' || block.sure) continue;
    const line = lineOf(reading, block.span);
    if (line === null) continue;
    const same = index <= first + 1 && known !== '' && folded(line) === known;
    if (same || (!structured && looksLikeHeading(line, index === first, drafts.length))) {
      block.kind = 'heading';
      block.sure = true;
    }
  }
}

function looksLikeHeading(line: string, first: boolean, count: number): boolean {
  if (count < 2 || endsSentence(line) || /[,;:—–-]$/u.test(line) || !/\p{L}/u.test(line)) return false;
  const words = line.split(' ');
  if (first) return words.length <= LONGEST_HEADING_WORDS;
  return words.length < SHORTEST_CAPTION_WORDS || isTitleCase(words);
}

function markBylines(text: string, drafts: Draft[]): void {
  for (const [index, block] of drafts.entries()) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue;
    if (index >= BYLINE_AT_TOP && index < drafts.length - 3) continue;
    const line = lineOf(text, block.span);
    if (line !== null && isByline(line)) {
      block.kind = 'byline';
      block.sure = true;
    }
  }
}

/**
 * In plain text a photograph's caption is left as a line of its own, often without a full stop. A line is taken for
 * one only when it is a whole sentence in all but the full stop, stands between paragraphs that end as paragraphs
 * do, in a text whose paragraphs nearly all do, and nobody speaks in it.
 */
function markLoneCaptions(text: string, drafts: Draft[]): void {
  const body = drafts.filter(({ kind }) => kind === 'paragraph');
  const ended = body.filter(({ span }) => endsSentence(tail(text, span)));
  if (ended.length < 3 || ended.length < 0.8 * body.length) return;
  const isEnded = new Set(ended);
  for (const [index, block] of body.entries()) {
    const [before, after] = [body[index - 1], body[index + 1]];
    if (block.sure || isEnded.has(block) || !before || !after) continue;
    if (!isEnded.has(before) || !isEnded.has(after)) continue;
    const line = lineOf(text, block.span);
    if (line !== null && looksLikeCaption(line)) block.kind = 'caption';
  }
}

const STATEMENT = /\b(?:is|are|was|were|has|have|had|be|been|being|\p{Ll}{3,}(?:s|ed|ing))\b/u;
const REPORTED =
  /["“”‘«»?!…:;]|\b(?:says?|said|saying|tells?|told|asks?|asked|claim(?:s|ed)?|call(?:s|ed)? for|according|warn(?:s|ed)?|argu(?:es|ed)|announc(?:es|ed)|report(?:s|ed)?|believe[sd]?|think|thought|think[s]?|den(?:y|ies|ied)|vow(?:s|ed)?|urge[sd]?|demand(?:s|ed)?|accuse[sd]?|suggest(?:s|ed)?|add(?:s|ed)|wr(?:ites|ote)|insist(?:s|ed)?|critici[sz]\w*|condemn\w*|denounc\w*|I|we|you|my|our|your)\b/iu;

function looksLikeCaption(line: string): boolean {
  const words = line.split(' ');
  if (words.length < SHORTEST_CAPTION_WORDS || words.length > LONGEST_CAPTION_WORDS) return false;
  if (!/^\p{Lu}/u.test(line) || !/[\p{L}\p{N})]$/u.test(line)) return false;
  if (/^(?:why|how|what|who|when|where|which|by|if|and|but|or)\b/iu.test(line)) return false;
  return !isTitleCase(words) && !REPORTED.test(line) && STATEMENT.test(line);
}

/** Most words of four letters or more begin with a capital. */
function isTitleCase(words: readonly string[]): boolean {
  const long = words.filter((word) => /^\P{L}*\p{L}[\p{L}'’-]{3,}/u.test(word));
  const capital = long.filter((word) => /^\P{L}*\p{Lu}/u.test(word));
  return long.length > 1 && capital.length >= 0.75 * long.length;
}

const endsSentence = (line: string): boolean =>
  /[\p{Sentence_Terminal}…]["'”’»)\]]*(?:\[\d+\])*$/u.test(line);

const tail = (text: string, [start, end]: Span): string => text.slice(Math.max(start, end - 20), end);

/** The piece with single spaces, or null when it is too long to be anything but running text. */
const lineOf = (text: string, [start, end]: Span): string | null =>
  end - start <= LONGEST_LINE ? single(text.slice(start, end)) : null;

const single = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What `make` gives for the span without white space at its edges; nothing for an empty one. */
function inside(text: string, span: Span, make: (span: Span) => Draft[]): Draft[] {
  const visible = trimSpan(text, span);
  return visible ? make(visible) : [];
}
