import type { Article } from '../article/article.ts';
import { readableText } from '../article/readableText.ts';
import { firstIndex } from '../firstIndex.ts';
import type { Span } from '../span.ts';
import { chainsOf } from './chainsOf.ts';
import type { Claim, Entity, Extraction } from './extraction.ts';
import { type ClaimTime, claimTime } from './stance/claimTime.ts';
import { findDates } from './stance/dates.ts';
import { kindOfDescription } from './stance/kindOfDescription.ts';
import { readStance } from './stance/stance.ts';
import { createReferences, type ResolvedAttribution } from './standalone/references.ts';
import { contentDates, standaloneText } from './standalone/standalone.ts';

/** A claim before its words have been read. */
export type BareClaim = Omit<Claim, 'chain' | 'stance' | 'polarity' | 'time' | 'dates' | 'standalone'>;

/** UTF-16 code units before a cue in which a negation may stand. */
const BEFORE_CUE = 60;

/** Of one claim; more than any sentence has. */
const MOST_DATES = 20;

/**
 * Reads claims' words: how their sources stand to them, when they were said, whom they mean, and what they say outside
 * their article.
 *
 * @param claims all of the article's
 * @param quoted what stands between quotation marks (`quotedSpans`)
 * @returns the claims, and the entities with what refers to them in the whole article
 */
export function describeClaims(
  article: Article,
  claims: readonly BareClaim[],
  entities: readonly Entity[],
  quoted: readonly Span[],
): Pick<Extraction, 'claims' | 'entities'> {
  const { reading, sentences } = article;
  const dates = findDates(reading);
  const words = (span: Span) => readableText(article, span);
  const drafts = claims.map((claim) => {
    const cue = claim.cue ?? [];
    const source = claim.source?.[0] ?? null;
    const at = cue[0]?.[0] ?? 0;
    const start = sentences[firstIndex(sentences, (sentence) => sentence[0] > at) - 1]?.[0] ?? at;
    const isAttributed = claim.kind === 'attributed';
    const { stance, polarity } = readStance({
      cue: cue.map(words),
      beforeCue: reading.slice(Math.max(start, at - BEFORE_CUE), at),
      content: claim.content.map(words),
      source: source && words(source),
    });
    const attribution: ResolvedAttribution = { ...claim, cue, source, stance };
    return { claim, attribution, polarity, isAttributed };
  });
  const places = new Map(claims.map(({ id }, i) => [id, i]));
  const times = new Map<number, ClaimTime | null>();
  const timeOf = (i: number): ClaimTime | null => {
    if (times.has(i)) return times.get(i)!;
    times.set(i, null);
    const { claim, attribution, isAttributed } = drafts[i]!;
    const parent = claim.parent === null ? undefined : places.get(claim.parent);
    const enclosing = parent === undefined ? null : { time: timeOf(parent)?.value ?? null, quoted };
    const time = isAttributed ? claimTime(article, attribution, dates, enclosing) : null;
    times.set(i, time);
    return time;
  };
  const references = createReferences(
    article,
    drafts.map(({ attribution }) => attribution),
    entities,
    quoted,
  );
  const context = { article, references, dates, quoted };
  const chains = chainsOf(claims);
  const types = new Map(entities.map(({ id, type }) => [id, type]));
  const kindOf = ({ sourceName, sourceEntity, sourceKind }: BareClaim) =>
    sourceName === null || sourceKind === null
      ? sourceKind
      : kindOfDescription(sourceName, sourceKind, types.get(sourceEntity ?? '') ?? null);
  const described = drafts.map(({ claim, attribution, polarity, isAttributed }, i): Claim => {
    const time = timeOf(i);
    const whole = { ...attribution, quoteType: claim.quoteType, time: time?.value ?? null };
    return {
      ...claim,
      sourceKind: kindOf(claim),
      chain: chains[i]!,
      stance: isAttributed ? attribution.stance : null,
      polarity: isAttributed ? polarity : null,
      standalone: standaloneText(whole, context),
      time,
      dates: contentDates(whole, context)
        .slice(0, MOST_DATES)
        .map(({ span, text, value }) => ({ span, text, value })),
    };
  });
  return {
    claims: described,
    entities: entities.map((entity) => ({ ...entity, references: references.of(entity.id) })),
  };
}
