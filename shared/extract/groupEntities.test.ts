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

  it('does not name after a dateline’s capitals', () => {
    expect(group('[location RIGA]/[location OSLO], May 3 - [location Riga] asked.')).toEqual([
      ['Riga', 'location', ['RIGA', 'Riga']],
      ['OSLO', 'location', ['OSLO']],
    ]);
  });

  it('joins the short forms of a person’s name, before the full name too', () => {
    expect(
      group('[person Reis]: no. [person Ana Reis] and [person Ana M. Reis] met. [person Ana] left.'),
    ).toEqual([['Ana M. Reis', 'person', ['Reis', 'Ana Reis', 'Ana M. Reis', 'Ana']]]);
  });

  it('joins a surname of two words', () => {
    expect(group('[person Ana Quispe Luna] and [person Quispe Luna]').map(([name]) => name)).toEqual([
      'Ana Quispe Luna',
    ]);
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

  it('does not take the House for the White House', () => {
    expect(group('[organization White House] and [organization House]').map(([name]) => name)).toEqual([
      'White House',
      'House',
    ]);
  });

  it('joins nothing in brackets to a day', () => {
    expect(group('[date Nov 21] ([organization Newswire])').map(([name]) => name)).toEqual([
      'Nov 21',
      'Newswire',
    ]);
  });

  it('joins the short form that stands in brackets, whatever its letters are', () => {
    expect(
      group(
        'the [organization National Emergency Service] ([organization SEN]) left. [organization SEN] said.',
      ),
    ).toEqual([['National Emergency Service', 'organization', ['National Emergency Service', 'SEN', 'SEN']]]);
    expect(group('[person Ana Reis] ([organization SEN]) left.').map(([name]) => name)).toEqual([
      'Ana Reis',
      'SEN',
    ]);
  });

  it('joins a name with a nickname', () => {
    expect(
      group('[person William “Bill” Gates], [person Bill Gates], [person Bill], [person Gates]'),
    ).toEqual([['William “Bill” Gates', 'person', ['William “Bill” Gates', 'Bill Gates', 'Bill', 'Gates']]]);
  });

  it('tells namesakes by a title', () => {
    expect(
      group(
        '[person Sigrid Hall], a spokeswoman, met Mr [person Petter Hall]. Ms [person Hall] left, Mr [person Hall] stayed.',
      ),
    ).toEqual([
      ['Sigrid Hall', 'person', ['Sigrid Hall', 'Hall']],
      ['Petter Hall', 'person', ['Petter Hall', 'Hall']],
    ]);
  });

  it('tells namesakes by a title and a given name', () => {
    expect(group('[person Pat Hall] and [person Peter Hall] met. Mr [person Hall] left.')).toEqual([
      ['Pat Hall', 'person', ['Pat Hall']],
      ['Peter Hall', 'person', ['Peter Hall', 'Hall']],
    ]);
  });

  it('tells namesakes by their generation', () => {
    expect(
      group(
        '[person Hector Pardo] met [person Ignacio Pardo], his younger cousin. The elder [person Pardo] left, the younger [person Pardo] stayed.',
      ),
    ).toEqual([
      ['Hector Pardo', 'person', ['Hector Pardo', 'Pardo']],
      ['Ignacio Pardo', 'person', ['Ignacio Pardo', 'Pardo']],
    ]);
  });

  it('leaves a surname to who alone had it before', () => {
    expect(
      group(
        '[person Ana Reis] left. [person Reis] sang. [person Rui Reis], her uncle, and [person Reis] met.',
      ),
    ).toEqual([
      ['Ana Reis', 'person', ['Ana Reis', 'Reis', 'Reis']],
      ['Rui Reis', 'person', ['Rui Reis']],
    ]);
  });

  it('cuts the place off an organization’s name, and no other owner', () => {
    expect(
      group(
        '[location Drosia] left. [organization Drosia’s Defence Ministry] met [organization King’s College].',
      ).map(([name]) => name),
    ).toEqual(['Drosia', 'Defence Ministry', 'King’s College']);
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

  it('keeps apart a company and who bears its name', () => {
    expect(
      group(
        '[organization Harwick] fell. [person Giles Harwick] left. [location Harwick] is old. [person Harwick] wept.',
      ),
    ).toEqual([
      ['Harwick', 'organization', ['Harwick', 'Harwick']],
      ['Giles Harwick', 'person', ['Giles Harwick', 'Harwick']],
    ]);
  });

  it('does not take an agency for the place that its report is from', () => {
    expect(group('PORT HARWICK ([organization HPA]) – Rain fell.').length).toBe(1);
    expect(group('[location PORT HARWICK] ([organization PHA]) – Rain.').length).toBe(2);
    expect(group('[location Port Harwick] ([organization NMG]) Rain.').length).toBe(2);
    expect(group('[location New Harwick Islands] ([location NHI]) Rain.').length).toBe(1);
  });

  it('cuts off what is no part of a name', () => {
    expect(
      group(
        '[person ex-registrar Ida Moe] met [person Rui Costa KC], [location Harwick region] and [product ‘13 Lamps].',
      ).map(([name]) => name),
    ).toEqual(['Ida Moe', 'Rui Costa', 'Harwick', '13 Lamps']);
    expect(group('[person Vincent van Gogh] and [product ‘Salt’ Days]').map(([name]) => name)).toEqual([
      'Vincent van Gogh',
      '‘Salt’ Days',
    ]);
  });

  it('takes the place of a company that has no other name for one', () => {
    expect(group('The [organization Harwick] company left.')[0]![1]).toBe('location');
    expect(group('The [organization Harwick] company left. [organization Harwick] won.')[0]![1]).toBe(
      'organization',
    );
    expect(group('[person Republican Ida Moe] left.')[0]![0]).toBe('Ida Moe');
  });

  it('takes in what is a part of it', () => {
    expect(
      group(
        '[location Harwick] district council and [location Marden] crown court, but [location Selby] council',
      ),
    ).toEqual([
      ['Harwick district council', 'organization', ['Harwick district council']],
      ['Marden crown court', 'organization', ['Marden crown court']],
      ['Selby', 'location', ['Selby']],
    ]);
    expect(group('They ran [person Tanner]’s of Brockfield, with [person Tanner]’s friend.')).toEqual([
      ['Tanner’s', 'organization', ['Tanner’s']],
      ['Tanner', 'person', ['Tanner']],
    ]);
  });

  it('gives titles their article, not sentences', () => {
    expect(
      group(
        'She told The [organization Lamp] of “The [product Salt]”. The [organization Lamp] said “The [organization Senate] is old”.',
      ),
    ).toEqual([
      ['Lamp', 'organization', ['The Lamp', 'Lamp']],
      ['Salt', 'product', ['The Salt']],
      ['Senate', 'organization', ['Senate']],
    ]);
  });

  it('joins the names of a country, and the first word of a body’s two', () => {
    expect(
      group(
        '[location U.S.] and [location America], [organization Frente Ferroviario]; [organization Frente] won.',
      ).map(([name]) => name),
    ).toEqual(['America', 'Frente Ferroviario']);
    expect(
      group(
        '[organization Harwick Institute] and [organization Harwick]; [organization Salt Press], [organization Salt]',
      ),
    ).toHaveLength(4);
    expect(group('[organization Frente] met [organization Frente Ferroviario]')).toHaveLength(2);
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
