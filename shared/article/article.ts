import type { Span } from '../span.ts';

/** What an upload says about itself. Every field may be missing. */
export interface ArticleMetadata {
  readonly title: string | null;
  readonly publisher: string | null;
  /** Publication time, ISO 8601 as precise as it was given: `2023-01-11` or `2023-01-11T18:30:00.000Z` (UTC). */
  readonly published: string | null;
  readonly url: string | null;
}

export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'caption'
  | 'credit'
  | 'byline'
  | 'dateline'
  | 'boilerplate';

/** A piece of the document text with one role. Blocks are in order and never overlap. */
export interface Block {
  readonly kind: BlockKind;
  readonly span: Span;
}

/** Kinds of block whose sentences can hold claims; all others are kept and marked, never reported. */
export const CLAIM_BLOCKS: ReadonlySet<BlockKind> = new Set(['paragraph', 'heading']);

export type ArticleFormat = 'text' | 'markdown' | 'html' | 'json' | 'ninjs';

/** One article, read: the text that all spans point into, and its layers. */
export interface Article {
  /** The document text. */
  readonly text: string;
  /** The document text with markup (Markdown) turned into spaces: same length, same offsets. */
  readonly reading: string;
  readonly format: ArticleFormat;
  readonly metadata: ArticleMetadata;
  /** In order, not overlapping; white space between them belongs to none. */
  readonly blocks: readonly Block[];
  /** In order, not overlapping; a sentence lies inside one block. */
  readonly sentences: readonly Span[];
  /** Words, numbers and single signs, in order; each inside one block. Markup (Markdown) has none. */
  readonly tokens: readonly Span[];
}
