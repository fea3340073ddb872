import { type Alias, findAliases } from '../entities/findAliases.ts';
import { withoutTitles } from '../entities/names.ts';
import { PermanentError } from '../errors.ts';
import type { EntityType } from '../extract/extraction.ts';
import type { Span } from '../span.ts';
import { editionOf, generationOf } from './generation.ts';
import { articleId, entityKey, sha256 } from './keys.ts';
import type {
  ArticleHead,
  ArticleVersion,
  DirectoryEntry,
  LedgerClaim,
  LedgerEntity,
  RecordRequest,
} from './ledger.ts';
import type { Item, ItemKey } from './ledgerTable.ts';
import { packNarrated } from './narratedPlaces.ts';
import { pack } from './pack.ts';
import {
  type AliasPair,
  type Chunk,
  type ChunkKind,
  chunkKey,
  type Edge,
  type EdgeKind,
  edgeKey,
  headKey,
  listedKey,
  type Manifest,
  manifestKey,
  nameOf,
  placeOf,
  SCHEMA_VERSION,
  type StoredEntity,
  type StoredHead,
  storedClaim,
  witnessKey,
} from './records.ts';
import { packStances } from './stanceMarks.ts';
import { storedSize } from './storedSize.ts';

/** Some 160 claims: an item that is read whole for one claim out of it stays cheap (16 read units). */
const CHUNK_BYTES = 64 * 1024;
/** DynamoDB refuses items over 400 KB; the estimate of sizes and the key get the difference. */
const MAX_ITEM_BYTES = 390 * 1024;
/** Mentions and references of one entity in one piece of it: under 32 KB. */
const SPANS_IN_PIECE = 2_000;
/** In UTF-16 units. Longer texts are cut and end in "…": their spans still say the whole. */
const MAX_CLAIM_TEXT = 4_000;
const MAX_NAME = 1_000;
const MAX_URL = 2_048;

/** Types that nobody looks up by name: they get no edges and no directory entry. */
export const UNNAMED: ReadonlySet<EntityType> = new Set(['date', 'money', 'quantity']);

/** The items that make up one edition of an article. */
export interface Layout {
  readonly head: StoredHead;
  readonly headItem: Item;
  readonly manifests: readonly Item[];
  /** Chunks and edges. */
  readonly contents: readonly Item[];
  readonly named: readonly DirectoryEntry[];
  /** Short names that the article shows to stand for fuller ones: all in the manifests, too. */
  readonly aliases: readonly Alias[];
}

/** An article as it is without contents: refused or withdrawn. */
export function layOutBare(
  version: ArticleVersion,
  status: 'refused' | 'withdrawn',
  refusal: ArticleHead['refusal'],
  extractorVersion: string,
): Layout {
  const generation = generationOf(version.sequencer, extractorVersion);
  const head: StoredHead = {
    ...bare(version),
    id: articleId(version.bucket, version.key),
    title: null,
    publisher: null,
    published: null,
    url: null,
    status,
    time: new Date(version.receivedAt).toISOString(),
    format: null,
    textHash: null,
    claimCount: 0,
    narratedCount: 0,
    entityCount: 0,
    refusal: refusal && { code: refusal.code, message: cut(refusal.message, MAX_CLAIM_TEXT) },
    extractorVersion,
    schemaVersion: SCHEMA_VERSION,
    generation,
    edition: null,
    claimsInChunks: [],
    entityChunks: 0,
    blockChunks: 0,
    // What was deleted takes its history along.
    ...(status === 'withdrawn' && { historyFrom: generation }),
  };
  return { head, headItem: headItem(head), manifests: [], contents: [], named: [], aliases: [] };
}

/**
 * Lays an extraction out as items of the table: the same request always gives the same items.
 * @throws PermanentError `ledger.badSequencer`, and `ledger.itemTooLarge` when one claim or the list of an entity's
 *   claims is beyond what a DynamoDB item holds
 */
export function layOut({ version, article, extraction, extractorVersion, textHash }: RecordRequest): Layout {
  const id = articleId(version.bucket, version.key);
  const generation = generationOf(version.sequencer, extractorVersion);
  const { metadata } = article;
  const time = timeOf(metadata.published) ?? new Date(version.receivedAt).toISOString();
  const place = placeOf(time, id);
  const stamp = { schemaVersion: SCHEMA_VERSION, extractorVersion };

  const claims = extraction.claims.map(
    ({ standalone, sourceName, chain, cueText, time: said, ...claim }): LedgerClaim => {
      const name = cutName(sourceName);
      return {
        ...claim,
        sourceName: name,
        chain: chain.map(cutName),
        sourceKey: name === null ? null : keyOfName(name, claim.sourceKind === 'person'),
        cueText: cueText && cut(cueText, MAX_CLAIM_TEXT),
        standalone: cut(standalone, MAX_CLAIM_TEXT),
        time: said && { text: cut(said.text, MAX_NAME), value: said.value },
      };
    },
  );
  const entities = extraction.entities.map((entity): LedgerEntity => {
    const name = cut(entity.name, MAX_NAME);
    const aliases = entity.aliases?.map((alias) => cut(alias, MAX_NAME));
    return { ...entity, ...(aliases && { aliases }), name, key: keyOfName(name, entity.type === 'person') };
  });
  const claimChunks = pack(claims.map(storedClaim), CHUNK_BYTES);
  const entityChunks = pack(entities.flatMap(pieces), CHUNK_BYTES);
  const blockChunks = pack(
    [
      ...article.blocks.map(({ kind, span: [start, end] }) => ({ block: [kind, start, end] as const })),
      ...extraction.setAside.map(({ reason, span: [start, end] }) => ({
        aside: [reason, start, end] as const,
      })),
    ],
    CHUNK_BYTES,
  );
  const kinds = claims.map(({ kind }) => kind);
  const narratedCount = kinds.filter((kind) => kind === 'narrated').length;

  const head = {
    ...bare(version),
    id,
    title: metadata.title && cut(metadata.title, MAX_NAME),
    publisher: metadata.publisher && cut(metadata.publisher, MAX_NAME),
    published: metadata.published,
    url: metadata.url && cut(metadata.url, MAX_URL),
    status: 'processed',
    time,
    format: article.format,
    textHash,
    claimCount: claims.length,
    narratedCount,
    entityCount: entities.length,
    refusal: null,
    ...stamp,
    generation,
    claimsInChunks: claimChunks.map((chunk) => chunk.length),
    ...(narratedCount > 0 && { narrated: packNarrated(kinds) }),
    ...(claims.length > 0 && { stances: packStances(claims.map(({ stance }) => stance)) }),
    entityChunks: entityChunks.length,
    blockChunks: blockChunks.length,
  } as const;
  // Two runs of one extractor may differ in the last bits of a number, or by a bug in more. An edition of its own
  // for each outcome keeps them apart in the table, so that neither can overwrite half of the other.
  const edition = editionOf(
    generation,
    sha256(JSON.stringify([head, claims, entities, article.blocks, extraction.setAside])),
  );

  const chunks = (kind: ChunkKind, parts: readonly Chunk[]) =>
    parts.map((part, index) => ({ ...chunkKey(id, edition, kind, index + 1), ...part, ...stamp }));
  const edges = [...edgesOf(claims, entities)];
  const edgeKeys = edges.map(([key, edge]) => [kindOf(edge), key] as const);
  // One at least, also without edges: chunks are found through it.
  const aliases = findAliases(article.text, extraction.entities);
  const manifests = (edges.length > 0 ? pack(edgeKeys, CHUNK_BYTES) : [[]]).map(
    (some, index): Manifest => ({
      edition,
      place,
      claimChunks: claimChunks.length,
      entityChunks: entityChunks.length,
      blockChunks: blockChunks.length,
      sources: some.filter(([kind]) => kind === 'S').map(([, key]) => key),
      mentions: some.filter(([kind]) => kind === 'M').map(([, key]) => key),
      ...(index === 0 && aliases.length > 0 && { aliases: aliases.map(pairOf) }),
    }),
  );

  const layout = {
    head: { ...head, edition },
    headItem: headItem({ ...head, edition }),
    manifests: manifests.map((manifest, index) => ({
      ...manifestKey(id, edition, index + 1),
      ...manifest,
      ...stamp,
    })),
    contents: [
      ...chunks(
        'claims',
        claimChunks.map((part) => ({ claims: part, chains: true })),
      ),
      ...chunks(
        'entities',
        entityChunks.map((part) => ({ entities: part })),
      ),
      ...chunks(
        'blocks',
        blockChunks.map((part) => ({
          blocks: part.flatMap((one) => ('block' in one ? [one.block] : [])),
          setAside: part.flatMap((one) => ('aside' in one ? [one.aside] : [])),
        })),
      ),
      ...edges.map(([key, edge]) => ({
        ...edgeKey(kindOf(edge), key, place, edition),
        ...edge,
        ...stamp,
      })),
      ...aliases.map((alias) => ({
        ...witnessKey(pairOf(alias), id, edition),
        name: cut(alias.name, MAX_NAME),
        entityName: cut(alias.entityName, MAX_NAME),
        rule: alias.rule,
        ...stamp,
      })),
    ],
    named: entities
      .filter(({ type }) => !UNNAMED.has(type))
      .map(
        ({ key, name, type }): DirectoryEntry => ({
          key,
          name: type === 'person' ? withoutTitles(name) : name,
          type,
          articleId: id,
        }),
      ),
    aliases,
  };
  for (const item of [...layout.manifests, ...layout.contents]) {
    const size = storedSize(item);
    if (size <= MAX_ITEM_BYTES) continue;
    throw new PermanentError(
      'ledger.itemTooLarge',
      `Article ${version.bucket}/${version.key} needs a ledger item of ${size} bytes (${nameOf(item)}), over the ${MAX_ITEM_BYTES} that fit: split the article.`,
      { bucket: version.bucket, key: version.key, size, limit: MAX_ITEM_BYTES },
    );
  }
  return layout;
}

/** Keys of everything a manifest tells of. */
export function keysOfManifest(articleId: string, manifest: Manifest): ItemKey[] {
  const { edition, place, sources, mentions, aliases = [] } = manifest;
  const chunks = (kind: ChunkKind, count: number) =>
    Array.from({ length: count }, (_, index) => chunkKey(articleId, edition, kind, index + 1));
  return [
    ...chunks('claims', manifest.claimChunks),
    ...chunks('entities', manifest.entityChunks),
    ...chunks('blocks', manifest.blockChunks),
    ...sources.map((key) => edgeKey('S', key, place, edition)),
    ...mentions.map((key) => edgeKey('M', key, place, edition)),
    ...aliases.map((pair) => witnessKey(pair, articleId, edition)),
  ];
}

const cutName = (name: string | null): string | null => name && cut(name, MAX_NAME);

const pairOf = ({ key, entityKey }: Alias): AliasPair => [key, entityKey];

/** Titles are no part of a person's name, should the text's name have one. */
const keyOfName = (name: string, isPerson: boolean): string =>
  entityKey(isPerson ? withoutTitles(name) : name);

/** Without what a caller's object may carry beside. */
const bare = ({ bucket, key, versionId, sequencer, receivedAt }: ArticleVersion): ArticleVersion => ({
  bucket,
  key,
  versionId,
  sequencer,
  receivedAt,
});

/** A head as the table has it: with the keys of the indexes that list it. */
export function headItem(head: StoredHead): Item {
  const place = placeOf(head.time, head.id);
  const listed = head.status !== 'withdrawn';
  return {
    ...headKey(head.id),
    ...head,
    ...(listed && { statusList: head.status, listed: listedKey(place) }),
    ...(listed && head.publisher && { publisherList: publisherList(head.status, head.publisher) }),
  };
}

/** Partition of the index by publisher. */
export const publisherList = (status: ArticleHead['status'], publisher: string): string =>
  `${status}#${entityKey(publisher)}`;

/**
 * A day, or a time with its offset from UTC, as ISO 8601 in UTC with milliseconds; null when it is neither. A time
 * without an offset is refused, since it would be read in the zone of whatever machine this runs on.
 */
export function timeOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d(?:T.+(?:Z|[+-]\d\d:\d\d))?$/.test(text)) return null;
  const date = new Date(text);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  // Longer when the offset takes it out of the years 0000 to 9999, where times no longer order as strings.
  return iso.length === 24 ? iso : null;
}

/** An entity in pieces that each fit a chunk. Readers join neighbours of one id. */
function pieces(entity: LedgerEntity): StoredEntity[] {
  const { references: allReferences, ...rest } = entity;
  const named = entity.mentions.length;
  const count = Math.max(1, Math.ceil((named + allReferences.length) / SPANS_IN_PIECE));
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [index * SPANS_IN_PIECE, (index + 1) * SPANS_IN_PIECE];
    const references = allReferences.slice(Math.max(0, from - named), Math.max(0, to - named));
    return {
      ...rest,
      mentions: entity.mentions.slice(from, to),
      ...(references.length > 0 && { references }),
    };
  });
}

export const kindOf = ({ sourceOf }: Edge): EdgeKind => (sourceOf.length > 0 ? 'S' : 'M');

/** The edges of an article, by the keys of the entities they lead to. */
export function edgesOf(
  claims: readonly LedgerClaim[],
  entities: readonly LedgerEntity[],
): Map<string, Edge> {
  const edges = new Map<string, { sourceOf: number[]; mentionedIn: number[]; via: number[] }>();
  const edge = (key: string) => {
    const known = edges.get(key) ?? { sourceOf: [], mentionedIn: [], via: [] };
    edges.set(key, known);
    return known;
  };
  const named = entities.filter(({ type }) => !UNNAMED.has(type));
  for (const { key } of named) edge(key);
  const keyOfId = new Map(named.map(({ id, key }) => [id, key]));
  const mentionedBy = mentionFinder(named);
  const sourcesOf = ({ sourceKey, sourceEntity }: LedgerClaim): Set<string> => {
    const entityOfSource = sourceEntity === null ? undefined : keyOfId.get(sourceEntity);
    return new Set([sourceKey, entityOfSource].filter((key) => typeof key === 'string'));
  };
  const claimsAround = claimsAroundFinder(claims);
  for (const [place, claim] of claims.entries()) {
    const { source, content } = claim;
    const sources = sourcesOf(claim);
    for (const key of sources) edge(key).sourceOf.push(place);
    for (const key of mentionedBy([...content, ...(source ?? [])])) {
      if (!sources.has(key)) edge(key).mentionedIn.push(place);
    }
    const through = new Set(claimsAround(claim).flatMap((outer) => [...sourcesOf(outer)]));
    for (const key of through) if (!sources.has(key)) edge(key).via.push(place);
  }
  return edges;
}

/** Gives a function from a claim to those whose content it stands in; none where its record has no chain. */
function claimsAroundFinder(claims: readonly LedgerClaim[]) {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return ({ chain, parent }: LedgerClaim): LedgerClaim[] => {
    const around: LedgerClaim[] = [];
    let up = parent;
    while (chain !== null && up !== null && around.length < chain.length - 1) {
      const outer = byId.get(up);
      if (outer === undefined) break;
      around.push(outer);
      up = outer.parent;
    }
    return around;
  };
}

/** Gives a function from spans to the keys of the entities with a mention that overlaps one of them. */
function mentionFinder(entities: readonly LedgerEntity[]) {
  const mentions = entities
    .flatMap(({ key, mentions }) => mentions.map(([start, end]) => ({ key, start, end })))
    .sort((a, b) => a.start - b.start);
  const longest = mentions.reduce((length, { start, end }) => Math.max(length, end - start), 0);

  return (spans: readonly Span[]): Set<string> => {
    const found = new Set<string>();
    for (const [start, end] of spans) {
      let low = 0;
      let high = mentions.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (mentions[middle]!.start + longest > start) high = middle;
        else low = middle + 1;
      }
      for (let index = low; index < mentions.length && mentions[index]!.start < end; index++) {
        if (mentions[index]!.end > start) found.add(mentions[index]!.key);
      }
    }
    return found;
  };
}

/** Cuts without splitting a character, and makes of lone surrogates what UTF-8 can hold. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text.toWellFormed();
  return `${text
    .slice(0, maxLength - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed()}…`;
}
