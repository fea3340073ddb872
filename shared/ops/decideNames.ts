import { PermanentError } from '../errors.ts';
import { placeById } from '../gazetteer/gazetteer.ts';
import { findEntity, idApart, registryKey } from '../ledger/findEntity.ts';
import {
  MAX_ALIASES,
  MAX_BEARERS,
  MAX_NOTE,
  meaningOf,
  type NameRecord,
  noted,
} from '../ledger/nameRecord.ts';
import type { NameRegistry } from '../ledger/nameRegistry.ts';

/** What an operator's word came to. */
export interface Decision {
  /** Key of the name that was decided about. */
  readonly key: string;
  /** What it means now; null when every article's bearer of it is its own. */
  readonly id: string | null;
}

/**
 * Has a name mean the same as another from now on, whatever articles show: all that stands under it, old and new, is the
 * other's. A name merged with itself has one bearer again, as before all splits; one of the bearers that were told apart
 * merged with their name goes back to it. Nothing is moved, so a split undoes it.
 *
 * @throws PermanentError `names.ofGazetteer`, `names.circle`, `names.tooMany`, `names.elsewhere`
 */
export async function mergeNames(
  registry: NameRegistry,
  name: string,
  into: string,
  note: string | null,
): Promise<Decision> {
  const { key, apart } = await findEntity(registry, name);
  const other = await findEntity(registry, into);
  const target = other.whole.root;
  refusePlace(key, name);
  const at = registry.at();
  const merged = { at, what: 'merged', entity: target, note } as const;

  if (apart !== null) {
    const { root } = await registry.whole(key);
    if (root !== target || other.apart !== null) {
      throw new PermanentError(
        'names.elsewhere',
        `"${name}" is one of several that bear a name: it can be merged with that name, ${root}, alone.`,
        { key, target },
      );
    }
    await registry.change(root, (record) => {
      const kept = Object.entries(record.bearers).filter(
        ([articleId, number]) => String(number) !== apart && articleId !== apart,
      );
      const gone = Object.keys(record.bearers).filter((id) => kept.every(([keptId]) => keptId !== id));
      return noted({ ...record, bearers: Object.fromEntries(kept) }, { ...merged, articles: gone });
    });
    return { key: root, id: root };
  }

  if (key === other.key) {
    await registry.change(key, (record) =>
      noted(
        {
          ...record,
          decided: {
            entity: key,
            name: (record.decided?.name ?? name).slice(0, MAX_NOTE).toWellFormed(),
            since: at,
          },
          isApart: false,
          bearers: {},
        },
        { ...merged, entity: key, articles: Object.keys(record.bearers) },
      ),
    );
    return { key, id: key };
  }
  if (target === key) {
    throw new PermanentError('names.circle', `"${into}" means "${name}" already: split it from that first.`, {
      key,
      into: other.key,
    });
  }
  // Told of its new name first: it does not lead there before its own record says so.
  await registry.change(target, (record) => {
    if (record.aliases.includes(key)) return record;
    if (record.aliases.length < MAX_ALIASES) return { ...record, aliases: [...record.aliases, key] };
    throw new PermanentError(
      'names.tooMany',
      `${target} has ${MAX_ALIASES} other names, the most there may be.`,
      {
        target,
      },
    );
  });
  await registry.change(key, (record) =>
    noted(
      {
        ...record,
        decided: { entity: target, name: name.slice(0, MAX_NOTE).toWellFormed(), since: at },
        refused: record.refused.filter((entity) => entity !== target),
      },
      { ...merged, articles: [] },
    ),
  );
  return { key, id: target };
}

/**
 * Has a name mean something else than it did: not the entity it leads to (`from`); or, in some articles, another bearer of
 * it (`articles`); or, with neither, another one in every article.
 *
 * @throws PermanentError `names.ofGazetteer`, `names.notJoined`, `names.tooMany`, `names.badArticle`
 */
export async function splitName(
  registry: NameRegistry,
  name: string,
  { from, articles }: { readonly from?: string; readonly articles?: readonly string[] },
  note: string | null,
): Promise<Decision> {
  const { key, whole } = await findEntity(registry, name);
  refusePlace(key, name);
  const at = registry.at();

  if (from !== undefined) {
    const other = await findEntity(registry, from);
    const meant = new Set([other.key, other.whole.root]);
    const leads = (record: NameRecord) => {
      const learned = record.meanings.filter(({ entity }) => meant.has(entity)).map(({ entity }) => entity);
      const decided = record.decided && meant.has(record.decided.entity) ? [record.decided.entity] : [];
      return [...new Set([...learned, ...decided])].filter((entity) => entity !== key);
    };
    let id: string | null = null;
    await registry.change(key, (record) => {
      const left = leads(record);
      if (left.length === 0) {
        throw new PermanentError(
          'names.notJoined',
          `"${name}" does not mean "${from}". "claimwire ops entity why" shows what it means.`,
          { key, from: other.key },
        );
      }
      const isDecided = record.decided !== null && left.includes(record.decided.entity);
      const split = {
        ...record,
        decided: isDecided ? null : record.decided,
        refused: [...new Set([...record.refused, ...left])],
      };
      id = meaningOf(split) ?? key;
      return noted(split, { at, what: 'split', entity: left[0] ?? null, articles: [], note });
    });
    return { key, id };
  }

  const { root } = whole;
  if (placeById(root)) refusePlace(root, name);
  if (articles === undefined) {
    await registry.change(root, (record) =>
      noted(
        { ...record, isApart: true, decided: record.decided?.entity === root ? null : record.decided },
        { at, what: 'split', entity: null, articles: [], note },
      ),
    );
    return { key: root, id: null };
  }
  const bad = articles.find((id) => !/^[0-9a-f]{24}$/.test(id));
  if (bad !== undefined || articles.length === 0) {
    throw new PermanentError(
      'names.badArticle',
      `"${bad ?? ''}" is no id of an article: 24 hexadecimal digits, as "claimwire articles" lists them.`,
      { id: bad },
    );
  }
  let number = 2;
  await registry.change(root, (record) => {
    // Counted up from all that ever were, so that an id never comes to mean another.
    const before = record.history.filter(({ what, articles: some }) => what === 'split' && some.length > 0);
    number = Math.max(1, ...Object.values(record.bearers), before.length + 1) + 1;
    const bearers = { ...record.bearers, ...Object.fromEntries(articles.map((id) => [id, number])) };
    if (Object.keys(bearers).length > MAX_BEARERS) {
      throw new PermanentError(
        'names.tooMany',
        `At most ${MAX_BEARERS} articles of one name can be told apart by hand: split it in all articles instead.`,
        { root },
      );
    }
    return noted(
      { ...record, bearers },
      { at, what: 'split', entity: idApart(root, number), articles, note },
    );
  });
  return { key: root, id: idApart(root, number) };
}

/** What the gazetteer says is not for operators to change: it is the same for all. */
function refusePlace(key: string, name: string): void {
  if (placeById(key) === null && placeById(registryKey(key)) === null) return;
  throw new PermanentError(
    'names.ofGazetteer',
    `"${name}" is a name that the gazetteer gives a place (${key}): it cannot be merged or split.`,
    { key },
  );
}
