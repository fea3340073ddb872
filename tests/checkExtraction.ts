import assert from 'node:assert/strict';
import type { Article } from '../shared/article/article.ts';
import type { Extraction } from '../shared/extract/extraction.ts';
import { covers, overlaps, type Span } from '../shared/span.ts';
import { checkAccount } from './checkAccount.ts';

/** What holds for every extraction of any article. Throws an AssertionError that says what does not. */
export function checkExtraction(article: Article, extraction: Extraction): void {
  const { text, blocks, tokens } = article;
  const { claims, entities } = extraction;
  checkAccount(article, extraction);
  const starts = new Set(tokens.map(([start]) => start));
  const checkSpans = (spans: readonly Span[], what: string) => {
    assert(spans.length > 0, `${what} is empty`);
    spans.forEach((span, i) => {
      const [start, end] = span;
      assert(Number.isInteger(start) && Number.isInteger(end), `${what}: offsets are whole numbers`);
      assert(0 <= start && start < end && end <= text.length, `${what}: [${start}, ${end}) lies in the text`);
      assert(
        text.slice(start, end).trim() === text.slice(start, end),
        `${what}: no white space at its edges`,
      );
      assert(
        blocks.some((block) => covers(block.span, span)),
        `${what}: [${start}, ${end}) lies in one block`,
      );
      assert(i === 0 || spans[i - 1]![1] <= start, `${what}: spans are in order and do not overlap`);
    });
  };

  const referred = new Set<string>();
  entities.forEach((entity, i) => {
    assert.equal(entity.id, `e${i + 1}`);
    assert(entity.name.trim() !== '', `${entity.id} has a name`);
    assert.equal(
      entity.iso === undefined,
      entity.aliases === undefined,
      `${entity.id} has both if a government`,
    );
    if (entity.iso === undefined || entity.mentions.length > 0)
      checkSpans(entity.mentions, `${entity.id} mentions`);
    if (entity.references.length > 0) checkSpans(entity.references, `${entity.id} references`);
    for (const span of entity.references) {
      assert(starts.has(span[0]), `${entity.id}: a reference starts inside a token`);
      assert(!referred.has(String(span)), `[${span}] is a reference of one entity`);
      referred.add(String(span));
      assert(
        !entity.mentions.some((mention) => overlaps(mention, span)),
        `${entity.id}: what names it is no reference`,
      );
    }
  });

  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  claims.forEach((claim, i) => {
    assert.equal(claim.id, `c${i + 1}`);
    checkSpans(claim.content, `${claim.id} content`);
    if (claim.cue) checkSpans(claim.cue, `${claim.id} cue`);
    if (claim.source) checkSpans(claim.source, `${claim.id} source`);
    for (const [start] of [...claim.content, ...(claim.cue ?? []), ...(claim.source ?? [])])
      assert(starts.has(start), `${claim.id}: a span starts inside a token`);
    assert(claim.confidence >= 0 && claim.confidence <= 1, `${claim.id} confidence is in 0..1`);
    assert(claim.standalone.trim() !== '', `${claim.id} has a standalone text`);
    assert.equal(claim.stance === null, claim.kind === 'narrated', `${claim.id} has a stance if a source's`);
    assert.equal(claim.polarity === null, claim.stance === null, `${claim.id} has a polarity if a stance`);
    for (const value of [...claim.dates.map((date) => date.value), ...(claim.time ? [claim.time.value] : [])])
      assert.match(value, /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, `${claim.id} has dates of ISO 8601`);
    for (const { span } of claim.dates)
      assert(
        claim.content.some((content) => covers(content, span)),
        `${claim.id}: its dates lie in its content`,
      );
    assert.equal(
      claim.source === null,
      claim.sourceName === null,
      `${claim.id} has a source name if a source`,
    );
    assert.equal(
      claim.source === null,
      claim.sourceKind === null,
      `${claim.id} has a source kind if a source`,
    );
    if (claim.sourceEntity !== null) {
      const entity = entities.find(({ id }) => id === claim.sourceEntity);
      assert(
        entity && [entity.name, ...(entity.aliases ?? [])].includes(claim.sourceName ?? ''),
        `${claim.id} is named as its source entity`,
      );
    }
    if (claim.parent !== null) {
      const parent = byId.get(claim.parent);
      assert(parent, `${claim.id} has a parent that exists`);
      for (const span of [...claim.content, ...(claim.cue ?? [])])
        assert(
          parent.content.some((content) => covers(content, span)),
          `${claim.parent} covers ${claim.id}`,
        );
    }
    const around = new Set([claim.id]);
    for (let up = claim.parent; up !== null; up = byId.get(up)!.parent) {
      assert(!around.has(up), `${claim.id} is not its own ancestor`);
      around.add(up);
    }
    const outer = claim.parent === null ? [] : byId.get(claim.parent)!.chain;
    assert.deepEqual(
      claim.chain,
      claim.kind === 'narrated' ? [] : [...outer, claim.sourceName],
      `${claim.id}: its chain goes on from its parent's`,
    );
  });
}
