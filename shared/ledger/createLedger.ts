import { entityDirectory } from './entityDirectory.ts';
import { layOut, layOutBare } from './layOut.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { listArticles } from './listArticles.ts';
import { listArticlesOfEntity } from './listArticlesOfEntity.ts';
import { listClaims } from './listClaims.ts';
import { readRecord } from './readRecord.ts';
import { writeEdition } from './writeEdition.ts';

/**
 * The ledger in a table. Beside the TransientErrors of its table, its methods throw
 * - PermanentError `ledger.badSequencer`, `ledger.itemTooLarge` (writes), `ledger.badPosition`, `ledger.badTime`,
 *   `ledger.badPrefix` (reads): the request will never work;
 * - PermanentError `ledger.newerSchema`, `ledger.badRecord`: an item that this code cannot read;
 * - TransientError `ledger.unsettled`: an article changed faster than it could be read.
 */
export function createLedger(table: LedgerTable): Ledger {
  const directory = entityDirectory(table);
  const write = (layout: ReturnType<typeof layOut>) =>
    writeEdition(table, layout, (named) => directory.remember(named, layout.head.extractorVersion));

  return {
    record: async (request) => write(layOut(request)),
    refuse: async (version, refusal, extractorVersion) =>
      write(layOutBare(version, 'refused', refusal, extractorVersion)),
    withdraw: async (version, extractorVersion) =>
      write(layOutBare(version, 'withdrawn', null, extractorVersion)),
    article: (id) => readRecord(table, id),
    articles: (query) => listArticles(table, query),
    claims: (query) => listClaims(table, query),
    articlesOfEntity: (query) => listArticlesOfEntity(table, query),
    entities: (query) => directory.find(query),
  };
}
