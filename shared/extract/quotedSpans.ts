import type { Article } from '../article/article.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';

const WORD_SIGN = /[\p{L}\p{N}]/u;
const BEFORE_OPENING = /[\s([{—–\-/“"„«]/u;

/**
 * What stands between quotation marks in the document text, marks left out; in order, not overlapping.
 *
 * Double marks of all kinds and single ones (British style) count, apostrophes do not. A quotation that its
 * paragraph does not close goes to the paragraph's end, as newspapers set quotations of several paragraphs.
 */
export function quotedSpans({ text, blocks }: Pick<Article, 'text' | 'blocks'>): Span[] {
  return blocks.flatMap(({ span }) => {
    const double = doubleQuoted(text, span);
    const single = singleQuoted(text, span).filter((one) => !isIn(double, one));
    return [...double, ...single].sort((a, b) => a[0] - b[0]);
  });
}

/** What stands between single marks inside double ones, marks left out: somebody quotes somebody else. In order, not overlapping. */
export const quotedInside = ({ text, blocks }: Pick<Article, 'text' | 'blocks'>): Span[] =>
  blocks.flatMap(({ span }) => {
    const double = doubleQuoted(text, span);
    return singleQuoted(text, span).filter((one) => isIn(double, one));
  });

const isIn = (double: readonly Span[], [start, end]: Span): boolean => {
  const next = double[firstIndex(double, (two) => two[1] > start)];
  return next !== undefined && next[0] < end;
};

function doubleQuoted(text: string, [start, end]: Span): Span[] {
  const found: Span[] = [];
  let open: { mark: string; at: number } | null = null;
  for (const { 0: mark, index } of text.slice(start, end).matchAll(/["“”„«»]|``|''/g)) {
    const at = start + index;
    if (open?.mark !== '„' && opens(mark, text, at, start)) {
      // A second opening mark belongs to the same quotation: one that goes on, or a nested one of the same kind.
      open ??= { mark, at: at + mark.length };
    } else if (open) {
      if (at > open.at) found.push([open.at, at]);
      open = null;
    }
  }
  if (open && open.at < end) found.push([open.at, end]);
  return found;
}

function opens(mark: string, text: string, at: number, start: number): boolean {
  if (mark === '"') return at === start || BEFORE_OPENING.test(text[at - 1]!);
  return mark === '“' || mark === '„' || mark === '«' || mark === '``';
}

/** ‘…’ and '…', told from apostrophes by what stands around them. */
function singleQuoted(text: string, [start, end]: Span): Span[] {
  const at = (index: number) => (index < start || index >= end ? ' ' : text[index]!);
  const marks = [...text.slice(start, end).matchAll(/['‘’]/g)].map((match) => start + match.index);
  const opening = marks.filter(
    (mark) => text[mark] !== '’' && BEFORE_OPENING.test(at(mark - 1)) && /[^\s\d]/.test(at(mark + 1)),
  );
  const closing = marks.filter(
    (mark) => text[mark] !== '‘' && /\S/.test(at(mark - 1)) && !WORD_SIGN.test(at(mark + 1)),
  );
  const found: Span[] = [];
  opening.forEach((open, i) => {
    if (found.length > 0 && open < found.at(-1)![1]) return;
    const candidates = closing.slice(
      firstIndex(closing, (mark) => mark > open + 1),
      firstIndex(closing, (mark) => mark >= (opening[i + 1] ?? end)),
    );
    // "the workers' demand" in a quotation: a mark after an s with more words to come may be an apostrophe.
    const close =
      candidates.find((mark) => at(mark - 1) !== 's' || !/\s/.test(at(mark + 1))) ?? candidates[0];
    if (close !== undefined) found.push([open + 1, close]);
  });
  return found;
}
