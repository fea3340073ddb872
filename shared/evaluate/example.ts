import type { ArticleMetadata } from '../article/article.ts';
import type { EntityType } from '../extract/extraction.ts';
import type { AttributionSpans } from './scoreAttributions.ts';
import type { LabelledMention } from './scoreEntities.ts';

/** An annotated attribution. */
export interface GoldAttribution extends AttributionSpans {
  /** Index of the attribution in whose content this one stands, or null. */
  readonly parent: number | null;
  /** Its source by the fullest name in the text, null when nobody is mentioned; undefined when not annotated. */
  readonly name?: string | null;
}

/** An annotated article. */
export interface Example {
  readonly id: string;
  /** The file it stands in. */
  readonly file: string;
  readonly text: string;
  readonly metadata: Partial<ArticleMetadata>;
  readonly genre: string | null;
  /** Null when attributions are not annotated. */
  readonly attributions: {
    /** Whether attributions may stand inside others. */
    readonly nested: boolean;
    /** One list an annotator. */
    readonly copies: readonly (readonly GoldAttribution[])[];
  } | null;
  /** Null when named entities are not annotated. */
  readonly entities: {
    /** The data's label for each of our types; null for a type that the data does not annotate. */
    readonly labels: Readonly<Record<EntityType, string | null>>;
    readonly mentions: readonly LabelledMention[];
  } | null;
}
