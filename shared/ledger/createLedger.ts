import { entityDirectory } from './entityDirectory.ts';
import { HISTORY_DAYS } from './historyLimits.ts';
import { layOut, layOutBare } from './layOut.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { listArticles } from './listArticles.ts';
import { listArticlesOfEntity } from './listArticlesOfEntity.ts';
import { listClaims } from './listClaims.ts';
import { listVersions } from './listVersions.ts';
import { readRecord } from './readRecord.ts';
import { writeEdition } from './writeEdition.ts';

/**
 * The ledger in a table. Beside the TransientErrors of its table, its methods throw
 * - PermanentError `ledger.badSequencer`, `ledger.itemTooLarge` (writes), `ledger.badPosition`, `ledger.badTime`,
 *   `ledger.badPrefix` (reads): the request will never work;
 * - PermanentError `ledger.newerSchema`, `ledger.badRecord`: an item that this code cannot read;
 * - TransientError `ledger.unsettled`: an article changed faster than it could be read.
 */
export function createLedger(
  table: LedgerTable,
  {
    now = Date.now,
    historyDays = HISTORY_DAYS,
  }: {
    /** Epoch milliseconds. */
    readonly now?: () => number;
    /** How long a version stays readable after it was replaced. */
    readonly historyDays?: number;
  } = {},
): Ledger {
  const directory = entityDirectory(table);
  const write = (layout: ReturnType<typeof layOut>) =>
    writeEdition(table, layout, {
      remember: (named) => directory.remember(named, layout.head.extractorVersion),
      expiry: () => Math.ceil(now() / 1000) + historyDays * 86_400,
    });

  return {
    record: async (request) => write(layOut(request)),
    refuse: async (version, refusal, extractorVersion) =>
      write(layOutBare(version, 'refused', refusal, extractorVersion)),
    withdraw: async (version, extractorVersion) =>
      write(layOutBare(version, 'withdrawn', null, extractorVersion)),
    article: (id, version) => readRecord(table, id, version === undefined ? null : { version, now: now() }),
    versions: (id) => listVersions(table, id, now()),
    articles: (query) => listArticles(table, query),
    claims: (query) => listClaims(table, query),
    articlesOfEntity: (query) => listArticlesOfEntity(table, query),
    entities: (query) => directory.find(query),
  };
}
