import { type Comparison, jaccard, ROLES, type TokenRanges } from './scoreAttributions.ts';

export type ErrorKind = (typeof ERROR_KINDS)[number];
/**
 * `missed`: nothing found belongs to the annotated attribution. `spurious`: nothing annotated belongs to the found one.
 * `edge wrong`: both share words in every role, but not all edges. `link wrong`: both share content, but their source
 * or cue is another one; or the attribution is right and hangs on the wrong parent.
 */
export const ERROR_KINDS = ['missed', 'spurious', 'edge wrong', 'link wrong'] as const;

/** Something that was not found as annotated. */
export interface FoundError {
  readonly kind: ErrorKind;
  /** Index of the annotated attribution; null when spurious. */
  readonly gold: number | null;
  /** Index of the found attribution; null when missed. */
  readonly found: number | null;
  /** 0 and more, to be compared within a kind: words missed, or else how sure the model was times how wrong it is. */
  readonly badness: number;
}

/**
 * Everything that was not found as annotated in one document, each attribution named once.
 *
 * @param confidence of each found attribution, 0..1
 * @param parents index of each attribution's parent or null; absent where nothing nests
 */
export function findErrors(
  { gold, found, pairs }: Comparison,
  confidence: readonly number[],
  parents?: { readonly gold: readonly (number | null)[]; readonly found: readonly (number | null)[] },
): FoundError[] {
  const errors: FoundError[] = [];
  const goldOf = new Map(pairs.map((pair) => [pair.found, pair.gold]));
  for (const pair of pairs) {
    const sure = confidence[pair.found]!;
    const outer = parents?.found[pair.found] ?? null;
    const hangsRight =
      (parents?.gold[pair.gold] ?? null) === (outer === null ? null : (goldOf.get(outer) ?? Number.NaN));
    if (pair.agreement < 1)
      errors.push({
        kind: 'edge wrong',
        gold: pair.gold,
        found: pair.found,
        badness: sure * (1 - pair.agreement),
      });
    else if (!hangsRight)
      errors.push({ kind: 'link wrong', gold: pair.gold, found: pair.found, badness: sure });
  }

  const missed = new Set(gold.keys());
  const spurious = new Set(found.keys());
  for (const pair of pairs) {
    missed.delete(pair.gold);
    spurious.delete(pair.found);
  }
  const touching = [...missed]
    .flatMap((i) => [...spurious].map((j) => ({ i, j, share: shared(gold[i]!, found[j]!, 'content') })))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.i - b.i || a.j - b.j);
  for (const { i, j } of touching) {
    if (!missed.has(i) || !spurious.has(j)) continue;
    missed.delete(i);
    spurious.delete(j);
    const agreement =
      ROLES.reduce((total, role) => total + shared(gold[i]!, found[j]!, role), 0) / ROLES.length;
    errors.push({ kind: 'link wrong', gold: i, found: j, badness: confidence[j]! * (1 - agreement) });
  }
  for (const i of missed) errors.push({ kind: 'missed', gold: i, found: null, badness: words(gold[i]!) });
  for (const j of spurious) errors.push({ kind: 'spurious', gold: null, found: j, badness: confidence[j]! });
  return errors;
}

/**
 * The worst of them, the kinds in turn, so that each is seen.
 *
 * @param count how many at most
 */
export function worstFirst<T extends Pick<FoundError, 'kind' | 'badness'>>(
  errors: readonly T[],
  count: number,
): T[] {
  const byKind = ERROR_KINDS.map((kind) =>
    errors.filter((error) => error.kind === kind).sort((a, b) => b.badness - a.badness),
  );
  const longest = Math.max(...byKind.map((kind) => kind.length));
  return Array.from({ length: longest }, (_, rank) => byKind.flatMap((kind) => kind[rank] ?? []))
    .flat()
    .slice(0, count);
}

const shared = (a: TokenRanges, b: TokenRanges, role: (typeof ROLES)[number]): number =>
  jaccard(a[role], b[role]);

const words = (one: TokenRanges): number =>
  ROLES.reduce((total, role) => total + one[role].reduce((all, [from, to]) => all + to - from, 0), 0);
