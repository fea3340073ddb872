import { describe, expect, it } from 'vitest';
import { typeOfMisc } from './typeOfMisc.ts';

describe('typeOfMisc', () => {
  it.each([
    ['World Cup', 'event'],
    ['2022 FIFA World Cup', 'event'],
    ['World War II', 'event'],
    ['Hurricane Ida', 'event'],
    ['Battle of Hastings', 'event'],
    ['COP26', 'event'],
    ['Calloway Prize', 'event'],
    ['Household Devices Act', 'law'],
    ['Companies Act 2006', 'law'],
    ['Treaty of Lisbon', 'law'],
    ['Geneva Convention', 'law'],
    ['Democratic National Convention', 'event'],
    ['Section 109', 'law'],
    ['The Day the River Rose', 'product'],
    ['Notes on Not Answering', 'product'],
    ['Belt and Road Initiative', 'product'],
    ['Tuesday', null],
    ['1990s', null],
    ['measles', null],
    ['Marburg', null],
    ['Zika virus', null],
    ['Marburg Files', 'product'],
    ['GDP', null],
  ])('takes %s for: %s', (name, expected) => {
    expect(typeOfMisc(name)).toBe(expected);
  });
});
