import type { Article } from '../article/article.ts';
import type { Span } from '../span.ts';

export type ClaimKind = 'attributed' | 'narrated';
export type QuoteType = 'direct' | 'indirect' | 'mixed';
/** How a source stands to what it is said to say. */
export const STANCES = [
  'assert',
  'deny',
  'refuse',
  'warn',
  'promise',
  'allege',
  'ask',
  'demand',
  'believe',
  'fear',
  'hope',
  'judge',
  'estimate',
  'agree',
] as const;
export type Stance = (typeof STANCES)[number];
export const POLARITIES = ['positive', 'negative'] as const;
export type Polarity = (typeof POLARITIES)[number];
export type SourceKind = 'person' | 'organization' | 'group' | 'document' | 'unknown';
export const ENTITY_TYPES = [
  'person',
  'organization',
  'location',
  'facility',
  'event',
  'product',
  'law',
  'group',
  'date',
  'money',
  'quantity',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** A date in a claim's content. */
export interface ClaimDate {
  readonly span: Span;
  readonly text: string;
  /** `2023-01-11`, `2023-01` or `2023`. */
  readonly value: string;
}

/** Something stated to be so, with who states it. Field meanings: docs/output.md. */
export interface Claim {
  /** `c1`, `c2`, … in the order of the document text. */
  readonly id: string;
  readonly kind: ClaimKind;
  /** What is claimed; several spans when the text cuts it. Never empty. */
  readonly content: readonly Span[];
  /** The words that attribute it; null for a narrated claim or an attribution without any. */
  readonly cue: readonly Span[] | null;
  /** The cue's words, so that a claim can be read without the document text; null without a cue. */
  readonly cueText: string | null;
  /** Who it is attributed to, as the text has it; null when the text names nobody. */
  readonly source: readonly Span[] | null;
  /** Who that is: the fullest name in the text, or the description; null when nobody is mentioned. */
  readonly sourceName: string | null;
  /** Id of the entity the source is, in this extraction's `entities`. */
  readonly sourceEntity: string | null;
  readonly sourceKind: SourceKind | null;
  readonly quoteType: QuoteType;
  /** Of a narrated claim, whether the publisher lessens its own assurance ("may", "reportedly"); null for an attributed one. */
  readonly hedged: boolean | null;
  /** Id of the innermost claim whose content holds this claim's attribution. */
  readonly parent: string | null;
  /**
   * Names of the sources from the outermost claim around it to itself, `["CNN", "Russia"]`; null in the place of one without a name.
   * Empty for a narrated claim.
   */
  readonly chain: readonly (string | null)[];
  /** How the source stands to the content; null for a narrated claim. */
  readonly stance: Stance | null;
  /** Negative: the source is said not to say it. Null for a narrated claim. */
  readonly polarity: Polarity | null;
  /** The claim readable on its own. */
  readonly standalone: string;
  /** 0..1: how sure the model is of source, cue and content; for a narrated claim, how often such claims are right. */
  readonly confidence: number;
  /** When it was said: a day, month or year (`2023-01-11`, `2023-01`, `2023`); null unless that is stated and certain. */
  readonly time: { readonly text: string; readonly value: string } | null;
  /** Days, months and years that the content states, where they are certain; in order. */
  readonly dates: readonly ClaimDate[];
}

/** A thing named in the article, with all its named mentions. */
export interface Entity {
  /** `e1`, `e2`, … in the order of first mention. */
  readonly id: string;
  readonly name: string;
  readonly type: EntityType;
  /** Every named mention, in order; none of a government that is only described. */
  readonly mentions: readonly Span[];
  /** Of a government that speaks or is spoken to: the code of its country, ISO 3166-1 alpha-2 (`EU` for the European Union). */
  readonly iso?: string | undefined;
  /** Of the same: what it is called there, "Moscow", "Russia". */
  readonly aliases?: readonly string[] | undefined;
}

/** An entity with the other words that mean it. */
export interface ReferredEntity extends Entity {
  /** Pronouns and descriptions ("he", "the think tank"), in order; only those that are certain enough. */
  readonly references: readonly Span[];
}

export const SET_ASIDE_REASONS = [
  'heading',
  'caption',
  'credit',
  'byline',
  'dateline',
  'boilerplate',
  'question',
  'call',
  'quotation',
  'fragment',
] as const;
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

/** A sentence that no claim is made of, and why. Reasons' meanings: docs/output.md. */
export interface SetAside {
  readonly reason: SetAsideReason;
  readonly span: Span;
}

export interface Extraction {
  /** Every sentence of the article holds spans of a claim, or is set aside. */
  readonly claims: readonly Claim[];
  readonly setAside: readonly SetAside[];
  readonly entities: readonly ReferredEntity[];
}

/** Turns an article into claims and entities. */
export interface Extractor {
  /** Code and model: `0.1.0+3fa9c2e1` (package version, first 8 hex digits of the model's SHA-256). */
  readonly version: string;
  extract(article: Article): Promise<Extraction>;
}
