import type { Article } from '../article/article.ts';
import { articleFromText } from '../article/articleFromText.ts';
import type { Entity, SourceKind } from '../extract/extraction.ts';
import { nestClaims } from '../extract/nestClaims.ts';
import { type ResolvedSource, resolveSources, type SourceDraft } from '../extract/resolveSources.ts';
import { covers, type Span } from '../span.ts';
import type { GoldArticle } from './readGold.ts';
import { commonest } from './scoreCoreference.ts';

/** How sources were resolved whose words were given. */
export interface SourceScore {
  /** How many sources have an annotated name (null counts as one). */
  readonly annotated: number;
  /** For how many of them that is the resolved name. */
  readonly right: number;
  /** For how many the kind is right; null where kinds are not annotated. */
  readonly kinds: number | null;
  readonly errors: readonly SourceError[];
}

export interface SourceError {
  /** The source's words; "" when nobody is mentioned. */
  readonly words: string;
  readonly at: number;
  /** Names that would be right. */
  readonly expected: readonly (string | null)[];
  readonly found: string | null;
}

/** How sources are resolved: as `resolveSources` does it. */
export type ResolveSources = (
  article: Article,
  drafts: readonly SourceDraft[],
  parents: readonly (number | null)[],
  entities: readonly Entity[],
) => readonly ResolvedSource[];

/**
 * How often the source of an annotated claim gets the annotated name, given the claim's annotated spans.
 *
 * @param entities what is named in the article's text, as `groupEntities` gives it
 */
export function scoreGoldSources(
  { text, claims }: Pick<GoldArticle, 'text' | 'claims'>,
  entities: readonly Entity[],
  resolve: ResolveSources = resolveSources,
): SourceScore {
  const drafts = claims.map(({ source, cue, content }) => ({ source: source[0] ?? null, cue, content }));
  const resolved = resolve(articleFromText(text), drafts, nestClaims(drafts), entities);
  const errors = resolved.flatMap(({ sourceName }, i): SourceError[] => {
    const { source, name } = claims[i]!;
    const [start, end] = source[0] ?? [0, 0];
    return sameName(name, sourceName)
      ? []
      : [{ words: text.slice(start, end), at: start, expected: [name], found: sourceName }];
  });
  const kindOf = (kind: SourceKind | null): SourceKind => kind ?? 'unknown';
  return {
    annotated: claims.length,
    right: claims.length - errors.length,
    kinds: resolved.filter(({ sourceKind }, i) => kindOf(sourceKind) === claims[i]!.kind).length,
    errors,
  };
}

/** A document of GUM, as far as sources go. Spans are [start, end) in UTF-16 code units of `text`. */
export interface GumSources {
  readonly text: string;
  readonly tokens: readonly (readonly [start: number, end: number, ...unknown[]])[];
  readonly entities: readonly {
    readonly start: number;
    readonly end: number;
    readonly cluster: number;
    /** Index of the token that heads it. */
    readonly head: number;
    readonly named: boolean;
  }[];
  readonly attributions: readonly {
    readonly source: readonly Span[];
    readonly cue: readonly Span[];
    readonly content: readonly Span[];
    readonly source_clusters: readonly number[];
  }[];
}

/**
 * How often a source of GUM that has a name in its document is resolved to it: to an entity most of whose mentions
 * mean the source's cluster, or else to the words of one of the cluster's names. Attributions without a cue are left out.
 *
 * @param counts of an attribution's source span: which attributions count; all when left out
 */
export function scoreGumSources(
  { text, tokens, entities: mentions, attributions: all }: GumSources,
  entities: readonly Entity[],
  counts: (source: Span) => boolean = () => true,
  resolve: ResolveSources = resolveSources,
): SourceScore {
  const attributions = all.filter(({ cue }) => cue.length > 0);
  const drafts = attributions.map(({ source, cue, content }) => ({
    source: source.reduce<Span | null>(
      (longest, span) => (!longest || span[1] - span[0] > longest[1] - longest[0] ? span : longest),
      null,
    ),
    cue,
    content,
  }));
  const names = Map.groupBy(
    mentions.filter(({ named }) => named),
    ({ cluster }) => cluster,
  );
  const heads = mentions
    .filter(({ named }) => named)
    .map(({ head, cluster }) => ({ at: tokens[head]!.slice(0, 2) as unknown as Span, cluster }));
  const clusterOf = new Map(
    entities.map(({ id, mentions: spans }) => [
      id,
      commonest(
        heads.filter(({ at }) => spans.some((span) => covers(span, at))).map(({ cluster }) => cluster),
      ),
    ]),
  );
  const resolved = resolve(articleFromText(text), drafts, nestClaims(drafts), entities);
  const errors: SourceError[] = [];
  let annotated = 0;
  attributions.forEach(({ source_clusters: [cluster] }, i) => {
    const source = drafts[i]!.source;
    const named = names.get(cluster ?? -1);
    if (!source || !named || !counts(source)) return;
    annotated++;
    const { sourceEntity, sourceName } = resolved[i]!;
    const expected = [...new Set(named.map(({ start, end }) => text.slice(start, end)))];
    const right =
      sourceEntity === null
        ? expected.some((name) => sameName(name, sourceName))
        : clusterOf.get(sourceEntity) === cluster;
    if (!right)
      errors.push({ words: text.slice(source[0], source[1]), at: source[0], expected, found: sourceName });
  });
  return { annotated, right: annotated - errors.length, kinds: null, errors };
}

/** Whether two names are the same but for letter case, white space and a "the" before them. */
export function sameName(a: string | null, b: string | null): boolean {
  const plain = (name: string | null) => name?.toLowerCase().replace(/\s+/g, ' ').replace(/^the /, '');
  return plain(a) === plain(b);
}
