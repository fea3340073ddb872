import { describe, expect, it } from 'vitest';
import { caseShape } from './caseShape.ts';

describe('caseShape', () => {
  it.each([
    ['…', 0],
    ['🍇', 0],
    ['harbour', 1],
    ['ﬁnance', 1],
    ['NATO', 2],
    ['ÉCOLE', 2],
    ['Soledar', 3],
    ['I', 3],
    ['İzmir', 3],
    ['iPhone', 4],
    ['McAdam', 4],
    ['漢字', 4],
    ['2023', 5],
    ['H2O', 5],
    ['x²', 5],
  ])('%s is of shape %i', (word, shape) => {
    expect(caseShape(word)).toBe(shape);
  });
});
