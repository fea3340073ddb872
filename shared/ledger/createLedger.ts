import { entityDirectory } from './entityDirectory.ts';
import { findEntity, findSource } from './findEntity.ts';
import { HISTORY_DAYS } from './historyLimits.ts';
import { identifyClaims, identifyNames, identifyRecord } from './identify.ts';
import { type Layout, layOut, layOutBare } from './layOut.ts';
import type { Ledger, WriteOutcome } from './ledger.ts';
import type { LedgerTable } from './ledgerTable.ts';
import { listArticles } from './listArticles.ts';
import { listArticlesOfEntity } from './listArticlesOfEntity.ts';
import { listClaims } from './listClaims.ts';
import { listVersions } from './listVersions.ts';
import { nameRegistry, notingWitnesses } from './nameRegistry.ts';
import { readEntity } from './readEntity.ts';
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
  const names = nameRegistry(table, now);
  const write = async (layout: Layout): Promise<WriteOutcome> => {
    const noting = notingWitnesses(table);
    const outcome = await writeEdition(noting.table, layout, {
      remember: async () => {
        await directory.remember(layout.named, layout.head.extractorVersion);
        await names.learn(layout.aliases, layout.head.id);
      },
      expiry: () => Math.ceil(now() / 1000) + historyDays * 86_400,
    });
    await names.forget(noting.lost());
    return outcome;
  };

  return {
    record: async (request) => write(layOut(request)),
    refuse: async (version, refusal, extractorVersion) =>
      write(layOutBare(version, 'refused', refusal, extractorVersion)),
    withdraw: async (version, extractorVersion) =>
      write(layOutBare(version, 'withdrawn', null, extractorVersion)),
    article: async (id, version) => {
      const record = await readRecord(table, id, version === undefined ? null : { version, now: now() });
      return record && identifyRecord(names, record);
    },
    versions: (id) => listVersions(table, id, now()),
    articles: (query) => listArticles(table, query),
    claims: async ({ source, via, entity, ...query }) => {
      const foundSource = async (name: string | undefined) =>
        name === undefined ? undefined : findSource(names, name);
      const { items, next } = await listClaims(table, {
        ...query,
        source: await foundSource(source),
        via: await foundSource(via),
        entity: entity === undefined ? undefined : await findEntity(names, entity),
      });
      return { items: await identifyClaims(names, items), next };
    },
    articlesOfEntity: async ({ entity, ...query }) =>
      listArticlesOfEntity(table, { ...query, entity: await findEntity(names, entity) }),
    entity: (nameOrId) => readEntity(nameOrId, names, directory),
    entities: async (query) => {
      const { items, next } = await directory.find(query);
      return { items: await identifyNames(names, items), next };
    },
  };
}
