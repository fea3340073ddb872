import { PermanentError } from '../errors.ts';
import { timeOf } from './layOut.ts';
import type { TimeRange } from './ledger.ts';
import type { Item, LedgerTable, TableQuery } from './ledgerTable.ts';
import type { Position } from './position.ts';
import { LAST } from './records.ts';

/** One run of entries in time order: sort keys are the prefix, a place and more. */
export interface Lane {
  readonly index?: NonNullable<TableQuery['index']>;
  readonly partition: string;
  readonly prefix: string;
}

/** All entries of the lanes at one place. */
export interface Entry {
  /** Time and article id (`placeOf`). */
  readonly place: string;
  readonly items: readonly Item[];
}

/**
 * Entries of several lanes as one list, newest first, from a position on. Reads a page of each lane at a time, as it
 * is called for.
 * @throws PermanentError `ledger.badTime` when a bound of the range is no time
 */
export async function* timeline(
  table: LedgerTable,
  lanes: readonly Lane[],
  range: TimeRange,
  after: Position | null,
  pageSize: number,
): AsyncGenerator<Entry, void, void> {
  const from = bound(range.from, 'from') ?? '0';
  // Every sort key goes on behind its place: going up to the bare place leaves the place itself out.
  const start = after && (after.claimsGiven === null ? after.place : `${after.place}${LAST}`);
  const [to = LAST] = [bound(range.to, 'to') ?? LAST, start ?? LAST].sort();
  if (from > to) return;

  const runs = lanes.map((lane) => laneItems(table, lane, from, to, pageSize));
  const fronts = await Promise.all(runs.map((run) => run.next()));
  for (;;) {
    const place = fronts.reduce<string | null>(
      (latest, { value }) => (value && (latest === null || value.place > latest) ? value.place : latest),
      null,
    );
    if (place === null) return;
    const items: Item[] = [];
    for (const [index, run] of runs.entries()) {
      for (let front = fronts[index]!; front.value?.place === place; ) {
        items.push(front.value.item);
        front = await run.next();
        fronts[index] = front;
      }
    }
    yield { place, items };
  }
}

async function* laneItems(
  table: LedgerTable,
  { index, partition, prefix }: Lane,
  from: string,
  to: string,
  pageSize: number,
): AsyncGenerator<{ place: string; item: Item }, void, void> {
  for (let upper = to; ; ) {
    const { items, more } = await table.query({
      ...(index && { index }),
      partition,
      from: prefix + from,
      to: prefix + upper,
      descending: true,
      limit: pageSize,
    });
    let last: string | undefined;
    for (const item of items) {
      last = String(index ? item.listed : item.sk).slice(prefix.length);
      yield { place: last.split('#', 2).join('#'), item };
    }
    if (!more || last === undefined) return;
    upper = justBelow(last);
  }
}

/** The greatest sort key of our alphabet that is less than the one given. */
const justBelow = (key: string) =>
  `${key.slice(0, -1)}${String.fromCharCode(key.charCodeAt(key.length - 1) - 1)}${LAST}`;

export function bound(time: string | undefined, name: string): string | null {
  if (time === undefined) return null;
  const iso = timeOf(time);
  if (iso !== null) return iso;
  throw new PermanentError(
    'ledger.badTime',
    `"${time}" (${name}) is no ISO 8601 time: give e.g. 2023-01-11.`,
    {
      [name]: time,
    },
  );
}
