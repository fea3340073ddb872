import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, type Span } from '../span.ts';
import { nestClaims } from './nestClaims.ts';

describe('nestClaims', () => {
  it('finds the innermost claim whose content holds cue and content', () => {
    const outer = { cue: [[90, 95]], content: [[0, 80]] } satisfies Record<string, Span[]>;
    const middle = { cue: [[5, 9]], content: [[10, 70]] } satisfies Record<string, Span[]>;
    const inner = { cue: [[20, 25]], content: [[26, 40]] } satisfies Record<string, Span[]>;
    const apart = { cue: [[100, 104]], content: [[105, 120]] } satisfies Record<string, Span[]>;
    expect(nestClaims([outer, middle, inner, apart])).toEqual([null, 0, 1, null]);
  });

  it('nests nothing whose cue stands outside', () => {
    expect(
      nestClaims([
        { cue: [[50, 55]], content: [[0, 40]] },
        { cue: [[45, 49]], content: [[5, 9]] },
      ]),
    ).toEqual([null, null]);
  });

  it('gives no circles, and parents that cover their children, for any spans', () => {
    const span = fc
      .tuple(fc.nat(30), fc.integer({ min: 1, max: 12 }))
      .map(([start, length]): Span => [start, start + length]);
    const spans = fc.array(span, { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.record({ cue: spans, content: spans }), { maxLength: 8 }), (claims) => {
        const parents = nestClaims(claims);
        parents.forEach((parent, i) => {
          if (parent === null) return;
          for (const one of [...claims[i]!.cue, ...claims[i]!.content])
            expect(claims[parent]!.content.some((content) => covers(content, one))).toBe(true);
          let steps = 0;
          for (let up: number | null = i; up !== null; up = parents[up]!)
            expect(++steps).toBeLessThanOrEqual(claims.length);
        });
      }),
    );
  });
});
