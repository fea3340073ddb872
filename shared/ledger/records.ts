import * as z from 'zod/mini';
import type { Block } from '../article/article.ts';
import { PermanentError } from '../errors.ts';
import {
  ENTITY_TYPES,
  POLARITIES,
  SET_ASIDE_REASONS,
  type SetAside,
  STANCES,
} from '../extract/extraction.ts';
import { versionIdOf } from './generation.ts';
import type { ArticleHead, DirectoryEntry, LedgerClaim, LedgerEntity } from './ledger.ts';
import type { Item, ItemKey } from './ledgerTable.ts';

/** Layout of everything below. Raise it with a change that older code cannot read. */
export const SCHEMA_VERSION = 1;

/** After every string that begins with what it is put behind. */
export const LAST = '\u{10FFFF}';

/** Put behind a sort key, it gives the least one after it: less than every character that ours go on with. */
export const NEXT = '!';

export const headKey = (articleId: string): ItemKey => ({ pk: articlePartition(articleId), sk: 'HEAD' });
export const articlePartition = (articleId: string): string => `A#${articleId}`;
export const entityPartition = (key: string): string => `N#${key}`;
/** Directory entries lie together by the first letter of their key, so that one query answers any prefix. */
export const directoryPartition = (key: string): string => `D#${[...key][0] ?? ''}`;

/** What is known of a name over all articles, and the articles that show what it is short for. */
export const namePartition = (key: string): string => `E#${key}`;
export const WITNESS_PREFIX = 'W#';
export const witnessKey = (alias: AliasPair, articleId: string, edition: string): ItemKey => ({
  pk: namePartition(alias[0]),
  sk: `${WITNESS_PREFIX}${alias[1]}#${articleId}#${edition}`,
});

export type ChunkKind = 'claims' | 'entities' | 'blocks';

export const contentPrefix = (edition: string): string => `G#${edition}#`;
export const chunkKey = (articleId: string, edition: string, kind: ChunkKind, number: number): ItemKey => ({
  pk: articlePartition(articleId),
  sk: `${contentPrefix(edition)}${kind}#${fourDigits(number)}`,
});

export const MANIFEST_PREFIX = 'M#';
export const manifestKey = (articleId: string, edition: string, number: number): ItemKey => ({
  pk: articlePartition(articleId),
  sk: `${MANIFEST_PREFIX}${edition}#${fourDigits(number)}`,
});

/** The heads that an article had before, under their generations. */
export const PAST_PREFIX = 'V#';
export const pastKey = (articleId: string, generation: string): ItemKey => ({
  pk: articlePartition(articleId),
  sk: `${PAST_PREFIX}${generation}`,
});

const fourDigits = (number: number) => String(number).padStart(4, '0');

/** How an entity stands in an article: as the source of a claim there (S), or mentioned only (M). */
export type EdgeKind = 'S' | 'M';
/** Place in time order of all entries that have a time. */
export const placeOf = (time: string, articleId: string): string => `${time}#${articleId}`;
export const edgeKey = (kind: EdgeKind, key: string, place: string, edition: string): ItemKey => ({
  pk: entityPartition(key),
  sk: `${kind}#${place}#${edition}`,
});

/**
 * The sort key of both indexes. The mark at its end makes it greater than its bare place, as an edge's is too: a query
 * that goes up to a place leaves out what stands there.
 */
export const listedKey = (place: string): string => `${place}#`;

const count = z.int().check(z.nonnegative());
const nullableString = z.nullable(z.string());
const span = z.readonly(z.tuple([count, count]));
const spans = z.readonly(z.array(span));
const stamp = { schemaVersion: count, extractorVersion: z.string() };

const headSchema = z.object({
  ...stamp,
  id: z.string(),
  bucket: z.string(),
  key: z.string(),
  versionId: nullableString,
  sequencer: z.string(),
  receivedAt: z.string(),
  title: nullableString,
  publisher: nullableString,
  published: nullableString,
  url: nullableString,
  status: z.enum(['processed', 'refused', 'withdrawn']),
  time: z.string(),
  format: z.nullable(z.enum(['text', 'markdown', 'html', 'json', 'ninjs'])),
  textHash: nullableString,
  claimCount: count,
  narratedCount: z._default(count, 0),
  entityCount: count,
  refusal: z.nullable(z.readonly(z.object({ code: z.string(), message: z.string() }))),
  generation: z.string(),
  edition: nullableString,
  claimsInChunks: z.readonly(z.array(count)),
  narrated: z.optional(z.string()),
  stances: z.optional(z.string()),
  entityChunks: count,
  blockChunks: count,
  historyFrom: z.optional(z.string()),
});
const pastHeadSchema = z.extend(headSchema, { expires: count });

const standingSchema = z.object({
  generation: z.string(),
  edition: nullableString,
  status: z.string(),
  historyFrom: z.optional(z.string()),
  expires: z.optional(count),
});

const claimSchema = z.object({
  id: z.string(),
  kind: z.enum(['attributed', 'narrated']),
  content: spans,
  cue: z.nullable(spans),
  source: z.nullable(spans),
  sourceName: nullableString,
  sourceEntity: nullableString,
  sourceKind: z.nullable(z.enum(['person', 'organization', 'group', 'document', 'unknown'])),
  quoteType: z.enum(['direct', 'indirect', 'mixed']),
  hedged: z._default(z.nullable(z.boolean()), null),
  parent: nullableString,
  standalone: z.string(),
  confidence: z.number(),
  time: z.nullable(z.readonly(z.object({ text: z.string(), value: z.string() }))),
  cueText: nullableString,
  sourceKey: nullableString,
  outer: z._default(z.readonly(z.array(nullableString)), []),
  // Records of older extractors have none of these.
  stance: z._default(z.nullable(z.enum(STANCES)), null),
  polarity: z._default(z.nullable(z.enum(POLARITIES)), null),
  dates: z._default(
    z.readonly(z.array(z.readonly(z.object({ span, text: z.string(), value: z.string() })))),
    [],
  ),
});

const entitySchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(ENTITY_TYPES),
  mentions: spans,
  // Governments alone have these.
  iso: z.optional(z.string()),
  aliases: z.optional(z.readonly(z.array(z.string()))),
  // Left out where there are none; records of older extractors have none either.
  references: z._default(spans, []),
  key: z.string(),
});

const blockSchema = z.readonly(
  z.tuple([
    z.enum(['paragraph', 'heading', 'caption', 'credit', 'byline', 'dateline', 'boilerplate']),
    count,
    count,
  ]),
);

const setAsideSchema = z.readonly(z.tuple([z.enum(SET_ASIDE_REASONS), count, count]));

/** What the ledger keeps of an article's head beside what it tells: how to find and order the rest. */
export interface StoredHead extends Omit<ArticleHead, 'version'> {
  /** `generationOf` its version and extractor. */
  readonly generation: string;
  /** One extractor's run on one generation: the generation and a hash of the run's outcome. Null without contents. */
  readonly edition: string | null;
  /** How many claims lie in each chunk of claims. */
  readonly claimsInChunks: readonly number[];
  /** Which of the claims are narrated (`packNarrated`); absent when none is. */
  readonly narrated?: string | undefined;
  /** How the sources of the claims stand to them (`packStances`); absent in what older code wrote. */
  readonly stances?: string | undefined;
  readonly entityChunks: number;
  readonly blockChunks: number;
  /** Generation at which the article was last withdrawn: what was before is no history. Absent when it never was. */
  readonly historyFrom?: string | undefined;
}

/** A head that was replaced. */
export interface PastHead extends StoredHead {
  /** Epoch seconds from which on it is not to be read any more. */
  readonly expires: number;
}

/** What writers go by of a head, be it the current one or a past one. */
export type Standing = Pick<StoredHead, 'generation' | 'edition' | 'historyFrom'> & {
  readonly status: string;
  readonly expires?: number | undefined;
};

/** Keys of a short name, and of the name it is short for. */
export type AliasPair = readonly [alias: string, entity: string];

/** What of an edition lies outside its head: enough to remove it. Written before all of that, removed after it. */
export interface Manifest {
  readonly edition: string;
  readonly place: string;
  readonly claimChunks: number;
  readonly entityChunks: number;
  readonly blockChunks: number;
  /** Keys of the entities with an edge, by its kind. */
  readonly sources: readonly string[];
  readonly mentions: readonly string[];
  /** Short names that the article shows to stand for fuller ones. Absent in what older code wrote. */
  readonly aliases?: readonly AliasPair[] | undefined;
  /** Set when the edition has become history: its contents have the same, and its edges are gone. */
  readonly expires?: number | undefined;
}

/** Claims of one article, by their place among its claims (0-based), that have to do with one entity. */
export interface Edge {
  /** Those it is the source of. */
  readonly sourceOf: readonly number[];
  /** Those whose content or source mentions it otherwise. */
  readonly mentionedIn: readonly number[];
  /** Those of others that stand inside one that it is the source of: what it passes on. */
  readonly via: readonly number[];
}

/** A claim as a chunk has it: of its chain the outer names alone, where there are any. Its own name is there already. */
export interface StoredClaim extends Omit<LedgerClaim, 'chain'> {
  readonly outer?: readonly (string | null)[];
}

export const storedClaim = ({ chain, ...claim }: LedgerClaim): StoredClaim => {
  const outer = chain?.slice(0, -1) ?? [];
  return { ...claim, ...(outer.length > 0 && { outer }) };
};

/** References are left out where there are none. */
export type StoredEntity = Omit<LedgerEntity, 'references'> & Partial<Pick<LedgerEntity, 'references'>>;

export type Chunk =
  | {
      readonly claims: readonly StoredClaim[];
      /** That chains were noted: absent in what older code wrote. */
      readonly chains: true;
    }
  | { readonly entities: readonly StoredEntity[] }
  | {
      readonly blocks: readonly (readonly [kind: Block['kind'], start: number, end: number])[];
      readonly setAside: readonly (readonly [reason: SetAside['reason'], start: number, end: number])[];
    };

const manifestSchema = z.object({
  ...stamp,
  edition: z.string(),
  place: z.string(),
  claimChunks: count,
  entityChunks: count,
  blockChunks: count,
  sources: z.readonly(z.array(z.string())),
  mentions: z.readonly(z.array(z.string())),
  aliases: z.optional(z.readonly(z.array(z.readonly(z.tuple([z.string(), z.string()]))))),
  expires: z.optional(count),
});
const edgeSchema = z.object({
  ...stamp,
  sourceOf: z.readonly(z.array(count)),
  mentionedIn: z.readonly(z.array(count)),
  via: z._default(z.readonly(z.array(count)), []),
});
const claimsChunkSchema = z.object({
  ...stamp,
  claims: z.readonly(z.array(claimSchema)),
  chains: z._default(z.boolean(), false),
});
const entitiesChunkSchema = z.object({ ...stamp, entities: z.readonly(z.array(entitySchema)) });
const blocksChunkSchema = z.object({
  ...stamp,
  blocks: z.readonly(z.array(blockSchema)),
  setAside: z._default(z.readonly(z.array(setAsideSchema)), []),
});
const knownEntitySchema = z.object({
  ...stamp,
  key: z.string(),
  name: z.string(),
  type: z.enum(ENTITY_TYPES),
  articleId: z.optional(z.string()),
});

/**
 * These read one item each; what they do not know of it they leave out.
 * @throws PermanentError `ledger.newerSchema` when newer code wrote the item, `ledger.badRecord` when it is damaged
 */
export const readHead = (item: Item): StoredHead => read(headSchema, item);
/** The part of a head that writers go by. It keeps its meaning over all schema versions. */
export const readStanding = (item: Item): Standing => parse(standingSchema, item);
export const readPastHead = (item: Item): PastHead => read(pastHeadSchema, item);
export const readManifest = (item: Item): Manifest => read(manifestSchema, item);
export const readEdge = (item: Item): Edge => read(edgeSchema, item);
export const readClaims = (item: Item): readonly LedgerClaim[] => {
  const { claims, chains } = read(claimsChunkSchema, item);
  return claims.map(({ outer, ...claim }) => {
    const chain = claim.kind === 'narrated' ? [] : [...outer, claim.sourceName];
    return { ...claim, chain: chains ? chain : null };
  });
};
export const readEntities = (item: Item): readonly LedgerEntity[] => read(entitiesChunkSchema, item).entities;
export const readBlocks = (item: Item): readonly Block[] =>
  read(blocksChunkSchema, item).blocks.map(([kind, start, end]) => ({ kind, span: [start, end] }));
export const readSetAside = (item: Item): readonly SetAside[] =>
  read(blocksChunkSchema, item).setAside.map(([reason, start, end]) => ({ reason, span: [start, end] }));
export const readKnownEntity = (item: Item): DirectoryEntry => {
  const { key, name, type, articleId } = read(knownEntitySchema, item);
  return { key, name, type, ...(articleId !== undefined && { articleId }) };
};

/** What readers outside are told of a head. */
export function toldHead(stored: StoredHead): ArticleHead {
  const {
    generation,
    edition,
    claimsInChunks,
    narrated,
    stances,
    entityChunks,
    blockChunks,
    historyFrom,
    ...head
  } = stored;
  return { ...head, version: versionIdOf(generation) };
}

export const isReadable = ({ schemaVersion }: Item): boolean =>
  typeof schemaVersion !== 'number' || schemaVersion <= SCHEMA_VERSION;

export function read<T>(schema: z.ZodMiniType<T>, item: Item): T {
  if (isReadable(item)) return parse(schema, item);
  throw new PermanentError(
    'ledger.newerSchema',
    `Ledger item ${nameOf(item)} has schema version ${item.schemaVersion}; this code reads up to ${SCHEMA_VERSION}: deploy the newer code.`,
    { ...keyOf(item), schemaVersion: item.schemaVersion },
  );
}

function parse<T>(schema: z.ZodMiniType<T>, item: Item): T {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  const damage = result.error.issues.map(({ path }) => path.join('.') || 'its root').join(', ');
  throw new PermanentError(
    'ledger.badRecord',
    `Ledger item ${nameOf(item)} is damaged at ${damage}: process its article again.`,
    keyOf(item),
  );
}

export const keyOf = ({ pk, sk }: ItemKey) => ({ pk, sk });

/** A key as one string. */
export const nameOf = ({ pk, sk }: ItemKey): string => `${pk} / ${sk}`;
