import { describe, expect, it } from 'vitest';
import { progressText } from './progressText.ts';

describe('progressText', () => {
  it('says how much is done, how fast, and how long the rest of a file takes', () => {
    expect(progressText({ done: 1400, claims: 19_040, failed: 0, seconds: 100, share: 0.25 })).toBe(
      '███░░░░░░░░░  25% · 5:00 left · 1,400 articles, 19,040 claims · 14.0 articles/s',
    );
  });

  it('leaves out what it cannot know: bar and rest for a pipe, the rate before the first article', () => {
    expect(progressText({ done: 1, claims: 1, failed: 2, seconds: 2, share: null })).toBe(
      '1 article, 1 claim · 2 failed · 1.5 articles/s',
    );
    expect(progressText({ done: 0, claims: 0, failed: 0, seconds: 0.4, share: 0 })).toBe(
      '░░░░░░░░░░░░   0% · 0 articles, 0 claims',
    );
  });

  it.each([
    [59.4, '59s'],
    [59.6, '1:00'],
    [3600, '1:00:00'],
    [7404, '2:03:24'],
  ])('tells %d seconds as %s', (seconds, told) => {
    const half = progressText({ done: 1, claims: 0, failed: 0, seconds, share: 0.5 });
    expect(half.split(' · ')[1]).toBe(`${told} left`);
  });

  it('never draws more than the bar, though the file grew while it was read', () => {
    expect(progressText({ done: 9, claims: 0, failed: 0, seconds: 9, share: 1.2 })).toBe(
      '████████████ 100% · 0s left · 9 articles, 0 claims · 1.0 articles/s',
    );
  });
});
