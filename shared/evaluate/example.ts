import type { ArticleMetadata } from '../article/article.ts';
import type { EntityType } from '../extract/extraction.ts';
import type { AttributionSpans } from './scoreAttributions.ts';
import type { AnnotatedMention } from './scoreCoreference.ts';
import type { LabelledMention } from './scoreEntities.ts';
import type { NarratedDocument } from './scoreNarrated.ts';
import type { GoldReading } from './scoreReading.ts';

/** An annotated attribution. */
export interface GoldAttribution extends AttributionSpans {
  /** Index of the attribution in whose content this one stands, or null. */
  readonly parent: number | null;
  /** Its source by the fullest name in the text, null when nobody is mentioned; undefined when not annotated. */
  readonly name?: string | null;
  /** Absent where it is not annotated how its words are read. */
  readonly reading?: GoldReading;
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
    /** Its label for a place's name that means the government there ("Moscow said"); absent where that is an organization's. */
    readonly placesThatAct?: string;
    readonly mentions: readonly LabelledMention[];
  } | null;
  /** Absent when it is not annotated which words mean whom. */
  readonly coreference?: {
    /** Of our types, those that the data annotates: found entities of others count for nothing. */
    readonly types: ReadonlySet<EntityType>;
    /** Of each entity all that means it: names, pronouns, descriptions. */
    readonly entities: readonly (readonly AnnotatedMention[])[];
  };
  /** Absent when it is not annotated what is narrated. */
  readonly narrated?: NarratedDocument['gold'];
}
