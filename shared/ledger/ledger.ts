import type { ArticleFormat, ArticleMetadata, Block } from '../article/article.ts';
import type { AliasRule } from '../entities/findAliases.ts';
import type { NameRule } from '../entities/names.ts';
import type {
  Claim,
  ClaimKind,
  EntityType,
  Extraction,
  ReferredEntity,
  SetAside,
  Stance,
} from '../extract/extraction.ts';

/** One upload of one object: what S3 says about it. */
export interface ArticleVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
  /** S3's `sequencer`: hexadecimal, orders the events of one key. */
  readonly sequencer: string;
  /** When S3 took the upload, ISO 8601 UTC with milliseconds. */
  readonly receivedAt: string;
}

export type ArticleStatus = 'processed' | 'refused' | 'withdrawn';

/** What the ledger knows of an article as a whole: its current version. */
export interface ArticleHead extends ArticleVersion, ArticleMetadata {
  /** Stable over versions: derived from bucket and key (`articleId`). */
  readonly id: string;
  /** Names this version among those of the article: its sequencer, and which extractor read it. */
  readonly version: string;
  readonly status: ArticleStatus;
  /** Where the article stands in time order: publication time, or else when it was received. ISO 8601 UTC with milliseconds. */
  readonly time: string;
  readonly format: ArticleFormat | null;
  /** SHA-256 (hex) of the document text in UTF-8: its name among the kept texts. Null unless processed. */
  readonly textHash: string | null;
  readonly claimCount: number;
  /** How many of the claims are narrated. */
  readonly narratedCount: number;
  readonly entityCount: number;
  /** Why it was refused; null otherwise. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly extractorVersion: string;
  readonly schemaVersion: number;
}

/** A version of an article, the current one or one that it replaced. */
export interface ListedVersion
  extends Pick<
    ArticleHead,
    | 'version'
    | 'versionId'
    | 'sequencer'
    | 'receivedAt'
    | 'extractorVersion'
    | 'status'
    | 'refusal'
    | 'title'
    | 'textHash'
    | 'claimCount'
    | 'entityCount'
  > {
  readonly current: boolean;
  /** When it stops being readable, ISO 8601 UTC; null for the current version. */
  readonly readableUntil: string | null;
}

/** A claim as the ledger keeps it. */
export interface LedgerClaim extends Omit<Claim, 'chain'> {
  /** As `Claim.chain`; null in records of extractors that did not note it. */
  readonly chain: Claim['chain'] | null;
  /** Ledger-wide key of the source (`entityKey(sourceName)`); null when nobody is mentioned. */
  readonly sourceKey: string | null;
}

/** A claim as readers are told it. */
export interface ToldClaim extends LedgerClaim {
  /**
   * Who the source is in all articles (docs/decisions/13-entities.md); null when the text names nobody, or only describes them.
   */
  readonly sourceId: string | null;
}

/** A claim in a list, with the article it stands in. */
export interface ListedClaim extends ToldClaim {
  readonly article: Pick<
    ArticleHead,
    'id' | 'title' | 'publisher' | 'published' | 'url' | 'time' | 'textHash'
  >;
}

export interface LedgerEntity extends ReferredEntity {
  /** Ledger-wide key (`entityKey(name)`). */
  readonly key: string;
}

/** An entity of an article as readers are told it. */
export interface ToldEntity extends LedgerEntity {
  /** Who or what it is in all articles (docs/decisions/13-entities.md); null for dates, money and quantities. */
  readonly entityId: string | null;
}

/** An article's version as it is kept. */
export interface StoredRecord {
  readonly head: ArticleHead;
  readonly claims: readonly LedgerClaim[];
  readonly entities: readonly LedgerEntity[];
  readonly blocks: readonly Block[];
  /** Sentences that no claim is made of. Empty for what was extracted before they were kept. */
  readonly setAside: readonly SetAside[];
}

export interface ArticleRecord extends StoredRecord {
  readonly claims: readonly ToldClaim[];
  readonly entities: readonly ToldEntity[];
}

/** What the entity directory keeps of a name. */
export interface DirectoryEntry {
  readonly key: string;
  readonly name: string;
  readonly type: EntityType;
  /** The first article that named it; absent in what older code wrote. */
  readonly articleId?: string;
}

/** An entry of the entity directory. */
export interface KnownEntity {
  readonly key: string;
  readonly name: string;
  readonly type: EntityType;
  /** Who or what it is in all articles; null when that differs from article to article ("Smith"). */
  readonly entityId: string | null;
}

/** How a name came to mean an entity, or to be kept apart: by which rule, and which article showed it. */
export interface NameReason {
  readonly rule: NameRule | AliasRule | 'speaker' | 'operator' | 'unknown';
  /** Null where no article is behind it. */
  readonly articleId: string | null;
  /** ISO 8601 UTC; null where it was not noted. */
  readonly since: string | null;
}

/** A name that leads to an entity. */
export interface EntityAlias extends NameReason {
  readonly name: string;
  readonly key: string;
}

/** What was learned, forgotten or decided of a name, and when. */
export interface NameEvent {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly what: 'learned' | 'forgotten' | 'merged' | 'split';
  /** Key of the name it was about. */
  readonly key: string;
  /** What it led, or leads, to; null when it was told apart from nobody in particular. */
  readonly entity: string | null;
  /** Articles it was about. */
  readonly articles: readonly string[];
  /** The operator's own words. */
  readonly note: string | null;
}

/** What one name leads to, over all articles. */
export interface EntityRecord {
  readonly id: string;
  readonly name: string;
  readonly type: EntityType | null;
  /** ISO 3166-1 alpha-2: a country's code, or that of a city's country. */
  readonly iso: string | null;
  readonly wikidata: string | null;
  /** Why its name alone says who or what it is, or that it does not. */
  readonly why: NameReason;
  readonly aliases: readonly EntityAlias[];
  /** What the name asked for was seen to be short for, when that is more than one: it is none of them. */
  readonly mayMean: readonly EntityAlias[];
  /** Ids of the different ones that an operator told apart under this name. */
  readonly toldApart: readonly string[];
  readonly history: readonly NameEvent[];
}

/** One page of a list; `next` is the position to go on from, null at the end. It is not signed: the API does that. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** `from` (inclusive) and `to` (exclusive) bound `ArticleHead.time`; ISO 8601 UTC. Newest first. */
export interface TimeRange {
  readonly from?: string;
  readonly to?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly after?: string;
}

export type ArticleQuery = TimeRange &
  PageRequest & { readonly publisher?: string; readonly status?: 'processed' | 'refused' };

/**
 * At most one of source, via, entity (each a name, a key or an id) and publisher; none: the latest claims. `via` gives what others say
 * through this source: claims inside its own. Without kind, of both; without stance, of all and none.
 */
export type ClaimQuery = TimeRange &
  PageRequest & {
    readonly source?: string;
    readonly via?: string;
    readonly entity?: string;
    readonly publisher?: string;
    readonly kind?: ClaimKind;
    readonly stance?: Stance;
  };

/**
 * What a write did: `recorded`: readers see it now; `repeated`: the same event had been recorded before,
 * nothing changed; `superseded`: a newer version is recorded already, nothing changed.
 */
export type WriteOutcome = 'recorded' | 'repeated' | 'superseded';

export interface RecordRequest {
  readonly version: ArticleVersion;
  readonly article: {
    readonly text: string;
    readonly format: ArticleFormat;
    readonly metadata: ArticleMetadata;
    readonly blocks: readonly Block[];
  };
  readonly extraction: Extraction;
  readonly extractorVersion: string;
  readonly textHash: string;
}

/** Everything extracted, in one DynamoDB table. Every method throws TransientError when the table is busy or away. */
export interface Ledger {
  /** Records a processed article and makes it what readers see, unless a newer version is there. */
  record(request: RecordRequest): Promise<WriteOutcome>;
  /** Records that an upload was refused, and why. */
  refuse(
    version: ArticleVersion,
    refusal: { readonly code: string; readonly message: string },
    extractorVersion: string,
  ): Promise<WriteOutcome>;
  /**
   * Takes an article out, with its history: its object was deleted. A marker stays, so that late events cannot bring it
   * back.
   */
  withdraw(version: ArticleVersion, extractorVersion: string): Promise<WriteOutcome>;

  /**
   * Whole, of one version: the current one, or the one that is named. Null when the id is unknown or withdrawn, or it has
   * no such version (any more). A refused article has no claims.
   */
  article(id: string, version?: string): Promise<ArticleRecord | null>;
  /**
   * The current version and those that were current before, newest first: at most `MAX_PAST_VERSIONS`, for `historyDays`
   * since each was replaced. Null when the id is unknown or withdrawn.
   */
  versions(id: string): Promise<readonly ListedVersion[] | null>;
  articles(query: ArticleQuery): Promise<Page<ArticleHead>>;
  claims(query: ClaimQuery): Promise<Page<ListedClaim>>;
  /** Articles that mention the entity, newest first. */
  articlesOfEntity(query: TimeRange & PageRequest & { readonly entity: string }): Promise<Page<ArticleHead>>;
  /** What a name, a key or an id means; null when no article has named it and the gazetteer does not know it. */
  entity(nameOrId: string): Promise<EntityRecord | null>;
  /** Directory entries whose name starts with the prefix (letter case and accents do not matter), by name. */
  entities(query: PageRequest & { readonly prefix: string }): Promise<Page<KnownEntity>>;
}
