import type { Stance } from '../extract/extraction.ts';

/** They lie in the table: a mark never comes to mean another stance. */
const MARKS: Readonly<Record<Stance, string>> = {
  assert: 'a',
  deny: 'd',
  refuse: 'r',
  warn: 'w',
  promise: 'p',
  allege: 'l',
  ask: 'q',
  demand: 'm',
  believe: 'b',
  fear: 'f',
  hope: 'h',
  judge: 'j',
  estimate: 'e',
  agree: 'g',
};

/**
 * The stances of an article's claims, as its head keeps them: a letter a claim in the order of the text, "-" for one that has none.
 * So a list of one stance knows its claims before it reads any.
 */
export const packStances = (stances: readonly (Stance | null)[]): string =>
  stances.map((stance) => (stance === null ? '-' : MARKS[stance])).join('');

/** @param packed `packStances`'s; without it (on heads from before they were kept) any claim may have the stance */
export const mayHaveStance =
  (packed: string | undefined, stance: Stance) =>
  (place: number): boolean =>
    packed === undefined || packed[place] === MARKS[stance];
