import { describe, expect, it } from 'vitest';
import { antecedentOf } from './antecedent.ts';

describe('antecedentOf', () => {
  it.each([
    ['Vasquez left. Her agent, |who had hinted at a move', 'Her agent'],
    ['He has accused the council of ignoring a 2024 report |that called the wall unfit', 'a 2024 report'],
    ['Two left.\n\nFarmers’ groups, |which claim that jobs are at risk', 'Farmers’ groups'],
    ['one of six nurses suing the clinic’s former head, |who denies it', 'the clinic’s former head'],
    ['one of six nurses, |who say', 'six nurses'],
    ['Rovers’ owner, |who promised', 'Rovers’ owner'],
  ])('%s', (marked, phrase) => {
    const at = marked.indexOf('|');
    const text = marked.replace('|', '');
    const span = antecedentOf(text, at);
    expect(span && text.slice(...span)).toBe(phrase);
  });

  it.each([
    'He knows |who did it',
    'The mayor said |that it was late',
    'It rained.\n\n|Who knew?',
    'the day he came and |which',
  ])('finds none in %s', (marked) =>
    expect(antecedentOf(marked.replace('|', ''), marked.indexOf('|'))).toBeNull(),
  );
});
