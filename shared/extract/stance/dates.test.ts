import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Direction, dateAddition, findDates, resolveDate } from './dates.ts';
import { directionOf } from './tense.ts';

/** A Friday. */
const FRIDAY = '2023-01-13';
const texts = (text: string) => findDates(text).map((date) => date.text);
const value = (text: string, direction: Direction = 'past', published: string | null = FRIDAY) => {
  const [date, ...others] = findDates(text);
  expect(others).toEqual([]);
  return date ? resolveDate(date, direction, published) : undefined;
};

describe('findDates', () => {
  it('finds days, months and years as news writes them, with their spans', () => {
    const text =
      'On Wednesday, 2 May 2024, and in March 2021, on Jan. 5, today, last month, two days ago and in 2019.';
    expect(texts(text)).toEqual([
      '2 May 2024',
      'March 2021',
      'Jan. 5',
      'today',
      'last month',
      'two days ago',
      '2019',
    ]);
    for (const { span, text: said } of findDates(text)) expect(text.slice(...span)).toBe(said);
  });

  it.each([
    'It may rain, and they march on',
    'The Sunday Times and The Sun said so on Black Friday',
    'open on Mondays and every Tuesday',
    'from Monday to Friday',
    'Monday-Friday',
    'by Wednesday',
    'the following Wednesday',
    'last week',
    'this morning’s vote',
    'in 2,019 houses',
    'in 2019-20',
    'in the 1990s',
    'by the end of October',
    'Wednesday’s vote',
    'between March and June',
    'May said so',
    'April Jones met June Orr',
  ])('finds no day, month or year in "%s"', (text) => {
    expect(texts(text)).toEqual([]);
  });

  it('takes any text, in linear time', () => {
    const pieces = fc.constantFrom(
      'Monday',
      'in',
      'March',
      '31',
      '2019',
      'on',
      'of',
      'last',
      'year',
      ',',
      '-',
      'May',
      'Sept.',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        let before = 0;
        for (const { span } of findDates(text)) {
          expect(span[0]).toBeGreaterThanOrEqual(before);
          expect(span[1]).toBeLessThanOrEqual(text.length);
          before = span[1];
        }
      }),
    );
    expect(findDates('in March '.repeat(50_000)).length).toBeLessThanOrEqual(1_000);
  }, 30_000);
});

describe('resolveDate', () => {
  it('counts from the day of publication, on or before it in the past, on or after it in the future', () => {
    expect(value('on Wednesday')).toBe('2023-01-11');
    expect(value('on Friday')).toBe('2023-01-13');
    expect(value('on Saturday')).toBe('2023-01-07');
    expect(value('on Saturday', 'future')).toBe('2023-01-14');
    expect(value('in November')).toBe('2022-11');
    expect(value('in November', 'future')).toBe('2023-11');
    expect(value('on 20 January')).toBe('2022-01-20');
    expect(value('today', 'unknown')).toBe('2023-01-13');
    expect(value('yesterday', 'unknown')).toBe('2023-01-12');
    expect(value('two days ago', 'unknown')).toBe('2023-01-11');
    expect(value('this morning', 'unknown')).toBe('2023-01-13');
    expect(value('last night', 'unknown')).toBe('2023-01-12');
    expect(value('on New Year’s Day')).toBe('2023-01-01');
    expect(value('last month', 'unknown')).toBe('2022-12');
    expect(value('next year', 'unknown')).toBe('2024');
  });

  it('takes "last" and "next" with a day only where the nearest one is not in the same week', () => {
    expect(value('last Sunday', 'unknown')).toBe('2023-01-08');
    expect(value('last Tuesday', 'unknown')).toBeNull();
    expect(value('next Tuesday', 'unknown')).toBe('2023-01-17');
    expect(value('next Sunday', 'unknown')).toBeNull();
  });

  it('takes the nearest day of a month where the tense does not tell, or where something is due by it', () => {
    expect(value('on 20 January', 'unknown')).toBe('2023-01-20');
    expect(value('on 20 December', 'unknown')).toBe('2022-12-20');
    expect(value('until 20 January')).toBe('2023-01-20');
    expect(value('on 20 June', 'unknown')).toBeNull();
    expect(value('the attacks of Sept. 11', 'unknown', '2023-09-20')).toBeNull();
  });

  it('takes what says it all as it is, with or without a publication date', () => {
    expect(value('on 11 January 2023', 'unknown', null)).toBe('2023-01-11');
    expect(value('on Wednesday, January 11, 2023', 'unknown', null)).toBe('2023-01-11');
    expect(value('in March 2021', 'unknown', null)).toBe('2021-03');
    expect(value('in 2019', 'unknown', null)).toBe('2019');
  });

  it('gives null rather than a guess', () => {
    expect(value('on Wednesday', 'unknown')).toBeNull();
    expect(value('on Wednesday', 'past', null)).toBeNull();
    expect(value('on Feb. 29', 'past')).toBeNull();
    expect(value('on Wednesday', 'past', 'soon')).toBeNull();
  });

  it('gives null where the day depends on the clock of the place that a moment of publication belongs to', () => {
    // At 20:00 UTC on Tuesday it is Wednesday in Sydney already.
    expect(value('on Wednesday', 'past', '2023-01-10T20:00:00.000Z')).toBeNull();
    expect(value('on Monday', 'past', '2023-01-10T20:00:00.000Z')).toBe('2023-01-09');
    expect(value('yesterday', 'past', '2023-01-10T20:00:00.000Z')).toBeNull();
    expect(value('last month', 'past', '2023-01-10T20:00:00.000Z')).toBe('2022-12');
    expect(value('last month', 'past', '2023-01-01T02:00:00.000Z')).toBeNull();
  });

  it('gives a day of the calendar, never after publication in the past nor before it in the future', () => {
    const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...names), (date, name) => {
        const published = date.toISOString().slice(0, 10);
        for (const direction of ['past', 'future'] as const) {
          const found = value(`on ${name}`, direction, published)!;
          expect(names[new Date(found).getUTCDay()]).toBe(name);
          const days = (Date.parse(found) - Date.parse(published)) / 86_400_000;
          expect(direction === 'past' ? -days : days).toBeGreaterThanOrEqual(0);
          expect(Math.abs(days)).toBeLessThan(7);
        }
      }),
      { numRuns: 30 },
    );
  }, 30_000);

  it('says what to add to a date', () => {
    const added = (text: string, to: string) => dateAddition(findDates(text)[0]!, to);
    expect(added('on Wednesday', '2023-01-11')).toBe('11 January 2023');
    expect(added('next month', '2025-04')).toBe('April 2025');
    expect(added('in November', '2022-11')).toBe('2022');
    expect(added('on 11 January 2023', '2023-01-11')).toBeNull();
  });
});

describe('directionOf', () => {
  const direction = (text: string) => directionOf(text, findDates(text)[0]!.span, [0, text.length]);

  it.each([
    ['a dam broke late on Monday above the town', 'past'],
    ['On Monday the dam broke', 'past'],
    ['the wall was inspected in November and met the standard', 'past'],
    ['the offices had been closed on Monday', 'past'],
    ['the tree will be cut down on Monday', 'future'],
    ['the truck was on its way when it was struck from the air on Monday', 'past'],
    ['nine were killed when shells hit a market on Monday', 'past'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(direction(text)).toBe(expected);
  });

  it.each([
    'the talks are due to begin on Monday',
    'they planned to meet on Monday',
    'he ordered them to leave on Monday',
    'the office would be closed on Monday',
    'ministers welcomed talks on Monday',
    'it could have closed on Monday',
    'the ferries are cancelled on Monday',
    'if it closed on Monday',
    'the crane would be moved when it was repaired on Monday',
    'on Monday',
  ])('leaves "%s" open', (text) => {
    expect(direction(text)).toBe('unknown');
  });
});
