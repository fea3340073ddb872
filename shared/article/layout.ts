import type { Span } from '../span.ts';
import type { BlockKind } from './article.ts';

/** A piece of the document text that its format sets apart; `kind` is null where the format does not say it. */
export interface Piece {
  readonly span: Span;
  readonly kind: BlockKind | null;
}

/** The document text with the structure its format gives it. */
export interface Layout {
  /** The document text. */
  readonly text: string;
  /** The document text with markup turned into spaces: same length, same offsets. The same string without markup. */
  readonly reading: string;
  /** In order, not overlapping, each with something visible. */
  readonly pieces: readonly Piece[];
  /** Whether the format marks headings and captions, so that a bare line's look need not be asked. */
  readonly structured: boolean;
}
