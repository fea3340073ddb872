import { casual } from 'chrono-node/en';
import type { Span } from '../../span.ts';

/** A day, month or year that a text states: `2023-01-11`, `2023-01` or `2023`. */
export type DateValue = string;

/** Which side of the day of publication something lies on, by the words around its date. */
export type Direction = 'past' | 'future' | 'unknown';

/** A date as words state it, with what they say for certain. */
export interface DateMention {
  /** The date alone: "Wednesday" of "on Wednesday". */
  readonly span: Span;
  readonly text: string;
  readonly stated: Stated;
}

type Stated =
  /** Says it all: "11 January 2023", "March 2021", "2019". */
  | { readonly kind: 'absolute'; readonly value: DateValue }
  /** 0 is Sunday; with "last" or "next" before it. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: 'last' | 'next' | null }
  /** A day or a month without its year; months from 1. What is due by a day may be ahead whatever the tense. */
  | {
      readonly kind: 'yearless';
      readonly month: number;
      readonly day: number | null;
      readonly due?: boolean;
    }
  /** So many days, months or years from the day of publication. */
  | { readonly kind: 'relative'; readonly unit: 'day' | 'month' | 'year'; readonly offset: number };

const WEEKDAYS = 'Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday';
const SHORT_WEEKDAYS = String.raw`(?:Sun|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)\.`;
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const SHORT_MONTHS = String.raw`(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?`;
const NUMBER = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|[1-9][0-9]';

/** Where a date may stand; what it is, is read by chrono. The first letter of a name of a day or month is a capital. */
const CANDIDATE = new RegExp(
  [
    `(?<weekday>(?:\\b(?:[Ll]ast|[Nn]ext)\\s+)?(?:${WEEKDAYS})\\b|${SHORT_WEEKDAYS})`,
    String.raw`(?<feast>\b(?:New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve)|Boxing Day)\b)`,
    `(?<dated>(?:(?:${MONTHS})\\b|${SHORT_MONTHS})(?:\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\s*[%:])|(?=\\s+(?:19|20)\\d\\d\\b)|)(?:,?\\s+(?:19|20)\\d\\d\\b)?)`,
    String.raw`(?<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)`,
    String.raw`(?<relative>\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night|(?:this|last|next)\s+(?:month|year)|(?:${NUMBER})\s+days\s+ago)\b)`,
    String.raw`(?<year>(?<=\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|early as|late as|recently as)\s)(?:19|20)\d\d\b(?!\s*(?:[-–—/]|\d|%|(?:people|men|women|jobs|homes|houses|euros|dollars|pounds|tonnes|tons|metres|meters|cases|patients|units|copies|signatures)\b)))`,
  ].join('|'),
  'gu',
);
/** "11 January": a day before its month. */
const DAY_BEFORE = /(?<![\d.,:/-])([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s+of)?\s+$/u;
/** What a name of a day or month is not the date after: one of many, a range, or the name of something. */
const BEFORE_UNCLEAR =
  /(?:\b(?:every|each|any|another|one|some|most|many|a|an|the|following|previous|next|last|past|this|coming|between|to|and|or|than|of|mid|from|by|until|till|through|before|after|ahead of|alternate)\s+|[-–—/]\s*)$/iu;
const BEFORE_MONTH =
  /\b(?:in|since|during|late in|early in|throughout|late as|early as|recently as|[Ii]n (?:early|mid|late)|In)[\s-]+$/u;
/** A word with a capital letter right before belongs to a name with it: "Black Friday". */
const NAME_BEFORE =
  /(?:^|[^.!?:;"“”'‘’\s]\s+|[\p{L}]\s)(?!On\b|In\b|Late\b|Early\b|Since\b|Last\b|By\b)(\p{Lu}[\p{L}\p{M}’'-]*)\s+$/u;
/** The same after it, unless the word begins what it is the date of: "Sunday Times". */
const NAME_AFTER = /^\s+(?!(?:GMT|UTC|EST|EDT|CET|BST|I)\b)\p{Lu}[\p{L}\p{M}]/u;
/** Not one day: "Mondays", "Monday to Friday", "Monday-Friday"; or its possessive, "Monday's". */
const AFTER_UNCLEAR =
  /^(?:['’]s|s\b|\s*[-–—/]\s*(?:\p{L}|\d)|\s+(?:to|through|until|or|and)\s+(?:\p{Lu}|\d))/u;

/** More than any article's; each takes about a millisecond. */
const MOST = 1_000;
/** UTF-16 code units that are looked at beside a date. */
const BESIDE = 40;

/**
 * The dates of a text that are each one day, month or year, in order, not overlapping. Left out is whatever may be
 * no date, several, or a stretch of time: "The Sunday Times", "on Mondays", "Monday to Friday", "last week", "may".
 * What a candidate says is read by chrono-node; only what it holds certain counts (decision 11).
 *
 * @param reading an article's, or any text
 * @param within only there; all of the text without it
 */
export function findDates(reading: string, [from, to]: Span = [0, reading.length]): DateMention[] {
  const found: DateMention[] = [];
  const readBefore = new Map<string, Stated | null>();
  let candidates = 0;
  for (const match of reading.slice(from, to).matchAll(CANDIDATE)) {
    if (++candidates > MOST) break;
    let start = from + match.index;
    const end = start + match[0].trimEnd().length;
    const groups = match.groups!;
    const before = reading.slice(Math.max(from, start - BESIDE), start);
    if (groups.dated) start -= DAY_BEFORE.exec(before)?.[0].length ?? 0;
    if (start < (found.at(-1)?.span[1] ?? 0)) continue;
    const text = reading.slice(start, end).replace(/\s+/g, ' ');
    const left = reading.slice(Math.max(0, start - BESIDE), start);
    const right = reading.slice(end, end + BESIDE);
    const stated = groups.year
      ? year(text)
      : groups.feast
        ? (FEASTS.get(text.replace('’', "'")) ?? null)
        : (readBefore.get(text) ?? read(text));
    readBefore.set(text, stated);
    if (!stated || isUnclear(stated, text, left, right)) continue;
    const isDue = stated.kind === 'yearless' && /\b(?:by|until|till)\s+$/iu.test(left);
    const last = found.at(-1);
    // "Wednesday, 11 January": one date, the fuller one.
    if (last?.stated.kind === 'weekday' && /^[,\s]*$/.test(reading.slice(last.span[1], start))) found.pop();
    found.push({ span: [start, end], text, stated: isDue ? { ...stated, due: true } : stated });
  }
  return found;
}

const FEASTS: ReadonlyMap<string, Stated> = new Map(
  Object.entries({
    "New Year's Day": [1, 1],
    "New Year's Eve": [12, 31],
    'Christmas Eve': [12, 24],
    'Christmas Day': [12, 25],
    'Boxing Day': [12, 26],
  }).map(([name, [month, day]]) => [name, { kind: 'yearless', month: month!, day: day! }]),
);

const year = (text: string): Stated => ({ kind: 'absolute', value: text });

const DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tonight', 0],
  ['this morning', 0],
  ['this afternoon', 0],
  ['this evening', 0],
  ['last night', -1],
  ['yesterday', -1],
  ['tomorrow', 1],
]);

/** Any day does: only what does not depend on it is taken. */
const SOME_DAY = { instant: new Date(Date.UTC(2000, 0, 31, 12)), timezone: 0 };

function read(text: string): Stated | null {
  const word = text.toLowerCase();
  const days = DAYS.get(word);
  if (days !== undefined) return { kind: 'relative', unit: 'day', offset: days };
  const [, which, unit] = /^(this|last|next) (month|year)$/.exec(word) ?? [];
  if (which && (unit === 'month' || unit === 'year')) {
    return { kind: 'relative', unit, offset: which === 'last' ? -1 : which === 'next' ? 1 : 0 };
  }
  const [, beside, weekday] = /^(last|next) (\p{L}+)$/u.exec(word) ?? [];
  if (weekday) {
    const at = WEEKDAYS.toLowerCase().split('|').indexOf(weekday);
    return at === -1 ? null : { kind: 'weekday', weekday: at, which: beside === 'last' ? 'last' : 'next' };
  }
  const [result, ...others] = casual.parse(text, SOME_DAY);
  if (!result || others.length > 0 || result.end || result.text.length < text.replace(/\.$/, '').length - 1)
    return null;
  const { start } = result;
  if (/ago$/.test(word)) {
    const shift =
      Date.UTC(start.get('year')!, start.get('month')! - 1, start.get('day')!) - Date.UTC(2000, 0, 31);
    return { kind: 'relative', unit: 'day', offset: Math.round(shift / DAY) };
  }
  if (start.isCertain('month')) {
    const month = start.get('month')!;
    const day = start.isCertain('day') ? start.get('day')! : null;
    if (!start.isCertain('year')) return { kind: 'yearless', month, day };
    const value = [String(start.get('year')).padStart(4, '0'), two(month), ...(day ? [two(day)] : [])].join(
      '-',
    );
    return { kind: 'absolute', value };
  }
  return start.isCertain('weekday') ? { kind: 'weekday', weekday: start.get('weekday')!, which: null } : null;
}

function isUnclear(stated: Stated, text: string, left: string, right: string): boolean {
  if (stated.kind === 'absolute' && /\d{4}/.test(text))
    return AFTER_UNCLEAR.test(right) && !/^['’]/.test(right);
  if (stated.kind === 'relative')
    return /^['’-]\p{L}/u.test(right) || /\b(?:of|than|until|from)\s+$/u.test(left);
  if (AFTER_UNCLEAR.test(right) || NAME_BEFORE.test(left)) return true;
  if (stated.kind === 'yearless' && stated.day === null)
    return !BEFORE_MONTH.test(left) || NAME_AFTER.test(right) || /^\s+\d/.test(right);
  if (stated.kind === 'yearless') return /\b(?:every|each|between|from|to)\s+$/iu.test(left);
  return BEFORE_UNCLEAR.test(left) || (NAME_AFTER.test(right) && !/\b[Oo]n\s+$/.test(left));
}

const DAY = 86_400_000;
/** Hours between the clocks of English-language newspapers and UTC. */
const WEST = -10;
const EAST = 13;

/**
 * The day, month or year that a date means, counted from the day of publication; null unless that is certain.
 * A day of the week or a day or month without its year is the last one up to publication where its words tell of
 * the past, and the next one from then on where they tell of the future. A day of a month is the one within three months
 * where they tell neither, or what is due by it. When publication is a moment, it may be
 * two days, one west and one east of UTC: all of what follows must hold for both.
 *
 * @param published ISO 8601, a day or a moment; null leaves only what the words say in full
 */
export function resolveDate(
  { stated }: DateMention,
  direction: Direction,
  published: string | null,
): DateValue | null {
  if (stated.kind === 'absolute') return stated.value;
  const values = new Set(daysOf(published).map((day) => fromDay(stated, direction, day)));
  const [value = null] = values;
  return values.size === 1 ? value : null;
}

/** The days that publication may have been on where it was: midnights UTC, in milliseconds. */
function daysOf(published: string | null): number[] {
  if (published === null) return [];
  const moment = Date.parse(published);
  if (Number.isNaN(moment) || !/^\d{4}-\d{2}-\d{2}/.test(published)) return [];
  if (!published.includes('T')) return [moment];
  return [WEST, EAST].map((hours) => Math.floor((moment + hours * 3_600_000) / DAY) * DAY);
}

function fromDay(
  stated: Exclude<Stated, { kind: 'absolute' }>,
  direction: Direction,
  today: number,
): DateValue | null {
  const date = new Date(today);
  const [thisYear, thisMonth] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (stated.kind === 'relative') {
    const { unit, offset } = stated;
    if (unit === 'day') return iso(today + offset * DAY);
    if (unit === 'month') return iso(Date.UTC(thisYear, thisMonth + offset, 1)).slice(0, 7);
    return String(thisYear + offset);
  }
  if (stated.kind === 'weekday' && stated.which !== null) return besideWeek(stated, today);
  if (stated.kind === 'yearless' && stated.day !== null && (stated.due || direction === 'unknown'))
    return nearest(stated.month, stated.day, today);
  if (direction === 'unknown') return null;
  if (stated.kind === 'weekday') {
    const back = (date.getUTCDay() - stated.weekday + 7) % 7;
    return iso(today - back * DAY + (direction === 'future' && back > 0 ? 7 * DAY : 0));
  }
  const { month, day } = stated;
  const inYear = (year: number): DateValue | null => {
    if (day === null) return `${year}-${two(month)}`;
    const value = Date.UTC(year, month - 1, day);
    return new Date(value).getUTCDate() === day ? iso(value) : null;
  };
  const found = inYear(thisYear);
  if (found === null) return null;
  const now = iso(today).slice(0, found.length);
  if (direction === 'past') return found <= now ? found : inYear(thisYear - 1);
  return found >= now ? found : inYear(thisYear + 1);
}

/** A day of the year that is this near is the one that is meant, whatever the tense beside it. */
const NEAR = 90 * DAY;

function nearest(month: number, day: number, today: number): DateValue | null {
  // Days that stand for what once happened on them.
  if ((month === 9 && day === 11) || (month === 1 && day === 6)) return null;
  const year = new Date(today).getUTCFullYear();
  const near = [year - 1, year, year + 1]
    .map((one) => Date.UTC(one, month - 1, day))
    .filter((at) => new Date(at).getUTCDate() === day && Math.abs(at - today) <= NEAR);
  return near.length === 1 ? iso(near[0]!) : null;
}

/** Days since the Monday before, for weeks from Monday to Sunday. */
const sinceMonday = (day: number): number => (new Date(day).getUTCDay() + 6) % 7;

/**
 * "last Friday", "next Tuesday": null where the nearest one is in the week of publication, for some mean it and others
 * the one a week from it.
 */
function besideWeek(
  { weekday, which }: Extract<Stated, { kind: 'weekday' }>,
  today: number,
): DateValue | null {
  const ago = (new Date(today).getUTCDay() - weekday + 7) % 7 || 7;
  const day = which === 'last' ? today - ago * DAY : today + (7 - (ago % 7)) * DAY;
  const monday = today - sinceMonday(today) * DAY;
  return day >= monday && day < monday + 7 * DAY ? null : iso(day);
}

const iso = (day: number): string => new Date(day).toISOString().slice(0, 10);
const two = (number: number): string => String(number).padStart(2, '0');

const MONTH_NAMES = MONTHS.split('|');

/**
 * What to add to a date so that it can be read at any time: "11 January 2023" to "Wednesday", "2023" to "11 January",
 * "April 2025" to "next month". Null when it says that already.
 */
export function dateAddition({ stated }: DateMention, value: DateValue): string | null {
  if (stated.kind === 'absolute') return null;
  const [year, month, day] = value.split('-');
  if (stated.kind === 'yearless') return year!;
  return [
    ...(day ? [String(Number(day))] : []),
    ...(month ? [MONTH_NAMES[Number(month) - 1]!] : []),
    year,
  ].join(' ');
}
