import type { Article } from '../article/article.ts';
import { readableText } from '../article/readableText.ts';
import type { WordRange } from './decodeSpans.ts';
import type { BareClaim } from './describeClaims.ts';
import type { Entity } from './extraction.ts';
import { type Draft, frameQuotations } from './frameQuotations.ts';
import type { Attribution } from './linkAttributions.ts';
import { nestClaims } from './nestClaims.ts';
import { ownSource } from './ownSource.ts';
import { withoutPatient } from './passiveSource.ts';
import { withPhrase } from './phraseSource.ts';
import { quotedSpans } from './quotedSpans.ts';
import { quoteType } from './quoteType.ts';
import type { Word } from './readWords.ts';
import { resolveSources } from './resolveSources.ts';
import { subjectBefore } from './subjectBefore.ts';
import { textSpans } from './textSpans.ts';

/** The claims that linked attributions make, in the order of the text. */
export function buildClaims(
  article: Article,
  words: readonly Word[],
  attributions: readonly Attribution[],
  entities: readonly Entity[],
): BareClaim[] {
  const { reading } = article;
  const spans = (ranges: readonly WordRange[]) =>
    ranges.flatMap((range) => textSpans(range, words, article.tokens));
  const framed = attributions.map(({ source, cue, content, probability }) => ({
    source: source && spans([source])[0]!,
    cue: spans(cue),
    content: spans(content),
    probability,
  }));
  const bare = frameQuotations(article, framed, entities);
  const around = nestClaims(bare);
  const drafts = bare
    .map((draft, i): Draft => {
      const own = withPhrase(article, withoutPatient(reading, draft));
      const [cue] = own.cue;
      if (own.source || !cue || own !== draft) return own;
      const within = around[i] === null ? null : bare[around[i]!]!.content;
      const source = ownSource(reading, cue, within, entities);
      return { ...own, source: source ?? (within && subjectBefore(article, cue, within)) };
    })
    .sort((a, b) => beginning(a) - beginning(b));

  const parents = nestClaims(drafts);
  const nestedIn = Map.groupBy(drafts, (_, i) => parents[i] ?? null);
  const quoted = quotedSpans(article);
  const resolved = resolveSources(article, drafts, parents, entities);

  return drafts.map((draft, i): BareClaim => {
    const { source, cue, content } = draft;
    const nested = (nestedIn.get(i) ?? []).flatMap((inner) => inner.content);
    const parent = parents[i] ?? null;
    return {
      id: claimId(i),
      kind: 'attributed',
      content,
      cue: cue.length === 0 ? null : cue,
      cueText: cue.length === 0 ? null : cue.map((span) => readableText(article, span)).join(' '),
      source: source && [source],
      ...resolved[i]!,
      quoteType: quoteType(reading, content, quoted, nested),
      hedged: null,
      parent: parent === null ? null : claimId(parent),
      confidence: draft.probability,
    };
  });
}

const claimId = (index: number): string => `c${index + 1}`;

const beginning = (draft: Draft): number =>
  Math.min(
    ...[...(draft.source ? [draft.source] : []), ...draft.cue, ...draft.content].map(([start]) => start),
  );
