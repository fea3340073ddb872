import type { Alias, AliasRule } from '../entities/findAliases.ts';
import { TransientError } from '../errors.ts';
import { placeById, placeOfName } from '../gazetteer/gazetteer.ts';
import { governmentNamed, governmentOfKey } from '../gazetteer/governments.ts';
import type { Item, ItemKey, LedgerTable } from './ledgerTable.ts';
import {
  emptyName,
  MAX_ALIASES,
  MAX_MEANINGS,
  meaningOf,
  type NameRecord,
  nameItem,
  nameKey,
  noted,
  readName,
} from './nameRecord.ts';
import { type AliasPair, LAST, namePartition, WITNESS_PREFIX } from './records.ts';

/** Each try fails only because another write to the same name came through. */
const MAX_TRIES = 50;
/** A short name of a short name of a short name: further is not followed. */
const MAX_STEPS = 4;

/** What a name leads to. */
export interface Resolved {
  /** Key of the fullest name, or a place's id. */
  readonly root: string;
  /** The record of the root; null when nothing is known of it. */
  readonly record: NameRecord | null;
  /** Of the name that was asked for. */
  readonly asked: NameRecord | null;
}

/** A resolved name with all names that lead to the same. */
export interface ResolvedWhole extends Resolved {
  /** Records of the names that lead to the root, in no order. */
  readonly aliases: readonly NameRecord[];
  /** Keys that entries of the entity stand under: the root's own first. */
  readonly keys: readonly string[];
}

/**
 * What names mean over all articles: one record a name (`NameRecord`), and one witness an article and alias, which comes and
 * goes with the article's edition.
 *
 * A writer puts its witnesses first and then looks whether the record has the alias; who removes the last witness takes the alias
 * out of the record first and then looks whether a witness has come. So whichever way the two meet, a record ends up with
 * the alias when there is a witness.
 */
export function nameRegistry(table: LedgerTable, now: () => number) {
  const at = () => new Date(now()).toISOString();

  async function records(keys: Iterable<string>): Promise<Map<string, NameRecord>> {
    const distinct = [...new Set(keys)];
    if (distinct.length === 0) return new Map();
    const found = (await table.batchGet(distinct.map(nameKey))).map(readName);
    return new Map(found.map((record) => [record.key, record]));
  }

  /** Changes one name's record, over whatever others do to it meanwhile. The same object means: nothing to do. */
  async function change(key: string, make: (record: NameRecord) => NameRecord): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const item = await table.get(nameKey(key));
      const record = item ? readName(item) : emptyName(key);
      const changed = make(record);
      if (changed === record) return;
      const next = { ...changed, revision: String(Number(record.revision) + 1) };
      if (await table.putIfUnchanged(nameItem(next), 'revision', item ? record.revision : null)) return;
    }
    throw new TransientError('ledger.unsettled', `The name ${key} changed faster than it could be written.`, {
      key,
    });
  }

  const firstWitness = async ([alias, entity]: AliasPair): Promise<Item | null> => {
    const prefix = `${WITNESS_PREFIX}${entity}#`;
    const { items } = await table.query({
      partition: namePartition(alias),
      from: prefix,
      to: `${prefix}${LAST}`,
      limit: 1,
    });
    return items[0] ?? null;
  };

  async function add({ key, entityKey, name, entityName, rule }: Alias, articleId: string): Promise<void> {
    const since = at();
    await change(key, (record) => {
      if (record.isCrowded || record.meanings.some(({ entity }) => entity === entityKey)) return record;
      if (record.meanings.length >= MAX_MEANINGS) return { ...record, isCrowded: true };
      const meaning = { entity: entityKey, name, entityName, rule, articleId, since };
      return noted(
        { ...record, meanings: [...record.meanings, meaning] },
        { at: since, what: 'learned', entity: entityKey, articles: [articleId], note: null },
      );
    });
    await change(entityKey, (record) =>
      record.aliases.includes(key) || record.aliases.length >= MAX_ALIASES
        ? record
        : { ...record, aliases: [...record.aliases, key] },
    );
  }

  /** What a name is short for: an operator's word first, then governments' usual names, then what articles show. */
  function leadOf(key: string, record: NameRecord | null): string | null {
    const government = governmentNamed(key)?.key ?? key;
    const isGiven = government !== key && record?.decided == null && !record?.refused.includes(government);
    return isGiven ? government : record && meaningOf(record);
  }

  /** What a name leads to, by records that are at hand or fetched a level at a time. */
  async function follow(keys: Iterable<string>, known: Map<string, NameRecord | null>): Promise<void> {
    let wanted = [...new Set(keys)].filter((key) => !known.has(key));
    for (let step = 0; step <= MAX_STEPS && wanted.length > 0; step++) {
      const found = await records(wanted);
      for (const key of wanted) known.set(key, found.get(key) ?? null);
      const next = wanted.map((key) => leadOf(key, found.get(key) ?? null)).filter((key) => key !== null);
      wanted = [...new Set(next)].filter((key) => !known.has(key));
    }
  }

  function rootOf(key: string, known: ReadonlyMap<string, NameRecord | null>): Resolved {
    const visited = new Set<string>();
    let root = key;
    for (let step = 0; step < MAX_STEPS; step++) {
      visited.add(root);
      const next = leadOf(root, known.get(root) ?? null);
      if (next === null || visited.has(next)) break;
      root = next;
    }
    return { root, record: known.get(root) ?? null, asked: known.get(key) ?? null };
  }

  return {
    change,
    at,

    /** Notes the aliases of an article whose witnesses are in the table. Reads two records an alias; writes what is new. */
    async learn(aliases: readonly Alias[], articleId: string): Promise<void> {
      const known = await records(aliases.flatMap(({ key, entityKey }) => [key, entityKey]));
      for (const alias of aliases) {
        const isKnown = known.get(alias.key)?.meanings.some(({ entity }) => entity === alias.entityKey);
        const isListed = known.get(alias.entityKey)?.aliases.includes(alias.key);
        if (!isKnown || !isListed) await add(alias, articleId);
      }
    },

    /** Takes out aliases that no article shows any more. Some of their witnesses have been removed. */
    async forget(pairs: readonly AliasPair[]): Promise<void> {
      for (const pair of pairs) {
        const [alias, entityKey] = pair;
        if ((await firstWitness(pair)) !== null) continue;
        const isDecided = (await records([alias])).get(alias)?.decided?.entity === entityKey;
        await change(entityKey, (record) =>
          record.aliases.includes(alias) && !isDecided
            ? { ...record, aliases: record.aliases.filter((key) => key !== alias) }
            : record,
        );
        await change(alias, (record) => {
          if (record.meanings.every(({ entity }) => entity !== entityKey)) return record;
          return noted(
            { ...record, meanings: record.meanings.filter(({ entity }) => entity !== entityKey) },
            { at: at(), what: 'forgotten', entity: entityKey, articles: [], note: null },
          );
        });
        const witness = await firstWitness(pair);
        if (witness === null) continue;
        await add(
          {
            key: alias,
            entityKey,
            name: String(witness.name),
            entityName: String(witness.entityName),
            rule: witness.rule as AliasRule,
          },
          witness.sk.split('#').at(-2) ?? '',
        );
      }
    },

    /** What names lead to, each; one read a name, and one more for each that leads on. The gazetteer is not asked. */
    async roots(keys: readonly string[]): Promise<(key: string) => Resolved> {
      const known = new Map<string, NameRecord | null>();
      await follow(keys, known);
      return (key) => rootOf(key, known);
    },

    /**
     * A key, or a place's id, with all names that lead to the same: one read where nothing is known of it, two where it has
     * aliases or is one.
     */
    async whole(key: string): Promise<ResolvedWhole> {
      const known = new Map<string, NameRecord | null>();
      const start = placeOfName(key)?.id ?? key;
      await follow([start], known);
      const { root, record } = rootOf(key, known);
      const aliases = new Map<string, NameRecord>();
      const usual = governmentOfKey(root)?.keys ?? [];
      await follow(usual, known);
      const given = usual.filter((name) => rootOf(name, known).root === root);
      let level = [...(record?.aliases ?? []), ...given];
      for (let step = 0; step < MAX_STEPS && level.length > 0; step++) {
        const fresh = level.filter((name) => !known.has(name));
        const found = await records(fresh);
        for (const name of fresh) known.set(name, found.get(name) ?? null);
        const members = level
          .map((name) => known.get(name))
          .filter((each) => each !== null && each !== undefined)
          .filter(
            (each) => each.key !== root && !aliases.has(each.key) && rootOf(each.key, known).root === root,
          )
          .slice(0, MAX_ALIASES - aliases.size);
        for (const member of members) aliases.set(member.key, member);
        level = members.flatMap((member) => member.aliases);
      }
      const own = placeById(root)?.keys ?? [root];
      return {
        root,
        record,
        asked: known.get(start) ?? null,
        aliases: [...aliases.values()],
        keys: [...new Set([...own, ...given, ...aliases.keys()])],
      };
    },

    /** Articles that show a name to be short for another: at most so many. */
    async witnesses([alias, entity]: AliasPair, limit: number): Promise<readonly string[]> {
      const prefix = `${WITNESS_PREFIX}${entity}#`;
      const { items } = await table.query({
        partition: namePartition(alias),
        from: prefix,
        to: `${prefix}${LAST}`,
        limit,
      });
      return [...new Set(items.map(({ sk }) => sk.split('#').at(-2) ?? ''))];
    },
  };
}

export type NameRegistry = ReturnType<typeof nameRegistry>;

/** A table that notes which aliases lost a witness through it. */
export function notingWitnesses(table: LedgerTable): { table: LedgerTable; lost: () => AliasPair[] } {
  const lost = new Map<string, AliasPair>();
  return {
    table: {
      ...table,
      async deleteAll(keys: readonly ItemKey[]) {
        await table.deleteAll(keys);
        for (const { pk, sk } of keys) {
          const entity = pk.startsWith('E#') && sk.startsWith(WITNESS_PREFIX) ? sk.split('#')[1] : undefined;
          if (entity !== undefined) lost.set(`${pk}#${entity}`, [pk.slice('E#'.length), entity]);
        }
      },
    },
    lost: () => [...lost.values()],
  };
}
