import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerTable } from '../../ledger/ledgerTable.ts';
import { headKey, readHead } from '../../ledger/records.ts';
import type { UploadBucket } from '../buckets.ts';
import { type RemoveDeniedDependencies, removeDenied } from '../removeDenied.ts';
import { withdrawArticle } from '../withdrawArticle.ts';
import type { Finding } from './finding.ts';

export interface RepairDependencies extends RemoveDeniedDependencies {
  readonly table: Pick<LedgerTable, 'get' | 'deleteAll'>;
  readonly ledger: Pick<Ledger, 'articles' | 'versions' | 'withdraw'>;
  readonly uploads: RemoveDeniedDependencies['uploads'] & Pick<UploadBucket, 'touch'>;
}

/**
 * Gives a function that mends what `verifyLedger` found, and says whether it could. What is taken in anew is mended when the
 * queue has been worked off; each object is copied once, whatever was wrong with its article.
 */
export function createRepairer(deps: RepairDependencies): (finding: Finding) => Promise<boolean> {
  const { table, ledger, uploads } = deps;
  const touched = new Map<string, Promise<boolean>>();
  let removal: Promise<unknown> | undefined;

  const touch = (key: string): Promise<boolean> => {
    const done = touched.get(key) ?? uploads.touch(key);
    touched.set(key, done);
    return done;
  };

  const withdraw = async (articleId: string | null): Promise<boolean> => {
    const item = articleId === null ? null : await table.get(headKey(articleId));
    const head = item && readHead(item);
    if (head && head.status !== 'withdrawn') await withdrawArticle(ledger, head);
    return true;
  };

  return async ({ problem, remedy, articleId, key, item }) => {
    if (remedy === 'withdraw') return withdraw(articleId);
    if (remedy === 'remove') {
      removal ??= removeDenied(deps, () => {});
      await removal;
      return true;
    }
    // Writers go by the head, and cannot by one that is damaged. It goes first: what comes next may be a good one.
    if (item !== null && (remedy === 'delete' || problem === 'record.damaged')) await table.deleteAll([item]);
    if (remedy === 'delete') return true;
    return (key !== null && (await touch(key))) || withdraw(articleId);
  };
}
