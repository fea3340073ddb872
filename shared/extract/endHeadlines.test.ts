import { describe, expect, it } from 'vitest';
import { freeChain, freeHead } from '../../tests/chains.ts';
import { articleFromText } from '../article/articleFromText.ts';
import { endHeadlines } from './endHeadlines.ts';
import { readWords } from './readWords.ts';

const labels = ['O', 'B-content', 'I-content'];
const chain = freeChain(labels);
const model = { attribution: chain, frame: freeHead(chain) };

/** The words at which no span may go on, alone and in a frame. */
function endsBefore(text: string): string[] {
  const article = articleFromText(text);
  const words = readWords(article, () => [1]);
  const rows = () => new Float32Array(words.length * labels.length);
  const scores = {
    attribution: rows(),
    entity: new Float32Array(0),
    trigger: new Float32Array(words.length),
    frame: { words: rows(), cues: rows(), alone: rows() },
  };
  endHeadlines(scores, model, words, article.blocks);
  expect(scores.frame.alone).toEqual(scores.attribution);
  const changed = words.filter((_, i) => scores.attribution[i * 3 + 2]! < 0);
  expect(scores.attribution.filter((score) => score !== 0)).toHaveLength(changed.length);
  return changed.map(({ surface }) => surface);
}

describe('endHeadlines', () => {
  it('lets nothing go on from a heading into the paragraph below', () => {
    expect(
      endsBefore(
        'Growers fear third lost harvest\n\nFrost has killed the blossom, the growers said.\n\nIt froze again on Monday.',
      ),
    ).toEqual(['Frost']);
  });

  it('leaves a paragraph alone that is only a quotation, but not one with a frame', () => {
    const heading = 'Coach blames the referee';
    expect(endsBefore(`${heading}\n\n“We were robbed of two points.”\n\nHe left.`)).toEqual([]);
    expect(endsBefore(`${heading}\n\n“We were robbed,” he said. “Twice.”\n\nHe left.`)).toEqual(['“']);
  });

  it('leaves what a heading announces with a colon alone', () => {
    expect(endsBefore('What the growers say:\n\nFrost has killed the blossom this year.')).toEqual([]);
  });
});
