import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../article/articleFromText.ts';
import type { Span } from '../../span.ts';
import { claimTime, type Enclosing } from './claimTime.ts';
import { findDates } from './dates.ts';

/** A Friday. */
const PUBLISHED = '2023-01-13';

/** The text with its source in [ ], its cue in { } and its content in < >. */
function timeOf(marked: string, enclosing: Enclosing | null = null): string | null {
  const spans: Record<string, Span[]> = { '[': [], '{': [], '<': [] };
  const open: [string, number][] = [];
  let text = '';
  for (const sign of marked) {
    if (sign in spans) open.push([sign, text.length]);
    else if (']}>'.includes(sign)) {
      const [kind, start] = open.pop()!;
      spans[kind]!.push([start, text.length]);
    } else text += sign;
  }
  const article = articleFromText(text, { published: PUBLISHED });
  const attribution = { source: spans['[']![0] ?? null, cue: spans['{']!, content: spans['<']! };
  return claimTime(article, attribution, findDates(article.reading), enclosing)?.value ?? null;
}

describe('claimTime', () => {
  it.each([
    ['[Mara Quill] {said on Wednesday} <that it was over>.', '2023-01-11'],
    ['[Mara Quill] {told} reporters yesterday <that it was over>.', '2023-01-12'],
    ['[Mara Quill] {told} a briefing this morning <that it was over>.', '2023-01-13'],
    ['[Mara Quill] {said} outside the gates of the mill on Monday <that it was over>.', '2023-01-09'],
    ['On Monday, [Mara Quill] {said} <it was over>.', '2023-01-09'],
    ['Speaking in Ghent on Monday, [Mara Quill] {said} <it was over>.', '2023-01-09'],
    ['At a meeting of dockers on Monday, [Mara Quill] {said} <it was over>.', '2023-01-09'],
    ['[Mara Quill] {accused} <Orlov on Monday of lying>.', '2023-01-09'],
    ['[Mara Quill] {would not say on Monday} <who had signed>.', '2023-01-09'],
    ['[Mara Quill] {will tell} the council next Tuesday <whether it is over>.', '2023-01-17'],
    ['<Prices rose>, {according to} [a survey published on Tuesday].', '2023-01-10'],
    ['[The memo, dated 2 May 2021 and signed by Orlov], {warned} <that it leaked>.', '2021-05-02'],
    ['{A report by} [the Courier] {on Wednesday} <that it had sunk> was wrong.', '2023-01-11'],
    ['[The Cyclades Line] on Wednesday cut its fares, {saying} <that trade fell>.', '2023-01-11'],
    ['[Mara Quill] {had been warned as early as 2019} <that it leaked>.', '2019'],
    ['[Mara Quill] {was told as recently as March} <that it leaked>.', '2022-03'],
    ['[The Cyclades Line] {announced in a note last month} <a delay>.', '2022-12'],
  ])('finds when it was said: %s', (marked, expected) => {
    expect(timeOf(marked)).toBe(expected);
  });

  it.each([
    '[Mara Quill] {said of the vote on Monday} <that it was lost>.',
    '[Mara Quill] {said} <it ended on Monday>.',
    '[The Cyclades Line] will on Tuesday cut its fares, {saying} <that trade fell>.',
    '[The Cyclades Line] cut its fares on Monday for ships, {saying} <that trade fell>.',
    '[A survey of ships seen on Tuesday] {shows} <that trade fell>.',
    '[A study published in 2021] {found} <that trade fell>.',
    'Speaking of the vote on Monday, [Mara Quill] {said} <it was lost>.',
    'The ship sank on Monday, [Mara Quill] {said} <it was lost>.',
  ])('gives none where it is not certain: %s', (marked) => {
    expect(timeOf(marked)).toBeNull();
  });

  it('counts the days of who is quoted from when he said it', () => {
    const marked = '“Yesterday [a captain] {told} me <it would sail>,” the baker said on Wednesday.';
    expect(timeOf(marked, { time: '2023-01-11', quoted: [[0, 45]] })).toBe('2023-01-10');
    expect(timeOf(marked, { time: '2023-01-11', quoted: [] })).toBeNull();
    expect(timeOf(marked, { time: null, quoted: [] })).toBeNull();
  });
});
