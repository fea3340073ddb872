import { describe, expect, it } from 'vitest';
import type { Entity } from '../extraction.ts';
import { describedReferent } from './discourse.ts';
import { readPhrase } from './nounPhrase.ts';
import type { Choice, Features } from './referenceOptions.ts';
import { likeliest, type ReferenceWeights, SHIPPED_WEIGHTS } from './weighReferents.ts';

const option = (name: string, features: Features) => {
  const entity: Entity = { id: name, name, type: 'person', mentions: [[0, 1]] };
  return { referent: { ...describedReferent(readPhrase(name), name), entity }, entity, features };
};
const choice = (none: Features, ...options: ReturnType<typeof option>[]): Choice => ({
  kind: 'person',
  none,
  options,
  certain: null,
});
const weights: ReferenceWeights = {
  person: { none: { bias: 1 }, option: { near: 2, count: 0.5 } },
  thing: { none: {}, option: {} },
  description: { none: {}, option: {} },
  threshold: 0.5,
};

describe('likeliest', () => {
  it('gives the option with the highest score and its share of all, "none of them" too', () => {
    const best = likeliest(
      choice({ bias: 1 }, option('Quill', { count: 2 }), option('Moor', { near: 1, count: 2 })),
      weights,
    );
    expect(best?.option.entity.name).toBe('Moor');
    // Scores: none 1, Quill 1, Moor 3.
    expect(best?.probability).toBeCloseTo(1 / (1 + 2 * Math.exp(-2)), 12);
  });

  it('takes features without a weight for nothing', () => {
    const best = likeliest(choice({ unheard: 9 }, option('Quill', { unheard: 9, constructor: 9 })), weights);
    expect(best?.probability).toBeCloseTo(0.5, 12);
  });

  it('gives nothing without options', () => {
    expect(likeliest(choice({ bias: 1 }), weights)).toBe(null);
  });
});

describe('the weights that ship', () => {
  it('are numbers for each kind of words, and a probability', () => {
    const { threshold, ...kinds } = SHIPPED_WEIGHTS;
    expect(Object.keys(kinds).sort()).toEqual(['description', 'person', 'thing']);
    for (const { none, option } of Object.values(kinds))
      for (const one of [none, option]) {
        expect(Object.keys(one).length).toBeGreaterThan(10);
        expect(Object.values(one).every(Number.isFinite)).toBe(true);
      }
    expect(threshold).toBeGreaterThanOrEqual(0.5);
    expect(threshold).toBeLessThan(1);
  });

  it('prefer who is of the gender and led the sentence before', () => {
    const near = { 'back:1': 1, 'rank:0': 1, 'salient:1': 1, 'salientRank:0': 1, clearSalient: 1, gender: 1 };
    const far = { 'back:4': 1, 'rank:3': 1, 'salient:never': 1, genderUnlikely: 1 };
    const best = likeliest(choice({ bias: 1, 'word:she': 1 }, option('Quill', far), option('Moor', near)));
    expect(best?.option.entity.name).toBe('Moor');
    expect(best?.probability).toBeGreaterThan(SHIPPED_WEIGHTS.threshold);
  });
});
