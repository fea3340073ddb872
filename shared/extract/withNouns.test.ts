import { describe, expect, it } from 'vitest';
import type { WordRange } from './decodeSpans.ts';
import { withNouns } from './withNouns.ts';

/** "[s source] [c cue] [t content]" with single spaces between words and signs; gives "source | cue | content" of each. */
function read(marked: string): string[] {
  const words: { surface: string; sentence: number }[] = [];
  const roles: Record<string, WordRange[]> = { s: [], c: [], t: [] };
  for (const { groups } of marked.matchAll(/\[(?<role>[sct]) (?<inner>[^\]]+)\]|(?<plain>[^\s[\]]+)/gu)) {
    const start = words.length;
    for (const surface of (groups!.inner ?? groups!.plain!).split(' ')) words.push({ surface, sentence: 0 });
    if (groups!.role) roles[groups!.role]!.push({ start, end: words.length });
  }
  const given = { source: roles.s![0] ?? null, cue: roles.c!, content: roles.t!, probability: 1 };
  const cut = (ranges: readonly WordRange[]) =>
    ranges
      .map(({ start, end }) =>
        words
          .slice(start, end)
          .map(({ surface }) => surface)
          .join(' '),
      )
      .join(' … ');
  return withNouns(words, [given]).map(({ source, cue, content }) =>
    [source ? [source] : [], cue, content].map(cut).join(' | '),
  );
}

describe('withNouns', () => {
  it('finds what an owned noun attributes inside somebody’s words', () => {
    expect(
      read(
        '[s Ware] [c said] [t the firm took back its earlier claim last week that no ship was late , and left]',
      )[1],
    ).toBe('its | earlier claim last week | that no ship was late');
    expect(read("[s Ware] [c denied] [t Delta Bank 's warning that it was void]")).toEqual([
      "Ware | denied | Delta Bank 's warning that it was void",
      "Delta Bank | 's warning | that it was void",
    ]);
  });

  it('parts a cue that has swallowed the noun of somebody else, or what is taken back', () => {
    expect(read("[s The officer] [c repeated a shepherd 's account] [t that they had left]")).toEqual([
      "The officer | repeated | a shepherd 's account that they had left",
      "a shepherd | 's account | that they had left",
    ]);
    expect(read('[s Lund] [c withdrew his assurance] [t that no jet was late]')).toEqual([
      'Lund | withdrew | his assurance that no jet was late',
      'his | assurance | that no jet was late',
    ]);
  });

  it.each([
    '[s Lund] [c repeated his promise] [t that no jet was late]',
    '[s Lund] [c said] [t the claim that it was late]',
    '[s Lund] [c said] [t her report was late that week]',
  ])('leaves the rest as it is: %s', (marked) => {
    expect(read(marked)).toHaveLength(1);
  });
});
