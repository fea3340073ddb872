import { describe, expect, it } from 'vitest';
import type { EntityType } from './extraction.ts';
import { groupEntities } from './groupEntities.ts';

/** Entities of a text in which mentions are marked `[type name]`: names with the texts of their mentions. */
function group(marked: string) {
  let text = '';
  const mentions: { type: EntityType; span: [number, number] }[] = [];
  for (const part of marked.matchAll(/\[(\w+) ([^\]]*)\]|[^[]+/g)) {
    const start = text.length;
    text += part[2] ?? part[0];
    if (part[1]) mentions.push({ type: part[1] as EntityType, span: [start, text.length] });
  }
  return groupEntities(text, mentions).map(({ name, type, mentions: spans }) => [
    name,
    type,
    spans.map(([start, end]) => text.slice(start, end)),
  ]);
}

describe('groupEntities', () => {
  it('makes one entity of all mentions of a name, numbered in the order of the text', () => {
    expect(group('[location Porto] and [person Ana Reis]; [location PORTO], [person Ana  Reis]')).toEqual([
      ['Porto', 'location', ['Porto', 'PORTO']],
      ['Ana Reis', 'person', ['Ana Reis', 'Ana  Reis']],
    ]);
    expect(groupEntities('Rome', [{ type: 'location', span: [0, 4] }])[0]!.id).toBe('e1');
  });

  it('joins the short forms of a person’s name, before the full name too', () => {
    expect(
      group('[person Reis]: no. [person Ana Reis] and [person Ana M. Reis] met. [person Ana] left.'),
    ).toEqual([['Ana M. Reis', 'person', ['Reis', 'Ana Reis', 'Ana M. Reis', 'Ana']]]);
  });

  it('joins no short form that fits two persons', () => {
    expect(
      group('[person Ana Reis] and [person Rui Reis]. [person Reis] left.').map(([name]) => name),
    ).toEqual(['Ana Reis', 'Rui Reis', 'Reis']);
  });

  it('joins an organization’s initials', () => {
    expect(
      group(
        'the [organization Board for the Study of Tides] ([organization BST]) said. [organization B.S.T.] left.',
      ),
    ).toEqual([
      ['Board for the Study of Tides', 'organization', ['Board for the Study of Tides', 'BST', 'B.S.T.']],
    ]);
  });

  it('cuts titles, articles and possessive endings off', () => {
    expect(
      group('[organization the Harbour Board’s] [person Mr. Rui Costa,] [person Prime Minister Ana Reis]'),
    ).toEqual([
      ['Harbour Board', 'organization', ['Harbour Board']],
      ['Rui Costa', 'person', ['Rui Costa']],
      ['Ana Reis', 'person', ['Ana Reis']],
    ]);
  });

  it('keeps a title that is all there is, and the full stop of an abbreviation', () => {
    expect(group('[person Judge] [location U.S.] [organization Tidal Inc.]').map(([name]) => name)).toEqual([
      'Judge',
      'U.S.',
      'Tidal Inc.',
    ]);
  });

  it('takes the type that most mentions have', () => {
    expect(group('[location Costa] [person Costa] [person Costa]')).toEqual([
      ['Costa', 'person', ['Costa', 'Costa', 'Costa']],
    ]);
  });

  it('drops mentions without a letter or a digit', () => {
    expect(group('[person “] [date —]')).toEqual([]);
  });
});
