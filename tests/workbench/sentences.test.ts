import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLAIM_BLOCKS } from '../../shared/article/article.ts';
import { articleFromText } from '../../shared/article/articleFromText.ts';
import { overlaps, type Span } from '../../shared/span.ts';
import { workbench } from '../workbench.ts';

const gum = workbench('gum/train.jsonl');
const polnear = workbench('polnear/train.jsonl');

function documents<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

interface GumDocument {
  readonly genre: string;
  readonly text: string;
  readonly sentences: readonly Span[];
}

interface PolnearDocument {
  readonly title: string;
  readonly text: string;
  readonly annotations: readonly {
    readonly attributions: readonly {
      readonly source: Span[];
      readonly cue: Span[];
      readonly content: Span[];
    }[];
  }[];
}

describe.skipIf(gum === null)('sentences of the GUM corpus', () => {
  it('are found with a boundary F1 of at least 0.975, in news at least 0.97', () => {
    const counts = new Map<string, { gold: number; ours: number; both: number }>();
    for (const { genre, text, sentences } of documents<GumDocument>(gum!)) {
      const gold = new Set(sentences.map(([, end]) => end));
      const ours = new Set(articleFromText(text).sentences.map(([, end]) => end));
      for (const key of [genre, 'all']) {
        const count = counts.get(key) ?? { gold: 0, ours: 0, both: 0 };
        count.gold += gold.size;
        count.ours += ours.size;
        for (const end of ours) if (gold.has(end)) count.both++;
        counts.set(key, count);
      }
    }
    const f1 = (key: string) => {
      const { gold, ours, both } = counts.get(key)!;
      return (2 * both) / (gold + ours);
    };
    for (const [key, { gold, ours, both }] of counts) {
      console.info(
        `GUM train, sentence ends, ${key}: precision ${(both / ours).toFixed(4)} recall ${(both / gold).toFixed(4)} F1 ${f1(key).toFixed(4)}`,
      );
    }
    expect(f1('all')).toBeGreaterThan(0.975);
    expect(f1('news')).toBeGreaterThan(0.97);
  });
});

describe.skipIf(polnear === null)('attributions of PolNeAR', () => {
  it('stand in blocks that can hold claims, all but one in five hundred', () => {
    let all = 0;
    let lost = 0;
    for (const { text, title, annotations } of documents<PolnearDocument>(polnear!)) {
      const silent = articleFromText(text, { title }).blocks.filter(({ kind }) => !CLAIM_BLOCKS.has(kind));
      for (const { source, cue, content } of annotations.flatMap(({ attributions }) => attributions)) {
        all++;
        const spans = [...source, ...cue, ...content];
        if (silent.some((block) => spans.some((span) => overlaps(span, block.span)))) lost++;
      }
    }
    console.info(`PolNeAR train: ${lost} of ${all} attributions touch a block that is not read for claims`);
    expect(lost / all).toBeLessThan(0.002);
  });
});
