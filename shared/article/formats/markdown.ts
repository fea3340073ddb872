import type { Span } from '../../span.ts';
import type { BlockKind } from '../article.ts';
import type { Layout, Piece } from '../layout.ts';
import { trimSpan } from '../trimSpan.ts';

const QUOTE_MARK = /^(?: {0,3}>[ \t]?)+/;
const LIST_MARK = /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const HASHES = /^ {0,3}#{1,6}(?=[ \t]|$)/;
const DEFINITION = /^ {0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]*\S/;
const FOOTNOTE = /^ {0,3}\[\^[^\]\n]{1,80}\]:[ \t]*/;
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$/;
const TABLE_ROW = /^[ \t]*\|.*\|[ \t]*$/;
const IMAGE_LINE = /^[ \t]*(?:\[)?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?[ \t]*$/;
const EMPHASISED = /^(?:\*[^*\n]+\*|_[^_\n]+_|<(?:em|i)>[^<\n]+<\/(?:em|i)>)$/;

const TARGET = String.raw`\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:[ \t]+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\)`;
const IMAGE = new RegExp(String.raw`!\[([^[\]\n]{0,500})\]${TARGET}`, 'g');
const LINK = new RegExp(String.raw`\[([^[\]]{0,500})\]${TARGET}`, 'g');
const REFERENCE = /!?\[([^[\]]{1,500})\](?:\[([^[\]\n]{0,200})\])?/g;
const FOOTNOTE_MARK = /\[\^[^[\]\n]{1,80}\]/g;
const TAG = /<\/?[a-zA-Z][^<>]{0,500}>/g;
const AUTOLINK = /<(?:https?:|mailto:)[^<>\s]{1,2000}>/g;
const ESCAPE = /\\(?=[!-/:-@[-`{-~])/g;
const TICKS = /`+|~~/g;
const EMPHASIS = /\*{1,3}|_{1,3}/g;

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Lays Markdown out (the part of CommonMark and GFM that articles use). The document text is the text as uploaded;
 * markup is turned into spaces in the reading view and so has no tokens. Code blocks are boilerplate; an image's
 * text, and an emphasised paragraph right below an image, is a caption.
 *
 * @param text the document text
 * @param from where the article begins, after a front matter header
 */
export function layOutMarkdown(text: string, from = 0): Layout {
  const view = new View(text);
  const labels = new Set<string>();
  maskComments(view, from);
  const drafts = pieces(view, linesOf(text, from), labels);
  for (const { span } of drafts) maskInline(view, span, labels);
  const reading = view.toString();
  const kept: Piece[] = [];
  for (const { span, kind } of drafts) {
    const visible = trimSpan(reading, span);
    if (visible) kept.push({ span: visible, kind });
  }
  return { text, reading, pieces: kept, structured: true };
}

/** The text with parts masked by spaces. */
class View {
  readonly #units: string[];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.#units = text.split('');
  }

  mask(start: number, end: number): void {
    for (let at = start; at < end; at++) if (!/\s/.test(this.#units[at]!)) this.#units[at] = ' ';
  }

  slice(start: number, end: number): string {
    return this.#units.slice(start, end).join('');
  }

  toString(): string {
    return this.#units.join('');
  }
}

function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  for (let start = from; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const stop = feed === -1 ? text.length : feed;
    lines.push({ start, end: text[stop - 1] === '\r' && stop > start ? stop - 1 : stop });
    start = stop + 1;
  }
  return lines;
}

function maskComments(view: View, from: number): void {
  for (let at = view.text.indexOf('<!--', from); at !== -1; ) {
    const close = view.text.indexOf('-->', at);
    if (close === -1) return;
    view.mask(at, close + 3);
    at = view.text.indexOf('<!--', close);
  }
}

/** Block structure: masks block markup and gives the pieces; collects the labels that links refer to. */
function pieces(view: View, lines: readonly Line[], labels: Set<string>): Piece[] {
  const found: Piece[] = [];
  let open: { start: number; end: number; kind: BlockKind | null } | null = null;
  let fence: string | null = null;
  let afterImage = false;

  const close = (kind?: BlockKind) => {
    if (!open) return;
    const caption =
      afterImage && EMPHASISED.test(view.slice(open.start, Math.min(open.end, open.start + 1_000)).trim());
    afterImage = false;
    found.push({ span: [open.start, open.end], kind: kind ?? (caption ? 'caption' : open.kind) });
    open = null;
  };
  const single = (start: number, end: number, kind: BlockKind | null) => {
    close();
    afterImage = false;
    found.push({ span: [start, end], kind });
  };

  for (const { start, end } of lines) {
    let at = start;
    const line = () => view.slice(at, end);
    const drop = (pattern: RegExp): boolean => {
      const length = pattern.exec(line())?.[0].length ?? 0;
      view.mask(at, at + length);
      at += length;
      return length > 0;
    };
    if (fence !== null) {
      if (line().trim().startsWith(fence)) {
        view.mask(start, end);
        fence = null;
      } else if (line().trim() !== '') single(start, end, 'boilerplate');
      continue;
    }
    if (drop(QUOTE_MARK) && !open) close();
    const whole = line();
    if (whole.trim() === '') close();
    else if (FENCE.test(whole)) {
      close();
      fence = FENCE.exec(whole)![1]!;
      view.mask(at, end);
    } else if (open && UNDERLINE.test(whole)) {
      view.mask(at, end);
      close('heading');
    } else if (RULE.test(whole) || (TABLE_RULE.test(whole) && whole.includes('|'))) {
      close();
      view.mask(at, end);
    } else if (drop(HASHES)) {
      const trailing = /[ \t]#+[ \t]*$/.exec(line());
      if (trailing) view.mask(at + trailing.index, end);
      single(at, end, 'heading');
    } else if (DEFINITION.test(whole)) {
      close();
      labels.add(DEFINITION.exec(whole)![1]!.toLowerCase());
      view.mask(at, end);
    } else if (TABLE_ROW.test(whole)) {
      for (const bar of whole.matchAll(/\|/g)) view.mask(at + bar.index, at + bar.index + 1);
      single(at, end, null);
    } else if (IMAGE_LINE.test(whole)) {
      single(at, end, 'caption');
      afterImage = true;
    } else if (drop(FOOTNOTE) || drop(LIST_MARK)) {
      close();
      open = { start: at, end, kind: null };
    } else if (open) open.end = end;
    else open = { start: at, end, kind: null };
  }
  close();
  return found;
}

function maskInline(view: View, [start, end]: Span, labels: ReadonlySet<string>): void {
  const each = (pattern: RegExp, act: (at: number, match: RegExpExecArray) => void) => {
    for (const match of view.slice(start, end).matchAll(pattern)) act(start + match.index, match);
  };
  const unwrap = (at: number, whole: string, inner: string, lead: number) => {
    view.mask(at, at + lead);
    view.mask(at + lead + inner.length, at + whole.length);
  };
  each(AUTOLINK, (at, [whole]) => unwrap(at, whole, whole.slice(1, -1), 1));
  each(TAG, (at, [whole]) => view.mask(at, at + whole.length));
  each(IMAGE, (at, [whole, inner]) => unwrap(at, whole, inner!, 2));
  each(LINK, (at, [whole, inner]) => unwrap(at, whole, inner!, 1));
  each(FOOTNOTE_MARK, (at, [whole]) => view.mask(at, at + whole.length));
  if (labels.size > 0) {
    each(REFERENCE, (at, [whole, inner, label]) => {
      if (labels.has((label || inner!).toLowerCase())) unwrap(at, whole, inner!, whole.indexOf('[') + 1);
    });
  }
  const escaped = new Set<number>();
  each(ESCAPE, (at) => {
    view.mask(at, at + 1);
    escaped.add(at + 1);
  });
  each(TICKS, (at, [whole]) => {
    if (!escaped.has(at)) view.mask(at, at + whole.length);
  });
  maskEmphasis(view, [start, end], escaped);
}

/** Masks pairs of emphasis marks; a lone asterisk, one between spaces, and snake_case stay. */
function maskEmphasis(view: View, [start, end]: Span, escaped: ReadonlySet<number>): void {
  const part = view.slice(start, end);
  const opened: Record<string, { at: number; length: number }[]> = { '*': [], _: [] };
  for (const { 0: run, index } of part.matchAll(EMPHASIS)) {
    if (escaped.has(start + index)) continue;
    const before = part[index - 1] ?? ' ';
    const after = part[index + run.length] ?? ' ';
    const word = /[\p{L}\p{N}]/u;
    if (run[0] === '_' && word.test(before) && word.test(after)) continue;
    const stack = opened[run[0]!]!;
    if (!/\s/.test(before) && stack.length > 0) {
      const opener = stack.pop()!;
      view.mask(start + opener.at, start + opener.at + opener.length);
      view.mask(start + index, start + index + run.length);
    } else if (!/\s/.test(after)) stack.push({ at: index, length: run.length });
  }
}
