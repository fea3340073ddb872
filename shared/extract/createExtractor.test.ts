import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkExtraction } from '../../tests/checkExtraction.ts';
import { articleFromText } from '../article/articleFromText.ts';
import { createExtractor } from './createExtractor.ts';
import { decodeSpans, type LabelledSpan, type WordRange } from './decodeSpans.ts';
import type { Extraction, Extractor } from './extraction.ts';
import { loadModel } from './loadModel.ts';
import { nestedAttributions } from './nestedAttributions.ts';
import { readWords } from './readWords.ts';
import { reinforceLabels } from './reinforceLabels.ts';
import { scoreWords } from './scoreWords.ts';
import { planWindows } from './windows.ts';

const root = join(import.meta.dirname, '..', '..');
const modelDir = join(root, 'model');

interface Sample {
  text: string;
  windows: [number, number][];
  words: {
    span: [number, number];
    surface: string;
    pieces: number[];
    shape: number;
    attribution: string;
    entity: string;
  }[];
  nested: { source: [number, number][]; cue: [number, number][]; content: [number, number][] }[];
}

const pairs = (ranges: readonly WordRange[]) => ranges.map(({ start, end }) => [start, end]);

describe('the model, run in TypeScript', () => {
  const sample: Sample = JSON.parse(readFileSync(join(root, 'tests/fixtures/model/sample.json'), 'utf8'));

  it('decides on every word of the sample as the reference does, with every head', async () => {
    const model = await loadModel(modelDir);
    const article = articleFromText(sample.text);
    const words = readWords(article, model.wordPiece);
    expect(article.tokens).toEqual(sample.words.map(({ span }) => span));
    expect(words.map(({ surface, pieces, shape }) => ({ surface, pieces, shape }))).toEqual(
      sample.words.map(({ surface, pieces, shape }) => ({ surface, pieces, shape })),
    );
    const windows = planWindows(words);
    expect(windows.map(({ start, end }) => [start, end])).toEqual(sample.windows);
    const flat: LabelledSpan[] = [];
    const entity: LabelledSpan[] = [];
    const nested: unknown[] = [];
    for (const window of windows) {
      const scores = await scoreWords(words, window, model);
      reinforceLabels(scores, model);
      const moved = ({ label, start, end }: LabelledSpan) => ({
        label,
        start: start + window.start,
        end: end + window.start,
      });
      const whole = [{ start: 0, end: window.end - window.start }];
      flat.push(...decodeSpans(scores.attribution, model.attribution, whole).map(moved));
      entity.push(...decodeSpans(scores.entity, model.entity, whole).map(moved));
      for (const { source, cue, content } of nestedAttributions(scores, window, model, words))
        nested.push({ source: pairs(source ? [source] : []), cue: pairs(cue), content: pairs(content) });
    }
    const labelled = (spans: readonly LabelledSpan[]) => {
      const labels = new Array<string>(words.length).fill('O');
      for (const { label, start, end } of spans)
        for (let i = start; i < end; i++) labels[i] = `${i === start ? 'B' : 'I'}-${label}`;
      return labels;
    };
    expect(labelled(flat)).toEqual(sample.words.map((word) => word.attribution));
    expect(labelled(entity)).toEqual(sample.words.map((word) => word.entity));
    expect(sample.nested.length).toBeGreaterThan(0);
    expect(nested).toEqual(sample.nested);
  });
});

describe('createExtractor', () => {
  let extractor: Extractor;
  const extract = async (text: string): Promise<Extraction> => {
    const article = articleFromText(text);
    const extraction = await extractor.extract(article);
    checkExtraction(article, extraction);
    return extraction;
  };

  beforeAll(async () => {
    extractor = await createExtractor({ modelDir, threads: 2 });
  });

  it('names code and model in its version', () => {
    expect(extractor.version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
  });

  it('finds who said what, with which words', async () => {
    const text =
      'The harbour board rejected the plan on Monday.\n\n' +
      '“Nobody asked the fishermen,” said Marta Oliveira, who chairs the board, “and nobody will.”\n\n' +
      'Oliveira added that a new study would cost too much.';
    const { claims, entities } = await extract(text);
    const part = (spans: readonly (readonly [number, number])[] | null) =>
      spans?.map(([start, end]) => text.slice(start, end)) ?? null;
    const quotation = claims.find(({ quoteType }) => quoteType === 'direct')!;
    expect(part(quotation.content)).toEqual(['“Nobody asked the fishermen,”', '“and nobody will.”']);
    expect(part(quotation.cue)).toEqual(['said']);
    expect(quotation).toMatchObject({
      kind: 'attributed',
      sourceName: 'Marta Oliveira',
      sourceKind: 'person',
    });
    expect(quotation).toMatchObject({ stance: 'assert', polarity: 'positive', time: null, dates: [] });
    expect(quotation.standalone).toBe('Nobody asked the fishermen, and nobody will');
    const added = claims.find((claim) => part(claim.cue)?.[0] === 'added')!;
    expect(added).toMatchObject({ sourceName: 'Marta Oliveira', quoteType: 'indirect' });
    expect(added.sourceEntity).toBe(quotation.sourceEntity);
    expect(entities.find(({ id }) => id === added.sourceEntity)!.mentions).toHaveLength(2);
  });

  it('reports no claim of a caption, a credit or a boilerplate line, but finds the names there', async () => {
    const caption = 'Photo: Marta Oliveira / Agency';
    const text = `${caption}\n\nThe bridge will open in May, the ministry said.`;
    const { claims, entities } = await extract(text);
    expect(claims.length).toBeGreaterThan(0);
    for (const claim of claims) {
      for (const [start] of [...claim.content, ...(claim.cue ?? []), ...(claim.source ?? [])])
        expect(start).toBeGreaterThan(caption.length);
    }
    expect(entities.some(({ mentions }) => mentions.some(([start]) => start < caption.length))).toBe(true);
  });

  it('gives the same claims whatever it extracts at the same time', async () => {
    const texts = [
      'Rain is likely, the weather office said.',
      '“No,” said Ana Reis.',
      'The mayor denied it.',
    ];
    const alone: Extraction[] = [];
    for (const text of texts) alone.push(await extract(text));
    expect(await Promise.all(texts.map(extract))).toEqual(alone);
  });

  it.each([
    ['no text', ''],
    ['only line ends', '\n\n\r\n\n'],
    ['no letters at all', '… — 1,234 (56%) !!! +++ 7'],
    ['emoji', '👩‍🚀🍇 “👍” 🏳️‍🌈 said 🇵🇹 🎉🎉🎉'],
    ['Chinese', '外交部长说，谈判将于周五开始。“我们准备好了，”他补充道。'],
    ['one word of 5,000 letters', 'x'.repeat(5000)],
    ['a lone surrogate', 'He said \ud800 that it \udfff was so.'],
    ['control characters', 'He said\u0000 that\u0007 it\u200b was\u2028so.'],
  ])('takes a text with %s', async (_, text) => {
    const { claims } = await extract(text);
    expect(Array.isArray(claims)).toBe(true);
  });

  it('takes a long text without a full stop, every part of it cut from its neighbours', async () => {
    const text = 'the mayor said the bridge was safe and Ana Reis denied that “it was” '.repeat(300);
    const { claims } = await extract(text);
    expect(claims.length).toBeGreaterThan(100);
  }, 60_000);

  it('keeps the contract on any text', async () => {
    const words = fc.constantFrom(
      ...[
        'said',
        'that',
        '“',
        '”',
        '"',
        '’s',
        'Ana Reis',
        'the union',
        'according to',
        ',',
        '.',
        '\n\n',
        '🍇',
        '漢字',
      ],
      ...[
        'Reuters',
        'reported',
        '(',
        ')',
        'he',
        'denied',
        'on Monday',
        '1,200',
        'Photo:',
        '-',
        '\t',
        '\ud83d',
      ],
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary', maxLength: 120 }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        await extract(any);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('says which file of the model cannot be used', async () => {
    await expect(createExtractor({ modelDir: join(root, 'docs') })).rejects.toMatchObject({
      code: 'model.unreadable',
      message: expect.stringContaining(join('docs', 'model.onnx')),
    });
  });
});
