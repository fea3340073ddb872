import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { PermanentError } from '../../errors.ts';
import type { BlockKind } from '../article.ts';
import type { Layout, Piece } from '../layout.ts';
import type { RawMetadata } from '../metadata.ts';
import { type DomDocument, type DomElement, type DomNode, ELEMENT_NODE, TEXT_NODE } from './dom.ts';
import { pageMetadata } from './pageMetadata.ts';

/** A news page has some thousands of elements; this bounds Readability's work on a page made to be slow. */
const MOST_ELEMENTS = 30_000;
/** Browsers nest no deeper than 512; parsers recurse, and one level of a page made to be deep costs all above it. */
const DEEPEST = 512;
/** Every element takes one or two, and scripts hold some; counted before the parser makes nodes of them. */
const MOST_TAG_SIGNS = 100_000;
/** A news page has some ten thousands; the parser's every walk over the elements passes by each. */
const MOST_ATTRIBUTES = 150_000;
/**
 * Readability reads the text inside an element, and counts what it holds, for elements on every level: its work grows with
 * depth times length, and depth times elements. A story of 500,000 signs 30 levels deep has half of the first, 30,000
 * elements 30 levels deep have 0.9 million of the second.
 */
const MOST_NESTED_TEXT = 30_000_000;
const MOST_NESTED_ELEMENTS = 1_000_000;
/** A run of white space costs Readability as much as this many other signs. */
const SPACES_WEIGH = 10;
/** Longer pieces than a menu's entries: one of them makes a text an article. */
const ENOUGH_WORDS = 8;
/** Above this share of linked text a page is a list of links. */
const MOST_LINKED = 0.6;

const BLOCK_TAGS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6
   HEADER HGROUP HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL`.split(/\s+/),
);
const LEFT_OUT = new Set(
  `AUDIO BUTTON CANVAS FORM HEAD IFRAME INPUT MATH NAV NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA
   VIDEO`.split(/\s+/),
);
/** Readability drops these first of all. */
const UNSEEN = new Set(['SCRIPT', 'STYLE']);
const CAPTION_CLASS = /(?:^|[\s_-])caption(?:$|[\s_-])/i;
const CREDIT_CLASS = /(?:^|[\s_-])(?:credits?|copyright|photographer|attribution)(?:$|[\s_-])/i;
/** Signs without width that only tell a browser where to break a line. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/** A page or a piece of one, read. */
export interface HtmlArticle {
  readonly layout: Layout;
  readonly metadata: RawMetadata;
}

/**
 * Takes the article out of an HTML page with Mozilla's Readability. The document text is its headline, paragraphs,
 * headings, list items and captions, a blank line between two.
 *
 * @throws PermanentError `article.noArticle` when there is none, `article.htmlUnreadable` when the page is too large
 *   or too deep to be taken apart
 */
export function readPage(name: string, html: string): HtmlArticle {
  return guarded(name, () => {
    const document = parse(name, html);
    const metadata = pageMetadata(document);
    const headline = visibleText(document.querySelector('h1')?.textContent ?? '');
    const article = new Readability<DomElement>(document as never, {
      keepClasses: true,
      maxElemsToParse: MOST_ELEMENTS,
      serializer: (node) => node as unknown as DomElement,
    }).parse();
    if (!article?.content) throw noArticle(name);
    const title = headline || metadata.title || visibleText(article.title ?? '');
    const layout = layOut(article.content, typeof title === 'string' ? title : '');
    if (!isArticle(layout, article.content)) throw noArticle(name);
    return { layout, metadata: { ...metadata, title: metadata.title ?? (title || article.title) } };
  });
}

/**
 * Reads HTML that holds nothing but an article, as the body field of a feed does.
 *
 * @param title put first as the headline unless the text begins with it
 * @throws PermanentError `article.noArticle` when it has no text, `article.htmlUnreadable` as `readPage`
 */
export function readFragment(name: string, html: string, title: string): HtmlArticle {
  if (/<(?:html|body)[\s>]/i.test(html)) return readPage(name, html);
  return guarded(name, () => {
    const layout = layOut(parse(name, html).body, title);
    if (layout.pieces.every(({ kind }) => kind === 'heading')) throw noArticle(name);
    return { layout, metadata: {} };
  });
}

function parse(name: string, html: string): DomDocument {
  if (countOf(html, '<') > MOST_TAG_SIGNS) throw unreadable(name);
  const page = /<html[\s>]/i.test(html)
    ? html
    : `<!doctype html><html><head></head><body>${html}</body></html>`;
  const document = parseHTML(page).document as unknown as DomDocument;
  if (isTooMuch(document.documentElement)) throw unreadable(name);
  return document;
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

/** Whether a page is so large or so deep that taking it apart could take longer than any real page does. */
function isTooMuch(root: DomElement): boolean {
  let attributes = 0;
  let nestedText = 0;
  let nestedElements = 0;
  let level: DomNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    const below: DomNode[] = [];
    for (const node of level) {
      if (node.nodeType === TEXT_NODE) nestedText += depth * weightOf(node.textContent ?? '');
      if (node.nodeType !== ELEMENT_NODE) continue;
      const element = node as DomElement;
      nestedElements += depth;
      attributes += element.getAttributeNames().length;
      if (!UNSEEN.has(element.tagName.toUpperCase()))
        for (const child of element.childNodes) below.push(child);
    }
    if (
      attributes > MOST_ATTRIBUTES ||
      nestedText > MOST_NESTED_TEXT ||
      nestedElements > MOST_NESTED_ELEMENTS
    )
      return true;
    level = below;
  }
  return false;
}

function weightOf(text: string): number {
  let runs = 0;
  for (const _ of text.matchAll(/\s{2,}/g)) runs++;
  return text.length + SPACES_WEIGH * runs;
}

/** Turns a parser giving up on a page into a refusal. */
function guarded(name: string, read: () => HtmlArticle): HtmlArticle {
  try {
    return read();
  } catch (error) {
    throw error instanceof PermanentError ? error : unreadable(name, error);
  }
}

const unreadable = (name: string, cause?: unknown): PermanentError =>
  new PermanentError(
    'article.htmlUnreadable',
    `${name} cannot be taken apart as HTML: it has more than ${MOST_ELEMENTS} elements, they are nested more than ${DEEPEST} deep, or they hold too much text or too many attributes for their depth and number. Upload the article's text alone.`,
    { name, elements: MOST_ELEMENTS, depth: DEEPEST },
    cause,
  );

const noArticle = (name: string): PermanentError =>
  new PermanentError(
    'article.noArticle',
    `No article was found in the page ${name}: it has no running text, or is a list of links. Upload the article's own page, or its text.`,
    { name },
  );

function isArticle({ text, pieces }: Layout, content: DomElement): boolean {
  const all = content.textContent?.length ?? 0;
  let linked = 0;
  for (const link of content.querySelectorAll('a')) linked += link.textContent?.length ?? 0;
  if (linked > MOST_LINKED * all) return false;
  return pieces.some(
    ({ kind, span }) =>
      kind === null && text.slice(...span).split(/\s+/, ENOUGH_WORDS).length === ENOUGH_WORDS,
  );
}

function layOut(root: DomElement, title: string): Layout {
  const parts: { text: string; kind: BlockKind | null }[] = [];
  let line = '';
  const flush = (kind: BlockKind | null) => {
    const text = visibleText(line);
    line = '';
    if (text !== '') parts.push({ text, kind });
  };
  const walk = (node: DomNode, kind: BlockKind | null) => {
    for (const child of node.childNodes) {
      if (child.nodeType === TEXT_NODE) line += (child.textContent ?? '').replace(/[ \t\n\r\f]+/g, ' ');
      if (child.nodeType !== ELEMENT_NODE) continue;
      const element = child as DomElement;
      const tag = element.tagName.toUpperCase();
      if (LEFT_OUT.has(tag)) continue;
      if (tag === 'BR') flush(kind);
      const own = kindOf(element, tag, kind);
      const block = BLOCK_TAGS.has(tag) || own !== kind;
      if (block) flush(kind);
      walk(element, own);
      if (block) flush(own);
      if (tag === 'TD' || tag === 'TH') line += '\t';
    }
  };
  walk(root, null);
  flush(null);
  if (title !== '' && folded(parts[0]?.text ?? '') !== folded(title))
    parts.unshift({ text: title, kind: 'heading' });
  let text = '';
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (text !== '') text += '\n\n';
    pieces.push({ span: [text.length, text.length + part.text.length], kind: part.kind });
    text += part.text;
  }
  return { text, reading: text, pieces, structured: true };
}

function kindOf(element: DomElement, tag: string, around: BlockKind | null): BlockKind | null {
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('itemprop') ?? ''}`;
  if (around === 'caption') return CREDIT_CLASS.test(names) ? 'credit' : 'caption';
  if (around !== null) return around;
  if (/^H[1-6]$/.test(tag)) return 'heading';
  if (tag === 'PRE') return 'boilerplate';
  return tag === 'FIGCAPTION' || CAPTION_CLASS.test(names) ? 'caption' : null;
}

const visibleText = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/ ?\t[ \t]*/g, '\t')
    .replace(/[ \n\r\f]+/g, ' ')
    .trim();

const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
