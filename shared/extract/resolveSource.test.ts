import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import type { Entity, EntityType } from './extraction.ts';
import { namedMentions, resolveSource } from './resolveSource.ts';

/**
 * Resolves the source `{…}` of a text in which names are marked `[type name]`; `earlier` names entities that were
 * sources before.
 */
function resolve(marked: string, earlier: string[] = []) {
  let text = '';
  let from = 0;
  let to = 0;
  const found = new Map<string, { type: EntityType; mentions: [number, number][] }>();
  for (const [part, type, name] of marked.matchAll(/\[(\w+) ([^\]]*)\]|[{}]|[^[{}]+/g)) {
    if (part === '{') from = text.length;
    else if (part === '}') to = text.length;
    else {
      if (name) {
        const entity = found.get(name) ?? { type: type as EntityType, mentions: [] };
        entity.mentions.push([text.length, text.length + name.length]);
        found.set(name, entity);
      }
      text += name ?? part;
    }
  }
  const entities: Entity[] = [...found].map(([name, rest], i) => ({ id: `e${i + 1}`, name, ...rest }));
  const { sourceName, sourceKind } = resolveSource([from, to], {
    text,
    mentions: namedMentions(entities, articleFromText(text)),
    earlier: earlier.map((name) => {
      const entity = entities.find((one) => one.name === name)!;
      return { entity, at: entity.mentions[0]![0] };
    }),
  });
  return [sourceName, sourceKind];
}

describe('resolveSource', () => {
  it.each([
    ['{[person Ana Reis]} said', 'Ana Reis', 'person'],
    ['{Foreign Minister [person Ana Reis]} said', 'Ana Reis', 'person'],
    ['{[person Ana Reis], head of [organization Tidal],} said', 'Ana Reis', 'person'],
    ['{[person Ana Reis], the union’s secretary,} said', 'Ana Reis', 'person'],
    ['{The head of [organization Tidal]’s board, [person Ana Reis],} said', 'Ana Reis', 'person'],
    ['{[person Costa]’s lawyer [person Ana Reis]} said', 'Ana Reis', 'person'],
    ['{[person Ana Reis] of [location Porto], who leads the board,} said', 'Ana Reis', 'person'],
    ['{[person Ana Reis] herself} said', 'Ana Reis', 'person'],
    [
      '{The [organization Board for the Study of Tides]} said',
      'Board for the Study of Tides',
      'organization',
    ],
    ['{The ferry company, [organization Island Lines],} said', 'Island Lines', 'organization'],
    ['{[location Lisbon]} said', 'Lisbon', 'organization'],
    ['{[location Lisbon]’s} claim', 'Lisbon', 'organization'],
  ])('finds the name that heads %s', (marked, name, kind) => {
    expect(resolve(marked)).toEqual([name, kind]);
  });

  it.each([
    ['{a spokesman for the [organization Wine Board]} said', 'a spokesman for the Wine Board', 'person'],
    ['{[person Costa]’s campaign} said', 'Costa’s campaign', 'organization'],
    ['{two officials in [location Porto]} said', 'two officials in Porto', 'group'],
    ['{Many [group Greens]} said', 'Many Greens', 'group'],
    ['{[person Ana Reis] and [person Rui Costa]} said', 'Ana Reis and Rui Costa', 'unknown'],
    ['{the report of the [organization Wine Board]} says', 'the report of the Wine Board', 'document'],
    ['{three people close to  the talks} said', 'three people close to the talks', 'group'],
  ])('keeps the words of %s', (marked, name, kind) => {
    expect(resolve(marked)).toEqual([name, kind]);
  });

  it('takes “he” and “she” for the nearest source or subject before', () => {
    expect(resolve('[person Rui Costa] met [person Ana Reis]. {He} said', [])).toEqual([
      'Rui Costa',
      'person',
    ]);
    expect(
      resolve('[person Rui Costa] met [person Ana Reis], who said so. {She} said', ['Ana Reis']),
    ).toEqual(['Ana Reis', 'person']);
    expect(resolve('Nobody was named. {She} said')).toEqual(['She', 'person']);
  });

  it('takes “who” for the name right before it', () => {
    expect(resolve('a friend of [person Ana Reis], {who} said')).toEqual(['Ana Reis', 'person']);
    expect(resolve('[person Ana Reis] met a friend {who} said')).toEqual(['who', 'person']);
  });

  it('takes “the think tank” for the nearest organization that was a source or a subject', () => {
    expect(
      resolve(
        'The [organization Tidal Institute] said so. [organization Island Lines] denied it. {The think tank} added',
        ['Tidal Institute'],
      ),
    ).toEqual(['Island Lines', 'organization']);
    expect(
      resolve(
        'The [organization Tidal Institute] said so to [organization Island Lines]. {The think tank} added',
      ),
    ).toEqual(['Tidal Institute', 'organization']);
  });

  it('takes “the ministry” for an organization with that word in its name, and for no other', () => {
    expect(
      resolve('The [organization Ministry of Fish] wrote to [organization Tidal]. {The ministry} said', [
        'Tidal',
      ]),
    ).toEqual(['Ministry of Fish', 'organization']);
    expect(resolve('[organization Tidal] left. {The ministry} said', ['Tidal'])).toEqual([
      'The ministry',
      'organization',
    ]);
  });

  it('reaches back some paragraphs, not to the beginning of a long text', () => {
    const filler = `${'Nothing happened there. '.repeat(100)}`;
    expect(resolve(`[person Ana Reis] left. ${filler}{She} said`)).toEqual(['She', 'person']);
  });

  it('gives nothing where nobody is mentioned', () => {
    expect(resolveSource(null, { text: '', mentions: [], earlier: [] })).toEqual({
      sourceName: null,
      sourceEntity: null,
      sourceKind: null,
    });
  });
});
