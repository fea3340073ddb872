import { PermanentError } from '../errors.ts';
import { placeOf } from './records.ts';

/** Where a list in time order goes on: behind an article, or behind so many of its claims. */
export interface Position {
  readonly place: string;
  /** Claims of the article at `place` that were given already; null when it is done with. */
  readonly claimsGiven: number | null;
}

const PATTERN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([0-9a-f]{24})(?:#(\d{1,7}))?$/;

export const writePosition = ({ place, claimsGiven }: Position): string =>
  claimsGiven === null ? place : `${place}#${claimsGiven}`;

/** @throws PermanentError `ledger.badPosition` when it is not one that `writePosition` gave */
export function readPosition(text: string): Position {
  const [, time, articleId, claimsGiven] = PATTERN.exec(text) ?? [];
  if (time === undefined || articleId === undefined) {
    throw new PermanentError(
      'ledger.badPosition',
      `"${text.slice(0, 100)}" is no position in a list of the ledger: pass on the one a page gave, or none.`,
      { position: text.slice(0, 100) },
    );
  }
  return {
    place: placeOf(time, articleId),
    claimsGiven: claimsGiven === undefined ? null : Number(claimsGiven),
  };
}
