import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { isHedged } from './isHedged.ts';
import { sentenceWords } from './sentenceWords.ts';

const hedged = (sentence: string): boolean => {
  const article = articleFromText(sentence);
  return isHedged(sentenceWords(article, [0, sentence.length]));
};

describe('isHedged', () => {
  it.each([
    'The bridge may open in May.',
    'Control of the town would be a prize for the army.',
    'It could, in theory, sink.',
    'The two men might have met before.',
    'He reportedly left by the back door.',
    'The fire was allegedly set by a guard.',
    'Perhaps nobody looked.',
    'The fire appears to have begun in the kitchen.',
    'The plan seemed doomed.',
    'The road is likely to stay closed.',
    'The dam looks set to fail.',
    'The gang is believed to have fled south.',
    'Two ships are still thought to be adrift.',
    'It is possible that both were asleep.',
    'Work begins on Monday if the rain stops.',
    'Natural gas is pulling even and may surpass coal.',
    'The minister who resigned on Monday may return.',
    'If the rules survive, the mine closes.',
    'The case, which opened in 1990, could end this week.',
  ])('says so of "%s"', (sentence) => {
    expect(hedged(sentence)).toBe(true);
  });

  it.each([
    'The bridge opened on 3 May.',
    'May was wet, and so was June.',
    'Theresa May left by the back door.',
    'The full might of the navy lay in the bay.',
    'He pulled with all his might.',
    'The talks will resume on Monday.',
    'Shots could be heard from the harbour.',
    'He could not open the door.',
    'The house holds a piano that nobody could carry down.',
    'He lives in a hut, which could be warmer.',
    'She would later become president.',
    'She asked if the shop was open.',
    'The cut was clean, as if made by a saw.',
    'Women are more likely to vote than men.',
    'She appeared in court on Tuesday.',
    'Most of them believed in ghosts.',
    'His song ‘Maybe’ sold well, and so did Perhaps Love.',
    'The would-be buyers went home.',
    'An unlikely hero saved the match.',
    'Even if it rains, the match goes ahead.',
  ])('does not say so of "%s"', (sentence) => {
    expect(hedged(sentence)).toBe(false);
  });

  it('leaves out what stands in quotation marks, for which the publisher does not answer', () => {
    const sentence = 'A sign said nothing but “perhaps”.';
    const words = sentenceWords(articleFromText(sentence), [0, sentence.length]);
    expect(isHedged(words)).toBe(true);
    expect(isHedged(words, ({ lower }) => lower === 'perhaps')).toBe(false);
  });
});
