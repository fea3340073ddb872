import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import type { Claim, Extraction } from '../extract/extraction.ts';
import type { Span } from '../span.ts';
import type { Example } from './example.ts';
import { readExamples } from './readExamples.ts';
import { report } from './report.ts';
import { type Annotators, scoreExample } from './scoreExample.ts';

const TEXT = 'Reuters reported that Ana Reis said “no”.';
const span = (words: string): Span => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];
const outer = {
  source: [span('Reuters')],
  cue: [span('reported')],
  content: [span('that Ana Reis said “no”')],
};
const inner = { source: [span('Ana Reis')], cue: [span('said')], content: [span('“no”')] };

const claim = (id: string, spans: typeof outer, parent: string | null, more: Partial<Claim> = {}): Claim => ({
  id,
  kind: 'attributed',
  ...spans,
  cueText: '',
  sourceName: 'Ana Reis',
  sourceEntity: null,
  sourceKind: 'person',
  quoteType: 'indirect',
  hedged: null,
  parent,
  chain: ['Ana Reis'],
  stance: 'assert',
  polarity: 'positive',
  dates: [],
  standalone: '',
  confidence: 0.8,
  time: null,
  ...more,
});

const nested = (publisher: string): Example => ({
  id: publisher,
  file: 'x.txt',
  text: TEXT,
  metadata: { publisher },
  genre: 'war',
  attributions: {
    nested: true,
    copies: [
      [
        { ...outer, parent: null, name: 'Reuters' },
        { ...inner, parent: 0, name: 'ana reis' },
      ],
    ],
  },
  entities: null,
});

const evaluate = (
  examples: Example[],
  claims: Claim[],
  annotators: Annotators = 'first',
  entities: Extraction['entities'] = [],
) =>
  report(
    examples.map((one) =>
      scoreExample(one, articleFromText(one.text), { claims, setAside: [], entities }, annotators),
    ),
  );

describe('report', () => {
  it('scores narrated claims where they are annotated', () => {
    const gold = { text: TEXT, claims: [], asides: [], narrated: [{ span: span(TEXT), hedged: false }] };
    const own = claim('c1', { ...outer, content: [span(TEXT)] }, null, { kind: 'narrated', hedged: true });
    const { narrated } = evaluate([{ ...nested('a'), narrated: gold }], [own]);
    expect(narrated?.claims).toMatchObject({ recall: 100, precision: 100 });
    expect(narrated?.hedged).toMatchObject({ gold: 0, found: 1 });
    expect(evaluate([nested('a')], []).narrated).toBeNull();
  });

  const found = [
    claim('c1', outer, null),
    claim('c2', inner, 'c1', { quoteType: 'direct', confidence: 0.4 }),
  ];

  it('scores attributions, their nesting, names and quote types', () => {
    const { attributions, entities } = evaluate([nested('A'), nested('B')], found);
    expect(entities).toBeNull();
    expect(attributions!.triples.exact).toMatchObject({ f1: 100, gold: 4, found: 4, interval: [100, 100] });
    expect(attributions!.links!.exact).toMatchObject({ f1: 100, gold: 2, found: 2 });
    // "Reuters" was resolved to Ana Reis.
    expect(attributions!.names).toEqual({ annotated: 4, right: 2 });
    const [types, ...others] = attributions!.groups;
    expect(types!.rows.map(({ name, triples }) => [name, triples.exact.gold, triples.exact.f1])).toEqual([
      ['direct', 2, 100],
      ['mixed', 0, 0],
      ['indirect', 2, 100],
    ]);
    // Publishers part the articles one by one, genres and files not at all.
    expect(others).toEqual([]);
  });

  it('scores how claims are read where that is annotated', () => {
    const [one, other] = nested('A').attributions!.copies[0]!;
    const reading = { stance: 'warn', polarity: 'positive', kind: 'person', time: null } as const;
    const copies = [[one!, { ...other!, reading }]];
    const { attributions } = evaluate([{ ...nested('A'), attributions: { nested: true, copies } }], found);
    expect(attributions!.readings!.stance).toMatchObject({ f1: 0, gold: 1, found: 1 });
    expect(attributions!.readings!['source kind']).toMatchObject({ f1: 100, gold: 1 });
    expect(evaluate([nested('A')], found).attributions!.readings).toBeNull();
  });

  it('parts articles by publisher', () => {
    const { attributions } = evaluate([nested('B'), nested('A'), nested('B')], found);
    const [group, ...others] = attributions!.groups.slice(1);
    expect(others).toEqual([]);
    expect(group!.by).toBe('publisher');
    expect(group!.rows.map(({ name, articles }) => [name, articles])).toEqual([
      ['A', 1],
      ['B', 2],
    ]);
  });

  it('judges confidence by exact and by overlapping triples', () => {
    const short = { ...inner, content: [span('no')] };
    const claims = [claim('c1', outer, null), claim('c2', short, 'c1', { confidence: 0.4 })];
    const { attributions } = evaluate([nested('A')], claims);
    const { exact, overlap } = attributions!.calibration;
    expect([exact.bins[8]!.right, exact.bins[4]!.right, overlap.bins[4]!.right]).toEqual([1, 0, 1]);
    expect(exact.error).toBeCloseTo((0.2 + 0.4) / 2);
    expect(attributions!.errors).toEqual({ missed: 0, spurious: 0, 'edge wrong': 1, 'link wrong': 0 });
  });

  it('leaves narrated claims out, and nested ones where the data nests nothing', () => {
    const flat: Example = {
      ...nested('A'),
      attributions: { nested: false, copies: [[{ ...outer, parent: null }], [{ ...inner, parent: null }]] },
    };
    const claims = [...found, claim('c3', outer, null, { kind: 'narrated', source: null, cue: null })];
    const first = evaluate([flat], claims).attributions!;
    expect([first.triples.exact.gold, first.triples.exact.found, first.triples.exact.f1]).toEqual([
      1, 1, 100,
    ]);
    expect([first.links, first.names]).toEqual([null, null]);
    const all = evaluate([flat], claims, 'all').attributions!;
    expect([all.articles, all.copies, all.triples.exact.f1]).toEqual([1, 2, 50]);
  });

  it('scores entities by the labels of the data', () => {
    const [example] = readExamples(
      'n.jsonl',
      JSON.stringify({
        id: 'n',
        text: TEXT,
        entities: [
          { start: 0, end: 7, type: 'Misc' },
          { start: span('Ana Reis')[0], end: span('Ana Reis')[1], type: 'Person' },
        ],
      }),
    );
    const found: Extraction['entities'] = [
      { id: 'e1', name: 'Reuters', type: 'law', mentions: [span('Reuters')], references: [] },
      { id: 'e2', name: 'Ana Reis', type: 'group', mentions: [span('Ana Reis')], references: [] },
      { id: 'e3', name: 'no', type: 'quantity', mentions: [span('no')], references: [] },
    ];
    const { attributions, entities } = evaluate([example!], [], 'first', found);
    expect(attributions).toBeNull();
    // A law is Misc there; a quantity is not annotated, so it counts for nothing.
    expect(entities!.all).toMatchObject({ gold: 2, found: 2, f1: 50 });
    expect(entities!.five).toMatchObject({ gold: 1, found: 1, f1: 0, interval: null });
    expect(entities!.labels.map(({ label }) => label)).toContain('NORP');
  });
});
