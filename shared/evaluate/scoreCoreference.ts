import munkres from 'munkres';
import { firstIndex } from '../firstIndex.ts';
import { covers, type Span } from '../span.ts';
import { snap } from './snap.ts';
import { NOTHING, type Tally } from './tally.ts';

/** Words that are annotated as meaning an entity. */
export interface AnnotatedMention {
  readonly span: Span;
  /** What a found mention must hold at least; it must also lie within `span`. The same as `span` where edges count. */
  readonly core: Span;
  /** A name, or else a pronoun or description. */
  readonly named: boolean;
}

/** An entity as found: its names, and the pronouns and descriptions that mean it. */
export interface FoundEntity {
  readonly mentions: readonly Span[];
  readonly references: readonly Span[];
}

/** Mentions, by number, that mean the same. */
export type Cluster = ReadonlySet<number>;

/** What was counted of who is meant. A tally's `right` is what recall divides by `gold`, `rightFound` what precision divides by `found`. */
export interface CoreferenceCounts {
  readonly muc: Tally;
  readonly bCubed: Tally;
  readonly ceaf: Tally;
  /** Pronouns and descriptions alone: right are those of the entity whose names they share a cluster with. */
  readonly references: Tally;
}

/**
 * Compares the entities of one document with those annotated, names, pronouns and descriptions alike. Entities without a
 * name count on neither side; those mentioned once count.
 *
 * A found mention is an annotated one where its words lie within it and hold its core (as in Žabokrtský et al. 2022,
 * "Findings of the shared task on multilingual coreference resolution"), one to one.
 *
 * @param annotated the mentions of each entity
 */
export function countCoreference(
  tokens: readonly Span[],
  annotated: readonly (readonly AnnotatedMention[])[],
  entities: readonly FoundEntity[],
): CoreferenceCounts {
  const namedEntities = entities.filter(({ mentions }) => mentions.length > 0);
  const range = (span: Span): Span => snap(tokens, [span])[0] ?? [0, 0];
  const gold = annotated.filter((mentions) => mentions.some(({ named }) => named));
  const all = gold
    .flatMap((mentions, cluster) =>
      mentions.map(({ span, core, named }) => ({ span: range(span), core: range(core), named, cluster })),
    )
    .sort((a, b) => a.core[0] - b.core[0]);
  const taken = new Set<number>();
  let unknown = all.length;
  const match = (span: Span): number => {
    const [start, end] = range(span);
    let best: number | null = null;
    for (
      let i = firstIndex(all, ({ core }) => core[0] >= start);
      i < all.length && all[i]!.core[0] < end;
      i++
    ) {
      const { span: whole, core } = all[i]!;
      if (taken.has(i) || !covers(whole, [start, end]) || core[1] > end) continue;
      if (best === null || length(whole) < length(all[best]!.span)) best = i;
    }
    if (best !== null) taken.add(best);
    return best ?? unknown++;
  };
  // Names first: a description inside a name's span does not take its place.
  const names = namedEntities.map(({ mentions }) => mentions.map(match));
  const found = namedEntities.map(({ references }, i) => ({
    names: names[i]!,
    others: references.map(match),
  }));

  const key = gold.map(
    (_, cluster) => new Set(all.flatMap((one, i) => (one.cluster === cluster ? [i] : []))),
  );
  const response = found.map(({ names: own, others }) => new Set([...own, ...others]));
  const right = found.flatMap(({ names: own, others }) => {
    const meant = commonest(own.flatMap((id) => all[id]?.cluster ?? []));
    return others.flatMap((id) => (all[id] && all[id].cluster === meant ? [all[id]] : []));
  });
  return {
    ...scoreClusters(key, response),
    references: {
      right: right.filter(({ named }) => !named).length,
      rightFound: right.length,
      gold: all.filter(({ named }) => !named).length,
      found: found.reduce((count, { others }) => count + others.length, 0),
    },
  };
}

/**
 * The metrics whose mean of F1 is the CoNLL score (Pradhan et al. 2014, "Scoring coreference partitions of predicted
 * mentions: a reference implementation", ACL), as counts, so that documents can be added up.
 */
export function scoreClusters(
  key: readonly Cluster[],
  response: readonly Cluster[],
): Omit<CoreferenceCounts, 'references'> {
  return { muc: muc(key, response), bCubed: bCubed(key, response), ceaf: ceaf(key, response) };
}

/** Links that would have to be added: Vilain et al. 1995, "A model-theoretic coreference scoring scheme", MUC-6. */
function muc(key: readonly Cluster[], response: readonly Cluster[]): Tally {
  const links = (clusters: readonly Cluster[], others: readonly Cluster[]) => {
    const other = clusterOf(others);
    return total(
      clusters,
      (cluster) => cluster.size - new Set([...cluster].map((one) => other.get(one) ?? -one - 1)).size,
    );
  };
  const possible = (clusters: readonly Cluster[]) => total(clusters, ({ size }) => Math.max(0, size - 1));
  return {
    right: links(key, response),
    rightFound: links(response, key),
    gold: possible(key),
    found: possible(response),
  };
}

/** Each mention's share of its cluster: Bagga & Baldwin 1998, "Algorithms for scoring coreference chains", LREC. */
function bCubed(key: readonly Cluster[], response: readonly Cluster[]): Tally {
  const shares = (clusters: readonly Cluster[], others: readonly Cluster[]) => {
    const other = clusterOf(others);
    return total(clusters, (cluster) => {
      const shared = new Map<number, number>();
      for (const one of cluster) {
        const index = other.get(one);
        if (index !== undefined) shared.set(index, (shared.get(index) ?? 0) + 1);
      }
      return total([...shared.values()], (count) => (count * count) / cluster.size);
    });
  };
  const size = (clusters: readonly Cluster[]) => total(clusters, (cluster) => cluster.size);
  return {
    right: shares(key, response),
    rightFound: shares(response, key),
    gold: size(key),
    found: size(response),
  };
}

/** Entities paired one to one as alike as can be, by φ4: Luo 2005, "On coreference resolution performance metrics", HLT-EMNLP. */
function ceaf(key: readonly Cluster[], response: readonly Cluster[]): Tally {
  const counts = { gold: key.length, found: response.length };
  if (key.length === 0 || response.length === 0) return { ...NOTHING, ...counts };
  const other = clusterOf(response);
  const unlike = key.map((cluster) => {
    const row = new Array<number>(response.length).fill(0);
    for (const one of cluster) {
      const index = other.get(one);
      if (index !== undefined) row[index]! -= 2 / (cluster.size + response[index]!.size);
    }
    return row;
  });
  return { ...both(-total(munkres(unlike), ([i, j]) => unlike[i]![j]!)), ...counts };
}

const both = (right: number) => ({ right, rightFound: right });

const length = ([start, end]: Span): number => end - start;

const total = <T>(items: readonly T[], count: (item: T) => number): number =>
  items.reduce((sum, item) => sum + count(item), 0);

/** For each mention the index of its cluster. */
const clusterOf = (clusters: readonly Cluster[]): ReadonlyMap<number, number> =>
  new Map(clusters.flatMap((cluster, index) => [...cluster].map((one) => [one, index] as const)));

/** The item that occurs most often, the first of those; undefined without any. */
export function commonest(items: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
