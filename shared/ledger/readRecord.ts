import { TransientError } from '../errors.ts';
import { generationPrefixOf, versionIdOf } from './generation.ts';
import type { LedgerEntity, StoredRecord } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { queryAll } from './queryAll.ts';
import { readPastHeads } from './readPastHeads.ts';
import {
  articlePartition,
  contentPrefix,
  headKey,
  LAST,
  readBlocks,
  readClaims,
  readEntities,
  readHead,
  readSetAside,
  type StoredHead,
  toldHead,
} from './records.ts';

/** A reader that meets a new edition each time it looks is slower than the writers by far: it may try again later. */
export const MAX_ATTEMPTS = 5;

/**
 * An article whole, of one edition; null when there is none or it is withdrawn.
 * @param past names the version wanted when it is not the current one, and the time it is; null when it has expired
 * @throws TransientError `ledger.unsettled` when the article changed at every attempt
 */
export async function readRecord(
  table: LedgerTable,
  articleId: string,
  past: { readonly version: string; readonly now: number } | null,
): Promise<StoredRecord | null> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const item = await table.get(headKey(articleId));
    const head = item && readHead(item);
    if (!head || head.status === 'withdrawn') return null;
    const isCurrent = past === null || past.version === versionIdOf(head.generation);
    const wanted = isCurrent
      ? head
      : (await readPastHeads(table, head, past.now, generationPrefixOf(past.version))).find(
          ({ generation }) => versionIdOf(generation) === past.version,
        );
    if (!wanted) return null;
    const record = await readContents(table, wanted);
    // Not whole: a newer edition has become the head meanwhile. Or history has ended.
    if (record || !isCurrent) return record;
  }
  throw unsettled(articleId);
}

/** What a head leads to; null when that is not whole any more. */
async function readContents(table: LedgerTable, head: StoredHead): Promise<StoredRecord | null> {
  if (head.edition === null)
    return { head: toldHead(head), claims: [], entities: [], blocks: [], setAside: [] };
  const prefix = contentPrefix(head.edition);
  const chunks = await queryAll(table, {
    partition: articlePartition(head.id),
    from: prefix,
    to: `${prefix}${LAST}`,
  });
  const ofKind = (kind: string) => chunks.filter(({ sk }) => sk.startsWith(`${prefix}${kind}#`));
  const [claims, entities, blocks] = [ofKind('claims'), ofKind('entities'), ofKind('blocks')];
  const isWhole =
    claims.length === head.claimsInChunks.length &&
    entities.length === head.entityChunks &&
    blocks.length === head.blockChunks;
  if (!isWhole) return null;
  return {
    head: toldHead(head),
    claims: claims.flatMap(readClaims),
    entities: joinPieces(entities),
    blocks: blocks.flatMap(readBlocks),
    setAside: blocks.flatMap(readSetAside),
  };
}

export const unsettled = (articleId: string) =>
  new TransientError(
    'ledger.unsettled',
    `Article ${articleId} changed at each of ${MAX_ATTEMPTS} attempts to read it: try again.`,
    { articleId },
  );

/** The entities of an article, from its chunks in order. */
export function joinPieces(chunks: readonly Item[]): LedgerEntity[] {
  const entities: LedgerEntity[] = [];
  for (const piece of chunks.flatMap(readEntities)) {
    const last = entities.at(-1);
    if (last?.id !== piece.id) entities.push(piece);
    else
      entities[entities.length - 1] = {
        ...last,
        mentions: [...last.mentions, ...piece.mentions],
        references: [...last.references, ...piece.references],
      };
  }
  return entities;
}
