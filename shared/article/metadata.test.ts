import { describe, expect, it } from 'vitest';
import { mergeMetadata, objectMetadata } from './metadata.ts';
import { published } from './published.ts';

describe('published', () => {
  it.each<[unknown, string | null]>([
    ['2023-01-11', '2023-01-11'],
    ['20230111', '2023-01-11'],
    ['2023/01/11', '2023-01-11'],
    ['2023-01-11T18:30:00Z', '2023-01-11T18:30:00.000Z'],
    ['2023-01-11T18:30:00.1234+02:00', '2023-01-11T16:30:00.123Z'],
    ['2023-01-11 18:30 -0500', '2023-01-11T23:30:00.000Z'],
    ['20230111T183000Z', '2023-01-11T18:30:00.000Z'],
    ['2023-01-11T23:30:00-01:00', '2023-01-12T00:30:00.000Z'],
    ['2023-01-11T18:30:00', '2023-01-11'],
    ['Wed, 11 Jan 2023 18:30:00 GMT', '2023-01-11T18:30:00.000Z'],
    ['Wed, 11 Jan 2023 18:30:00 +0100', '2023-01-11T17:30:00.000Z'],
    ['January 11, 2023', '2023-01-11'],
    ['Jan. 11, 2023 at 6:30 p.m. EST', '2023-01-11T23:30:00.000Z'],
    ['11th January 2023', '2023-01-11'],
    ['January 11, 2023, 6:30 pm', '2023-01-11'],
    [1673461800, '2023-01-11T18:30:00.000Z'],
    [1673461800000, '2023-01-11T18:30:00.000Z'],
    ['2023-02-30', null],
    ['01/02/2023', null],
    ['yesterday', null],
    ['2023', null],
    ['', null],
    [{}, null],
    [Number.NaN, null],
  ])('of %j is %j', (given, expected) => {
    expect(published(given)).toBe(expected);
  });
});

describe('metadata', () => {
  it('takes each field from the first place that has a usable value', () => {
    expect(
      mergeMetadata(
        { title: ' ', published: 'soon', url: 'javascript:alert(1)' },
        { title: 'Pier\n falls', publisher: 7, published: '2024-03-14', url: 'https://gazette.example/pier' },
        { title: 'No', publisher: 'The Estuary Gazette' },
      ),
    ).toEqual({
      title: 'Pier falls',
      publisher: 'The Estuary Gazette',
      published: '2024-03-14',
      url: 'https://gazette.example/pier',
    });
  });

  it('cuts a title that is too long and drops a URL that is', () => {
    const long = mergeMetadata({
      title: '😀'.repeat(600),
      url: `https://gazette.example/${'a'.repeat(2_000)}`,
    });
    expect(long.title).toMatch(/^(?:😀)+…$/u);
    expect(long.title!.length).toBeLessThanOrEqual(500);
    expect(long.url).toBeNull();
  });

  it('undoes what HTTP headers need: encoded words and percent signs', () => {
    expect(
      objectMetadata({
        title: '=?UTF-8?B?UMOhZ2luYQ==?= =?utf-8?Q?_um=C3=A1?=',
        publisher: 'Gazeta%20do%20Estu%C3%A1rio',
        url: 'https://gazette.example/a%20b',
        published: '2024-03-14',
      }),
    ).toEqual({
      title: 'Página umá',
      publisher: 'Gazeta do Estuário',
      url: 'https://gazette.example/a%20b',
      published: '2024-03-14',
    });
    expect(
      objectMetadata({ title: 'Up 5% in May', url: 'https%3A%2F%2Fgazette.example%2Fa%2520b' }),
    ).toMatchObject({
      title: 'Up 5% in May',
      url: 'https://gazette.example/a%20b',
    });
  });
});
