const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Zones of RFC 2822, in minutes from UTC. Others, such as IST, mean several and are not guessed. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

const ISO = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?(\S.*)?)?$/i;
const DAY_FIRST =
  /^(?:\p{L}{3,9}\.?,?\s)?(\d{1,2})(?:st|nd|rd|th)?[\s-](\p{L}{3,9})\.?,?[\s-](\d{4})(?:,?\s(?:at\s)?(.*))?$/iu;
const MONTH_FIRST =
  /^(?:\p{L}{3,9}\.?,?\s)?(\p{L}{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?:,?\s(?:at\s)?(.*))?$/iu;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([ap]\.?m\.?)?\s?(\S.*)?$/i;

/**
 * Normalises a publication time to ISO 8601. A date stays a date; a time with a zone becomes UTC with milliseconds;
 * a time without a zone is cut to its date, as the hour could be half a day off. Reads ISO 8601, RFC 2822, English
 * dates ("January 11, 2023", "11 Jan 2023"), and numbers as Unix time (seconds or milliseconds).
 *
 * @returns null where the value is no date, or one that can be read two ways (01/02/2023)
 */
export function published(value: unknown): string | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string' || value.length > 80) return null;
  const text = value.trim().replace(/^(\d{4})\/(\d{2})\/(\d{2})(?!\d)/, '$1-$2-$3');
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second = '0', fraction = '0', zone] = iso;
    const date = isoDate(Number(year), Number(month), Number(day));
    if (date === null || hour === undefined) return date;
    const millis = Math.floor(Number(`0.${fraction}`) * 1000);
    return withTime(date, Number(hour), Number(minute), Number(second), millis, zone);
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return named(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!, dayFirst[4]);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? named(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!, monthFirst[4]) : null;
}

function named(year: string, month: string, day: string, clock: string | undefined): string | null {
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const date = index === -1 ? null : isoDate(Number(year), index + 1, Number(day));
  const time = clock === undefined ? null : CLOCK.exec(clock.trim());
  if (date === null || !time) return date;
  const [, hour, minute, second = '0', half, zone] = time;
  const shift = half ? (/^p/i.test(half) ? 12 : 0) - (hour === '12' ? 12 : 0) : 0;
  return withTime(date, Number(hour) + shift, Number(minute), Number(second), 0, zone);
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1000 ? date.toISOString().slice(0, 10) : null;
}

function withTime(
  date: string,
  hour: number,
  minute: number,
  second: number,
  millis: number,
  zone: string | undefined,
): string | null {
  if (hour > 24 || minute > 59 || second > 60) return date;
  const offset = zoneOffset(zone);
  if (offset === null) return date;
  return new Date(
    Date.parse(date) + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis,
  ).toISOString();
}

/** Minutes from UTC, or null for a zone that is missing or not known for certain. */
function zoneOffset(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const numeric = /^(?:(?:gmt|utc))?([+-])(\d{2}):?(\d{2})?(?:\s?\(.*\))?$/i.exec(zone);
  if (!numeric) return ZONES[zone.toLowerCase().replace(/\.$/, '')] ?? null;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 18 * 60) return null;
  return numeric[1] === '-' ? -minutes : minutes;
}

function fromUnix(value: number): string | null {
  const millis = Math.abs(value) < 1e11 ? value * 1000 : value;
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1000 || date.getUTCFullYear() > 9999
    ? null
    : date.toISOString();
}
