import type { Article } from '../article/article.ts';
import { covers, overlaps, type Span } from '../span.ts';
import { type DateMention, type Direction, resolveDate } from './dates.ts';
import { isPastForm } from './verbForms.ts';

/** When something was said: the words that tell it, and the day, month or year they mean. */
export interface ClaimTime {
  readonly text: string;
  readonly value: string;
}

/** Where an attribution stands in an article. */
export interface AttributionSpans {
  readonly cue: readonly Span[];
  readonly source: Span | null;
  readonly content: readonly Span[];
}

/** Between the saying and its time: "on", "in a statement on", "late". */
const UP_TO_TIME =
  /^\s*(?:,\s*)?(?:in (?:a|an|the|his|her|its|their) (?:\p{L}+ ){0,2}?(?:statement|interview|speech|briefing|letter|tweet|post|call|e-?mail|report|release|memo|note|hearing|filing|video|message|article|blog|broadcast|address)\s+)?(?:(?:late|early|earlier|later)\s+)?(?:on|in)?\s*$/iu;
const OPENING = /^["“'‘\s•–—-]*(?:(?:Late|Early)\s+)?(?:(?:on|in)\s+)?$/iu;
const TIME_OF_DAY = /^(?:\s+(?:morning|afternoon|evening|night))?\s*,?\s*$/iu;
/** The date is another matter's: "said of the vote on Monday", or no single time. */
const OTHERS =
  /\b(?:of|about|since|until|till|from|before|ahead|over|following|between|to\s+meet|planned|due|scheduled)\b/iu;
const NOT_YET = /^(?:will|['’]ll|would|should|could|may|might|must|to|is|are|be|plans?|expected|due)$/iu;

/**
 * When a claim was made, where a date belongs to its cue: inside it ("said on Wednesday"), right after it, or at the
 * beginning of its sentence ("On Wednesday, the minister said"). Null unless that is one date, and certain: a day of
 * the week without a cue in the past or the future is not, nor is any without a publication date it can be counted
 * from (`resolveDate`).
 *
 * @param dates the article's
 */
export function claimTime(
  { reading, sentences, metadata }: Pick<Article, 'reading' | 'sentences' | 'metadata'>,
  attribution: AttributionSpans,
  dates: readonly DateMention[],
): ClaimTime | null {
  const { cue, content } = attribution;
  if (cue.length === 0) return null;
  const free = dates.filter(({ span }) => !content.some((one) => overlaps(one, span) && !covers(span, one)));
  const own = datesOfCue(reading, attribution, free, sentences);
  const [date] = own;
  if (!date || own.length > 1) return null;
  const value = resolveDate(
    date,
    cueDirection(cue.map((span) => reading.slice(...span)).join(' ')),
    metadata.published,
  );
  return value === null ? null : { text: date.text, value };
}

function datesOfCue(
  reading: string,
  { cue, source, content }: AttributionSpans,
  dates: readonly DateMention[],
  sentences: readonly Span[],
): DateMention[] {
  const inside = dates.filter(({ span }) => cue.some((one) => covers(one, span)));
  if (inside.length > 0) {
    const clear = inside.every(({ span }) => {
      const piece = cue.find((one) => covers(one, span))!;
      return !OTHERS.test(reading.slice(piece[0], span[0]));
    });
    return clear ? inside : [];
  }
  const end = cue.at(-1)![1];
  const between = (from: number, to: number) => reading.slice(from, to);
  const follows = source && source[0] >= end && between(end, source[0]).trim() === '' ? source[1] : end;
  const after = dates.filter(
    ({ span }) =>
      span[0] >= follows &&
      span[0] - follows < 80 &&
      leadsTo(between(follows, span[0]), between(...cue.at(-1)!)) &&
      endsThere(reading, span, content),
  );
  if (after.length > 0) return after;
  const begins = source && source[0] < cue[0]![0] ? source[0] : cue[0]![0];
  const sentence = sentences.findLast(([start]) => start <= begins);
  if (
    !sentence ||
    (source &&
      source[0] < cue[0]![0] &&
      !/^\s*(?:\p{L}+ly\s+|also\s+|then\s+)?$/iu.test(between(source[1], cue[0]![0])))
  )
    return [];
  return dates.filter(
    ({ span }) =>
      span[0] >= sentence[0] &&
      span[1] <= begins &&
      OPENING.test(between(sentence[0], span[0])) &&
      TIME_OF_DAY.test(between(span[1], begins)),
  );
}

/** Whether no more than an addressee, an occasion and a preposition stand between a cue and a date. */
function leadsTo(gap: string, cue: string): boolean {
  if (UP_TO_TIME.test(gap)) return true;
  const told =
    /\b(?:tell|tells|told|telling|ask|asks|asked|assured?|warned|informed|reminded|promised|advised)$/iu.test(
      cue,
    );
  const [, addressee = ''] =
    /^\s+(.+?)\s+(?:(?:late|early|earlier|later)\s+)?(?:on|in|as late as|as early as)\s+$/iu.exec(gap) ?? [];
  const words = addressee.split(/\s+/);
  return (
    told &&
    addressee !== '' &&
    words.length <= 6 &&
    words.every((word) => /^[\p{L}’'-]+$/u.test(word) && !isPastForm(word) && !NO_ADDRESSEE.test(word)) &&
    !OTHERS.test(addressee)
  );
}

const NO_ADDRESSEE =
  /^(?:that|who|which|to|after|when|where|if|whether|what|why|how|for|and|or|but|would|will|is|are|it|he|she|they|there|because|at|during|on)$/iu;

/** Whether a date behind a cue is the end of its words: not "said Monday meetings were useless". */
const endsThere = (reading: string, [, end]: Span, content: readonly Span[]): boolean => {
  const next = content.find(([start]) => start >= end);
  const rest = reading.slice(end, end + 12);
  return (
    /^(?:\s+(?:morning|afternoon|evening|night))?\s*(?:[,.;:"“”'‘’]|that\b|$)/iu.test(rest) ||
    (next !== undefined && reading.slice(end, next[0]).trim() === '')
  );
};

/** Which way from publication a cue's own time lies. */
function cueDirection(cue: string): Direction {
  const words = cue.match(/['’]ll|[\p{L}\p{N}]+/gu) ?? [];
  if (words.some((word) => /^(?:will|['’]ll)$/iu.test(word))) return 'future';
  const past = words.findIndex((word) => isPastForm(word));
  return past !== -1 && !words.slice(0, past).some((word) => NOT_YET.test(word)) ? 'past' : 'unknown';
}
