import { isDeepStrictEqual } from 'node:util';
import { PermanentError } from '../../errors.ts';
import { edgesOf, keysOfManifest, kindOf } from '../../ledger/layOut.ts';
import type { LedgerClaim, LedgerEntity } from '../../ledger/ledger.ts';
import type { Item, ItemKey, LedgerTable } from '../../ledger/ledgerTable.ts';
import { queryAll } from '../../ledger/queryAll.ts';
import { joinPieces } from '../../ledger/readRecord.ts';
import {
  articlePartition,
  chunkKey,
  type Edge,
  edgeKey,
  headKey,
  keyOf,
  LAST,
  manifestKey,
  nameOf,
  placeOf,
  readClaims,
  readEdge,
  readHead,
  readManifest,
  type StoredHead,
} from '../../ledger/records.ts';
import type { Finding } from './finding.ts';

/** An article that changes each time it is looked at is being written to: the next audit sees it. */
const MAX_ATTEMPTS = 3;

/**
 * Checks that a processed article has all of its current edition: chunks, manifest, and an edge for each entity that
 * its claims and entities lead to, saying the same as they do. Edges are derived anew, by this code: what an older
 * version derived otherwise disagrees, too, and wants the same remedy.
 *
 * @returns what is wrong, of one edition; nothing when the article is no longer processed
 */
export async function checkArticle(table: LedgerTable, articleId: string): Promise<readonly Finding[]> {
  for (let attempt = 1; ; attempt++) {
    const head = await currentHead(table, articleId);
    if (head === null) return [];
    const findings = await checkEdition(table, head);
    if (findings.length === 0) return [];
    const later = await currentHead(table, articleId);
    if (later?.edition === head.edition) return findings;
    if (attempt === MAX_ATTEMPTS) return [];
  }
}

type Edition = StoredHead & { readonly edition: string };

async function currentHead(table: LedgerTable, articleId: string): Promise<Edition | null> {
  const item = await table.get(headKey(articleId));
  const head = item && readHead(item);
  return head && head.edition !== null ? { ...head, edition: head.edition } : null;
}

async function checkEdition(table: LedgerTable, head: Edition): Promise<readonly Finding[]> {
  const { id, key, edition, claimsInChunks, entityChunks, blockChunks } = head;
  const findings: Finding[] = [];
  const report = (problem: 'item.missing' | 'edge.disagrees', item: ItemKey, what: string) =>
    findings.push({
      problem,
      articleId: id,
      key,
      item: keyOf(item),
      message: `${nameOf(item)} ${what}`,
      remedy: 'reingest',
    });
  const present = await queryAll(table, {
    partition: articlePartition(id),
    from: 'G#',
    to: `M#${LAST}`,
  });
  const named = new Map(present.map((item) => [item.sk, item]));
  /** What is read of an item; null, and reported, when it is not there or cannot be read. */
  const readAt = <T>(at: ItemKey, read: (item: Item) => T): T | null => {
    const item = named.get(at.sk);
    try {
      if (item) return read(item);
      report('item.missing', at, 'is not there.');
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      report('item.missing', at, `cannot be read (${error.code}).`);
    }
    return null;
  };
  const chunks = <T>(kind: 'claims' | 'entities' | 'blocks', count: number, read: (item: Item) => T) =>
    Array.from({ length: count }, (_, index) => readAt(chunkKey(id, edition, kind, index + 1), read));

  const claims = chunks('claims', claimsInChunks.length, readClaims);
  const entities = chunks('entities', entityChunks, (item) => item);
  chunks('blocks', blockChunks, (item) => item);
  const first = readAt(manifestKey(id, edition, 1), (item) => item);
  // Without all of them nothing can be said of the edges.
  if (first === null || claims.includes(null) || entities.includes(null)) return findings;

  const joined = joinEntities(entities as Item[]);
  if (joined === null) {
    report('item.missing', chunkKey(id, edition, 'entities', 1), 'or one that follows cannot be read.');
    return findings;
  }
  const edges = edgesOf(claims.flat() as LedgerClaim[], joined);
  const place = placeOf(head.time, id);
  const wanted = new Map(
    [...edges].map(([entity, edge]) => {
      const at = edgeKey(kindOf(edge), entity, place, edition);
      return [nameOf(at), { at, edge }] as const;
    }),
  );
  const found = new Map(
    (await table.batchGet([...wanted.values()].map(({ at }) => at))).map((item) => [nameOf(item), item]),
  );
  for (const [name, { at, edge }] of wanted) {
    const item = found.get(name);
    if (!item) report('item.missing', at, 'is not there.');
    else if (!saysTheSame(item, edge))
      report('edge.disagrees', at, 'names other claims than the article has.');
  }
  const listed = new Set(
    present
      .filter(({ sk }) => sk.startsWith(`M#${edition}#`))
      .flatMap((item) => keysOfManifest(id, readManifest(item)))
      .filter(({ pk }) => pk.startsWith('N#'))
      .map(nameOf),
  );
  for (const [name, { at }] of wanted) {
    if (!listed.has(name)) report('edge.disagrees', at, 'is in no manifest: nothing would remove it.');
    listed.delete(name);
  }
  for (const name of listed) {
    const [pk = '', sk = ''] = name.split(' / ');
    report('edge.disagrees', { pk, sk }, 'is in the manifest, but the article has no such entity.');
  }
  return findings;
}

function joinEntities(chunks: readonly Item[]): LedgerEntity[] | null {
  try {
    return joinPieces(chunks);
  } catch (error) {
    if (error instanceof PermanentError) return null;
    throw error;
  }
}

function saysTheSame(item: Item, edge: Edge): boolean {
  try {
    const { sourceOf, mentionedIn, via } = readEdge(item);
    return isDeepStrictEqual({ sourceOf, mentionedIn, via }, edge);
  } catch (error) {
    if (error instanceof PermanentError) return false;
    throw error;
  }
}
