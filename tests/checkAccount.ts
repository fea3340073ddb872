import assert from 'node:assert/strict';
import type { Article } from '../shared/article/article.ts';
import type { BareClaim } from '../shared/extract/describeClaims.ts';
import type { SetAside } from '../shared/extract/extraction.ts';
import { covers, overlaps, type Span } from '../shared/span.ts';

/**
 * What holds for the account of any article: each sentence is touched by attributions, or holds narrated claims alone, or is set
 * aside, and only one of these. Throws an AssertionError that says what does not.
 */
export function checkAccount(
  { sentences }: Pick<Article, 'sentences'>,
  { claims, setAside }: { readonly claims: readonly BareClaim[]; readonly setAside: readonly SetAside[] },
): void {
  const spansOf = ({ source, cue, content }: BareClaim): Span[] => [
    ...(source ?? []),
    ...(cue ?? []),
    ...content,
  ];
  const attributed = claims.filter(({ kind }) => kind === 'attributed').flatMap(spansOf);
  const narrated = claims.filter(({ kind }) => kind === 'narrated').map((claim) => claim.content);
  for (const sentence of sentences) {
    const isTouched = attributed.some((span) => overlaps(span, sentence));
    const own = narrated.filter(([span]) => overlaps(span!, sentence));
    const aside = setAside.filter(({ span }) => overlaps(span, sentence));
    assert(
      aside.every(({ span }) => String(span) === String(sentence)),
      `[${sentence}] is set aside whole`,
    );
    assert(
      own.every(([span]) => covers(sentence, span!)),
      `a narrated claim lies within [${sentence}]`,
    );
    const accounts = [isTouched || own.length > 0, aside.length > 0].filter(Boolean).length;
    assert.equal(accounts, 1, `[${sentence}] is accounted for once`);
    assert(aside.length <= 1, `[${sentence}] has one reason`);
  }
  const spans = narrated.flat().toSorted((a, b) => a[0] - b[0]);
  assert.equal(spans.length, narrated.length, 'a narrated claim has one span');
  for (const [i, span] of spans.entries()) {
    assert(i === 0 || spans[i - 1]![1] <= span[0], 'narrated claims do not overlap');
    assert(!attributed.some((one) => overlaps(one, span)), 'no narrated claim overlaps an attribution');
  }
  for (const { kind, hedged, source } of claims) {
    assert.equal(kind === 'narrated', hedged !== null, 'narrated claims, and they alone, are hedged or not');
    assert(kind === 'attributed' || source === null, 'a narrated claim has no source');
  }
  assert.deepEqual(
    claims.map(({ id }) => id),
    claims.map((_, i) => `c${i + 1}`),
    'ids are numbered in order',
  );
}
