import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import { parseParameters } from './parseParameters.ts';
import { emptyQuery, listArticlesQuery, listClaimsQuery, listEntitiesQuery } from './schemasRequest.ts';

const claims = (query: string) => parseParameters(listClaimsQuery, new URLSearchParams(query));
const articles = (query: string) => parseParameters(listArticlesQuery, new URLSearchParams(query));

function refusals(parse: () => unknown): Record<string, string> {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof PermanentError) || error.code !== 'parameters.invalid') throw error;
    const invalid = error.detail.invalidParams as { name: string; reason: string }[];
    return Object.fromEntries(invalid.map(({ name, reason }) => [name, reason]));
  }
  throw new Error('nothing was refused');
}

describe('request parameters', () => {
  it('get the default page size when they name none', () => {
    expect(claims('')).toEqual({ limit: 25 });
    expect(claims('kind=narrated')).toEqual({ limit: 25, kind: 'narrated' });
  });

  it('come out as plain values', () => {
    expect(claims('source=Port+Authority&minConfidence=.5&limit=100')).toEqual({
      source: 'Port Authority',
      minConfidence: 0.5,
      limit: 100,
    });
  });

  it('take a date for the whole UTC day, the last one included', () => {
    expect(claims('from=2024-02-28&to=2024-02-28')).toMatchObject({
      from: '2024-02-28T00:00:00.000Z',
      to: '2024-02-29T00:00:00.000Z',
    });
  });

  it('take a date-time for that very moment, in any time zone', () => {
    expect(claims('from=2024-02-28T23:30:00%2B01:00&to=2024-02-29T00:00:00Z')).toMatchObject({
      from: '2024-02-28T22:30:00.000Z',
      to: '2024-02-29T00:00:00.000Z',
    });
  });

  it('keep times at the ends of the calendar comparable as text', () => {
    expect(claims('from=0000-01-01T00:00:00%2B05:00&to=9999-12-31')).toMatchObject({
      from: '0000-01-01T00:00:00.000Z',
      to: '9999-12-31T23:59:59.999Z',
    });
  });

  it.each([
    '2023-02-30',
    '11.01.2023',
    '2023-01-11T18:30:00',
    '2023-01-11T25:00:00Z',
    '2023-01-11T18:30:00 01:00',
    'yesterday',
    '1673395200',
    `2023-01-11T18:30:00.${'0'.repeat(60)}Z`,
  ])('refuse the time %s and show the right forms', (time) => {
    expect(refusals(() => claims(new URLSearchParams({ from: time }).toString())).from).toContain(
      'must be a date (2023-01-11) or a date-time with time zone',
    );
  });

  it('refuse a range that runs backwards', () => {
    expect(refusals(() => articles('from=2023-01-12&to=2023-01-11'))).toEqual({ from: 'must lie before to' });
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '0x10', ' 5', '', 'ten', '٣', '05'])(
    'refuse the limit "%s"',
    (limit) => {
      expect(refusals(() => claims(new URLSearchParams({ limit }).toString()))).toEqual({
        limit: 'must be a whole number from 1 to 100',
      });
    },
  );

  it.each(['1.01', '-0.1', '', '80%', 'NaN', '1e-1', '.'])('refuse the confidence "%s"', (minConfidence) => {
    expect(refusals(() => claims(new URLSearchParams({ minConfidence }).toString()))).toEqual({
      minConfidence: 'must be a number from 0 to 1',
    });
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['1.0', 1],
    ['0.93', 0.93],
  ])('take the confidence %s', (given, value) => {
    expect(claims(`minConfidence=${given}`).minConfidence).toBe(value);
  });

  it('are refused by name when unknown, with the names that are known', () => {
    expect(refusals(() => claims('sorce=Port+Authority'))).toEqual({
      sorce:
        'is not known here: the parameters are source, via, entity, publisher, kind, stance, minConfidence, from, to, limit, cursor',
    });
    expect(refusals(() => parseParameters(emptyQuery, [['page', '2']]))).toEqual({
      page: 'is not known here: no parameters are',
    });
  });

  it('are refused when given twice', () => {
    expect(refusals(() => claims('kind=said'))).toEqual({ kind: 'must be attributed, narrated or all' });
    expect(refusals(() => claims('kind=narrated&source=a')).source).toMatch(/have no source/);
    expect(Object.keys(refusals(() => claims('kind=narrated&via=a&stance=deny')))).toEqual(['via', 'stance']);
    expect(refusals(() => claims('source=a&source=b'))).toEqual({ source: 'must be given once' });
  });

  it('are refused when missing, empty or too long', () => {
    expect(refusals(() => parseParameters(listEntitiesQuery, []))).toEqual({ prefix: 'is required' });
    expect(refusals(() => claims('source='))).toEqual({ source: 'must not be empty' });
    for (const name of ['publisher', 'entity', 'cursor']) {
      expect(refusals(() => articles(`${name}=${'x'.repeat(5000)}`))[name]).toMatch(
        /^must not be longer than \d+ characters$/,
      );
    }
  });

  it('refuse a prefix that no name can start with', () => {
    const prefix = (value: string) =>
      refusals(() => parseParameters(listEntitiesQuery, [['prefix', value]])).prefix;
    expect(prefix('—!')).toBe('must hold a letter or digit');
    expect(prefix('\uFDFA'.repeat(100))).toBe('is too long');
  });

  it('are refused together when they exclude each other', () => {
    const reason = 'cannot be combined with source: give one of source, via, entity, publisher';
    expect(refusals(() => claims('publisher=p&source=s&entity=e'))).toEqual({
      entity: reason,
      publisher: reason,
    });
    expect(refusals(() => articles('entity=e&status=refused'))).toEqual({
      status: 'cannot be combined with entity: give one of entity, status',
    });
  });

  it('are all named when several are wrong', () => {
    expect(Object.keys(refusals(() => claims('limit=0&from=x&sorce=y'))).sort()).toEqual([
      'from',
      'limit',
      'sorce',
    ]);
  });

  it('either parse or are refused, whatever they are', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'source',
        'entity',
        'publisher',
        'from',
        'to',
        'limit',
        'cursor',
        '__proto__',
        'constructor',
      ),
      fc.string({ unit: 'binary' }),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 4 }), (parameters) => {
        try {
          expect(parseParameters(listClaimsQuery, parameters).limit).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'parameters.invalid' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
