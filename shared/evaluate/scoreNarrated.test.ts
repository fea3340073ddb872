import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkAccount } from '../../tests/checkAccount.ts';
import { articleFromText } from '../article/articleFromText.ts';
import { addNarrated } from '../extract/addNarrated.ts';
import type { Claim } from '../extract/extraction.ts';
import { type GoldArticle, readGold } from './readGold.ts';
import { scoreNarrated } from './scoreNarrated.ts';

const narrated = (text: string, part: string, hedged: boolean): Claim => ({
  id: 'c1',
  kind: 'narrated',
  content: [[text.indexOf(part), text.indexOf(part) + part.length]],
  cue: null,
  cueText: null,
  source: null,
  sourceName: null,
  sourceEntity: null,
  sourceKind: null,
  quoteType: 'indirect',
  hedged,
  parent: null,
  chain: [],
  standalone: part,
  confidence: 0.9,
  time: null,
  stance: null,
  polarity: null,
  dates: [],
});

/** An annotated article's attributions, as if the model had found all of them. */
function goldClaims({ claims }: GoldArticle): Claim[] {
  const begin = ({ source, cue, content }: Pick<Claim, 'source' | 'cue' | 'content'>) =>
    Math.min(...[...(source ?? []), ...(cue ?? []), ...content].map(([start]) => start));
  return claims
    .map(({ number, parent, source, cue, content }) => ({
      ...narrated('', '', false),
      id: `g${number}`,
      kind: 'attributed' as const,
      hedged: null,
      parent: parent === null ? null : `g${parent}`,
      source: source.length === 0 ? null : source,
      cue,
      content,
    }))
    .sort((a, b) => begin(a) - begin(b));
}

describe('scoreNarrated', () => {
  const text = 'Rain fell. The dam may break. {}, he said. Who built it?'.replace('{}', 'It is old');
  const span = (part: string) => [text.indexOf(part), text.indexOf(part) + part.length] as const;
  const gold = {
    text,
    claims: [{ source: [span('he')], cue: [span('said')], content: [span('It is old')] }],
    narrated: [
      { span: span('Rain fell.'), hedged: false },
      { span: span('The dam may break.'), hedged: true },
    ],
    asides: [{ kind: 'question', span: span('Who built it?') }],
  } as unknown as GoldArticle;
  const score = (...claims: Claim[]) => scoreNarrated([{ gold, found: { claims, setAside: [] } }]);

  it('counts what was found, what is right, and what was missed', () => {
    const { claims, hedged, asides } = score(
      narrated(text, 'Rain fell.', true),
      narrated(text, 'It is old', false),
      narrated(text, 'Who built it?', false),
    );
    expect(claims).toMatchObject({ gold: 2, found: 3, recall: 50 });
    expect(claims.precision).toBeCloseTo(100 / 3);
    expect(hedged).toMatchObject({ gold: 0, found: 1, precision: 0 });
    expect(asides).toEqual({ kept: 0, annotated: 1 });
  });

  it('gives full marks to what was annotated', () => {
    const { claims, hedged, asides } = score(
      narrated(text, 'Rain fell', false),
      narrated(text, 'The dam may break.', true),
    );
    expect(claims).toMatchObject({ precision: 100, recall: 100 });
    expect(hedged).toMatchObject({ precision: 100, recall: 100 });
    expect(asides).toEqual({ kept: 1, annotated: 1 });
  });
});

describe('narrated claims of the gold articles, with the attributions that are annotated', () => {
  const folder = join(import.meta.dirname, '../../tests/fixtures/gold');
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => {
      const gold = readGold(name, readFileSync(join(folder, name), 'utf8'));
      const article = articleFromText(gold.text);
      const found = addNarrated(article, goldClaims(gold));
      checkAccount(article, found);
      return { gold, found };
    });

  it('are nearly all found, with their hedges, and nothing else is', () => {
    const { claims, hedged, asides } = scoreNarrated(documents);
    expect(claims.precision).toBeGreaterThan(97);
    expect(claims.recall).toBeGreaterThan(97);
    expect(hedged.precision).toBeGreaterThan(94);
    expect(hedged.recall).toBeGreaterThan(94);
    expect(asides.kept).toBeGreaterThanOrEqual(asides.annotated - 1);
  });
});
