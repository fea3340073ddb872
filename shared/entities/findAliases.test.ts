import { describe, expect, it } from 'vitest';
import { type NamedEntity, namedArticle } from '../../tests/namedArticle.ts';
import { findAliases } from './findAliases.ts';

const found = (text: string, ...named: NamedEntity[]) =>
  findAliases(text, namedArticle('a', text, named).extraction.entities).map(
    ({ key, entityKey, rule }) => `${key} → ${entityKey}: ${rule}`,
  );

describe('findAliases', () => {
  it('takes what stands in brackets behind a name, tagged or not', () => {
    const expected = ['isw → institute-for-the-study-of-war: brackets'];
    const text = 'The Institute for the Study of War (ISW) said so.';
    expect(found(text, ['Institute for the Study of War', 'organization', 'ISW'])).toEqual(expected);
    expect(found(text, ['Institute for the Study of War', 'organization'])).toEqual(expected);
  });

  it('takes a name in brackets behind its initials', () => {
    const text = 'The BND (the Bundesnachrichtendienst Berlin) said so.';
    expect(found(text, ['BND', 'organization'], ['Bundesnachrichtendienst Berlin', 'organization'])).toEqual([
      'bnd → bundesnachrichtendienst-berlin: brackets',
    ]);
  });

  it('takes initials that the text uses beside a name', () => {
    const text = 'The Harbour Surveyors League met. The H.S.L. said so, and HSL again.';
    expect(found(text, ['Harbour Surveyors League', 'organization', 'H.S.L.', 'HSL'])).toEqual([
      'h-s-l → harbour-surveyors-league: initials',
      'hsl → harbour-surveyors-league: initials',
    ]);
  });

  it('takes a person’s fuller name, without titles', () => {
    const text = 'Ines Maria Calder spoke. Mayor Ines Calder left. Calder is back.';
    expect(found(text, ['Ines Maria Calder', 'person', 'Mayor Ines Calder', 'Calder'])).toEqual([
      'ines-calder → ines-maria-calder: fuller-name',
    ]);
  });

  it.each<[string, string, NamedEntity[]]>([
    ['a surname', 'Ines Calder spoke. Calder left.', [['Ines Calder', 'person', 'Calder']]],
    ['a common name', 'John Q. Smith spoke. John Smith left.', [['John Q. Smith', 'person', 'John Smith']]],
    [
      'an office of many places',
      'The Ministry of Defence (MoD) said so.',
      [['Ministry of Defence', 'organization']],
    ],
    ['the gazetteer’s names', 'The Union of Sellers (US) said so.', [['Union of Sellers', 'organization']]],
    [
      'brackets of another kind',
      'The Institute for Sea Law (Selby, NY) said so.',
      [['Institute for Sea Law', 'organization']],
    ],
    [
      'letters that do not fit',
      'The Institute for Sea Law (XQZ) said so.',
      [['Institute for Sea Law', 'organization']],
    ],
    ['places', 'Port of Selby (POS) is wet.', [['Port of Selby', 'location']]],
  ])('makes nothing of %s', (_, text, named) => {
    expect(found(text, ...named)).toEqual([]);
  });
});
