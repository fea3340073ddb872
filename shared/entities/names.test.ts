import { describe, expect, it } from 'vitest';
import { ruleOfName, withoutTitles } from './names.ts';

describe('withoutTitles', () => {
  it.each([
    ['President Joe Biden', 'Joe Biden'],
    ['Foreign Minister Sergei Lavrov', 'Sergei Lavrov'],
    ['Lt. Gen. Ida Brand', 'Ida Brand'],
    ['Mr. Vey', 'Vey'],
    ['Ines Calder', 'Ines Calder'],
    ['President', 'President'],
  ])('%s → %s', (name, bare) => {
    expect(withoutTitles(name)).toBe(bare);
  });
});

describe('ruleOfName', () => {
  it.each([
    ['Yevgeny Prigozhin', 'full-name'],
    ['Donald J. Trump', 'full-name'],
    ['Jean-Luc Moreau', 'full-name'],
    ['习近平', 'full-name'],
    ['John Quentin Smith', 'full-name'],
    ['John Smith', 'common-name'],
    ['President John Smith', 'common-name'],
    ['John Smith Jr.', 'common-name'],
    ['Smith', 'short-name'],
    ['Mr. Smith', 'short-name'],
    ['J. Smith', 'short-name'],
    ['J.K. Calder', 'short-name'],
    ['Jordan', 'short-name'],
  ])('a person called %s: %s', (name, rule) => {
    expect(ruleOfName(name, 'person')).toBe(rule);
  });

  it.each([
    ['Institute for the Study of War', 'same-name'],
    ['Ministry of Defence', 'generic-name'],
    ['the Supreme Court', 'generic-name'],
    ['Supreme Court of Ohio', 'same-name'],
    ['police', 'generic-name'],
    ['Ukrainians', 'gazetteer'],
    ['Jordan', 'gazetteer'],
    ['Georgia', 'ambiguous-place'],
  ])('a body or place called %s: %s', (name, rule) => {
    expect(ruleOfName(name, 'body')).toBe(rule);
  });

  it('takes no thing for a place', () => {
    expect(ruleOfName('Turkey', 'thing')).toBe('same-name');
  });
});
