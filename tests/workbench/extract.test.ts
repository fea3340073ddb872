import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tables, textTable } from '../../evaluate/tables.ts';
import { articleFromText } from '../../shared/article/articleFromText.ts';
import { readExamples } from '../../shared/evaluate/readExamples.ts';
import { type AttributionReport, report } from '../../shared/evaluate/report.ts';
import { type Outcome, scoreExample } from '../../shared/evaluate/scoreExample.ts';
import { createExtractor } from '../../shared/extract/createExtractor.ts';
import type { Claim, Extraction, Extractor } from '../../shared/extract/extraction.ts';
import type { Span } from '../../shared/span.ts';
import { checkExtraction } from '../checkExtraction.ts';
import { workbench } from '../workbench.ts';

const polnear = workbench('polnear/dev.jsonl');
const soledar = workbench('articles/soledar.txt');

let extractor: Extractor;
beforeAll(async () => {
  extractor = await createExtractor({ modelDir: join(import.meta.dirname, '../../model') });
});

describe.skipIf(polnear === null)('extraction of PolNeAR’s development articles', () => {
  let scores: AttributionReport;
  /** How often the campaign's names stand there (no entities are annotated), and how often in a person's or another's name. */
  const surnames = { all: 0, found: 0 };

  beforeAll(async () => {
    const outcomes: Outcome[] = [];
    for (const example of readExamples('dev.jsonl', readFileSync(polnear!, 'utf8'))) {
      const article = articleFromText(example.text, example.metadata);
      const extraction = await extractor.extract(article);
      checkExtraction(article, extraction);
      const named = extraction.entities.flatMap(({ mentions }) => mentions);
      for (const { index } of example.text.matchAll(/Trump|Clinton|Obama/g)) {
        surnames.all++;
        if (named.some(([start, end]) => start <= index && index < end)) surnames.found++;
      }
      outcomes.push(scoreExample(example, article, extraction, 'first'));
    }
    const figures = report(outcomes);
    scores = figures.attributions!;
    console.info(tables(figures).map(textTable).join('\n\n'));
  }, 300_000);

  it.each([
    ['source', 85.1],
    ['cue', 77.7],
    ['content', 73.8],
  ] as const)(
    'finds spans of the %s as well as the model’s card says: exact F1 %d, within a point',
    (role, stated) => {
      expect(scores.spans[role].exact.f1).toBeGreaterThan(stated - 1);
    },
  );

  it('links them to attributions that are right as a whole: exact F1 of 61 or more', () => {
    expect(scores.triples.exact.f1).toBeGreaterThanOrEqual(61);
    expect(scores.triples.overlap.f1).toBeGreaterThanOrEqual(81);
  });

  it('finds the persons that its articles are about: nine in ten of three surnames', () => {
    expect(surnames.all).toBeGreaterThan(1000);
    expect(surnames.found / surnames.all).toBeGreaterThan(0.9);
  });

  it('is as sure of a claim as it may be: expected calibration error of 0.03 or less', () => {
    expect(scores.calibration.exact.error).toBeLessThanOrEqual(0.03);
  });
});

describe.skipIf(soledar === null)('extraction of the article the project started from', () => {
  let text: string;
  let extraction: Extraction;
  const from = (source: string): Claim[] => extraction.claims.filter((claim) => claim.sourceName === source);
  const words = (spans: readonly Span[] | null) =>
    spans?.map(([start, end]) => text.slice(start, end)).join(' … ');

  beforeAll(async () => {
    text = readFileSync(soledar!, 'utf8');
    const article = articleFromText(text);
    extraction = await extractor.extract(article);
    checkExtraction(article, extraction);
  });

  const inside = (parent: Claim): Claim[] => extraction.claims.filter((claim) => claim.parent === parent.id);

  it('finds that CNN writes the whole first sentence, and in it Russia’s claims', () => {
    const [claim, ...others] = from('CNN');
    expect(others).toEqual([]);
    expect(words(claim!.cue)).toBe('writes');
    expect(words(claim!.content)).toMatch(/^Fighting continues.* establishing control over the region$/);
    expect(inside(claim!).map((one) => [one.chain, words(one.cue), words(one.content)])).toEqual([
      [['CNN', 'Russia'], 'claims of', 'establishing control over the region'],
    ]);
  });

  it('finds both claims of the Institute for the Study of War, one as “the think tank”', () => {
    const [said, added, ...others] = from('Institute for the Study of War');
    expect(others).toEqual([]);
    expect([words(said!.cue), said!.quoteType]).toEqual(['said', 'mixed']);
    expect(words(said!.content)).toMatch(/^that control of Soledar “will not/);
    expect([words(added!.source), words(added!.cue), added!.quoteType]).toEqual([
      'the think tank',
      'added',
      'direct',
    ]);
    expect(words(added!.content)).toMatch(/^“Even taking .* encirclement of Bakhmut,”$/);
    expect(added!.sourceEntity).toBe(said!.sourceEntity);
  });

  it('finds what Reuters reported, and in it what Prigozhin said', () => {
    const [claim] = from('Reuters');
    expect(words(claim!.cue)).toBe('reported');
    expect(words(claim!.content)).toMatch(
      /^The head of Wagner.* said on Wednesday that .* pro-Ukraine troops$/,
    );
    const [said, ...others] = inside(claim!);
    expect(others).toEqual([]);
    expect(said).toMatchObject({
      sourceName: 'Yevgeny Prigozhin',
      chain: ['Reuters', 'Yevgeny Prigozhin'],
      quoteType: 'mixed',
    });
    expect(words(said!.cue)).toBe('said on Wednesday');
    expect(words(said!.content)).toMatch(
      /^that his forces had completely “liberated” .* pro-Ukraine troops$/,
    );
  });

  it('takes the rest as narrated, hedged where the text hedges', () => {
    const narrated = extraction.claims.filter(({ kind }) => kind === 'narrated');
    const hedged = (part: string) => narrated.find(({ standalone }) => standalone.includes(part))?.hedged;
    expect(hedged('is minimal')).toBe(false);
    expect(hedged('for months')).toBe(false);
    expect(hedged('would be Moscow’s first victory')).toBe(true);
    expect(hedged('could at least approach')).toBe(true);
    expect(hedged('more symbolic than meaningful')).toBe(true);
  });

  it('reports nothing of captions, credits and link labels', () => {
    for (const claim of extraction.claims) {
      expect(words(claim.content)).not.toMatch(/Photo|Goss|more on CNN|since last May/);
    }
    expect(extraction.setAside.map(({ reason }) => reason)).toEqual([
      'caption',
      'credit',
      'caption',
      'boilerplate',
    ]);
  });
});
