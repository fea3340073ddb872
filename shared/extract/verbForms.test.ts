import { describe, expect, it } from 'vitest';
import { pastOfGerund, thirdPerson } from './verbForms.ts';

describe('verb forms', () => {
  it.each([
    ['stealing', 'stole', 'stolen'],
    ['wasting', 'wasted', 'wasted'],
    ['planning', 'planned', 'planned'],
    ['trying', 'tried', 'tried'],
    ['lying', 'lied', 'lied'],
    ['setting', 'set', 'set'],
    ['misleading', 'misled', 'misled'],
    ['freeing', 'freed', 'freed'],
    ['being', 'was', 'been'],
  ])('tell the past and the participle of "%s"', (gerund, past, participle) => {
    expect(pastOfGerund(gerund)).toEqual({ past, participle });
  });

  it('tell none of nouns', () => {
    for (const noun of ['wrongdoing', 'nothing', 'ring', 'evening', 'Beijing'])
      expect(pastOfGerund(noun)).toBeNull();
  });

  it('leave "cannot" as it is behind a name', () => {
    expect(thirdPerson('cannot')).toBe('cannot');
  });
});
