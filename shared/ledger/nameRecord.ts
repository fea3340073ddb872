import * as z from 'zod/mini';
import type { AliasRule } from '../entities/findAliases.ts';
import type { NameEvent } from './ledger.ts';
import type { Item, ItemKey } from './ledgerTable.ts';
import { namePartition, read, SCHEMA_VERSION } from './records.ts';

/** What articles showed a name to be short for. */
export interface Meaning {
  /** Key of the fuller name. */
  readonly entity: string;
  readonly name: string;
  readonly entityName: string;
  readonly rule: AliasRule;
  /** The first article that showed it. */
  readonly articleId: string;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/**
 * What is known of one name over all articles, in one item that changes by conditional writes alone. A name of which
 * nothing is known has none: it means itself.
 */
export interface NameRecord {
  readonly key: string;
  /** Another value with every change. */
  readonly revision: string;
  /** What it is short for: the one there is, or else none of them. */
  readonly meanings: readonly Meaning[];
  /** It was short for more than are kept: it stays short for none. */
  readonly isCrowded: boolean;
  /** Names that lead here, if their own records still say so. */
  readonly aliases: readonly string[];
  /** An operator's word on what it means; it comes before all meanings. */
  readonly decided: { readonly entity: string; readonly name: string; readonly since: string } | null;
  /** Entities that an operator said it does not mean. */
  readonly refused: readonly string[];
  /** Which of several bearers an article's is, by article id: 2, 3, …. Articles that are not here have the first. */
  readonly bearers: Readonly<Record<string, number>>;
  /** An operator said that articles' bearers are different ones, each its own. */
  readonly isApart: boolean;
  /** Oldest first. */
  readonly history: readonly NameEvent[];
}

export const MAX_MEANINGS = 8;
export const MAX_ALIASES = 24;
/** Articles of one name that can be told apart by hand. */
export const MAX_BEARERS = 300;
/** With so many articles each, and notes and names of such lengths (UTF-16 units), a record stays far below 400 KB. */
const MAX_HISTORY = 60;
const MAX_NOTED_ARTICLES = 100;
export const MAX_NOTE = 500;

const text = z.string();
const texts = z.readonly(z.array(text));
const schema = z.object({
  schemaVersion: z.int(),
  key: text,
  revision: text,
  meanings: z.readonly(
    z.array(
      z.object({
        entity: text,
        name: text,
        entityName: text,
        rule: z.enum(['brackets', 'initials', 'fuller-name']),
        articleId: text,
        since: text,
      }),
    ),
  ),
  isCrowded: z.boolean(),
  aliases: texts,
  decided: z.nullable(z.object({ entity: text, name: text, since: text })),
  refused: texts,
  bearers: z.record(text, z.int()),
  isApart: z.boolean(),
  history: z.readonly(
    z.array(
      z.object({
        at: text,
        what: z.enum(['learned', 'forgotten', 'merged', 'split']),
        key: text,
        entity: z.nullable(text),
        articles: texts,
        note: z.nullable(text),
      }),
    ),
  ),
});

export const nameKey = (key: string): ItemKey => ({ pk: namePartition(key), sk: 'NAME' });

/** @throws PermanentError `ledger.newerSchema`, `ledger.badRecord` */
export const readName = (item: Item): NameRecord => {
  const { schemaVersion, ...record } = read(schema, item);
  return record;
};

export const nameItem = (record: NameRecord): Item => ({
  ...nameKey(record.key),
  ...record,
  schemaVersion: SCHEMA_VERSION,
});

export const emptyName = (key: string): NameRecord => ({
  key,
  revision: '0',
  meanings: [],
  isCrowded: false,
  aliases: [],
  decided: null,
  refused: [],
  bearers: {},
  isApart: false,
  history: [],
});

/** The entity that a name is short for; null when it is short for none, or it cannot be told for which. */
export function meaningOf({
  decided,
  meanings,
  refused,
  isCrowded,
}: Pick<NameRecord, 'decided' | 'meanings' | 'refused' | 'isCrowded'>): string | null {
  if (decided !== null) return decided.entity;
  const [first, ...others] = meanings.filter(({ entity }) => !refused.includes(entity));
  return first && others.length === 0 && !isCrowded ? first.entity : null;
}

/** With an event noted. What was learned and forgotten goes before what an operator decided, when there is too much. */
export function noted(record: NameRecord, event: Omit<NameEvent, 'key'>): NameRecord {
  const { articles, note } = event;
  const bounded = {
    articles: articles.slice(0, MAX_NOTED_ARTICLES),
    note: note?.slice(0, MAX_NOTE).toWellFormed() ?? null,
  };
  const history = [...record.history, { ...event, ...bounded, key: record.key }];
  while (history.length > MAX_HISTORY) {
    const least = history.findIndex(({ what }) => what === 'learned' || what === 'forgotten');
    history.splice(Math.max(0, least), 1);
  }
  return { ...record, history };
}
