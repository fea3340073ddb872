import { TransientError } from '../errors.ts';
import type { ArticleRecord, LedgerEntity } from './ledger.ts';
import type { Item, LedgerTable } from './ledgerTable.ts';
import { queryAll } from './queryAll.ts';
import {
  articlePartition,
  contentPrefix,
  headKey,
  LAST,
  readBlocks,
  readClaims,
  readEntities,
  readHead,
  toldHead,
} from './records.ts';

/** A reader that meets a new edition each time it looks is slower than the writers by far: it may try again later. */
export const MAX_ATTEMPTS = 5;

/**
 * An article whole, of one edition; null when there is none or it is withdrawn.
 * @throws TransientError `ledger.unsettled` when the article changed at every attempt
 */
export async function readRecord(table: LedgerTable, articleId: string): Promise<ArticleRecord | null> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const item = await table.get(headKey(articleId));
    const head = item && readHead(item);
    if (!head || head.status === 'withdrawn') return null;
    if (head.edition === null) return { head: toldHead(head), claims: [], entities: [], blocks: [] };

    const prefix = contentPrefix(head.edition);
    const chunks = await queryAll(table, {
      partition: articlePartition(articleId),
      from: prefix,
      to: `${prefix}${LAST}`,
    });
    const ofKind = (kind: string) => chunks.filter(({ sk }) => sk.startsWith(`${prefix}${kind}#`));
    const [claims, entities, blocks] = [ofKind('claims'), ofKind('entities'), ofKind('blocks')];
    const whole =
      claims.length === head.claimsInChunks.length &&
      entities.length === head.entityChunks &&
      blocks.length === head.blockChunks;
    // A newer edition has become the head meanwhile, and this one is being removed.
    if (!whole) continue;
    return {
      head: toldHead(head),
      claims: claims.flatMap(readClaims),
      entities: joinPieces(entities),
      blocks: blocks.flatMap(readBlocks),
    };
  }
  throw unsettled(articleId);
}

export const unsettled = (articleId: string) =>
  new TransientError(
    'ledger.unsettled',
    `Article ${articleId} changed at each of ${MAX_ATTEMPTS} attempts to read it: try again.`,
    { articleId },
  );

function joinPieces(chunks: readonly Item[]): LedgerEntity[] {
  const entities: LedgerEntity[] = [];
  for (const piece of chunks.flatMap(readEntities)) {
    const last = entities.at(-1);
    if (last?.id !== piece.id) entities.push(piece);
    else entities[entities.length - 1] = { ...last, mentions: [...last.mentions, ...piece.mentions] };
  }
  return entities;
}
