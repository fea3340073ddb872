import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, overlaps, type Span } from '../../span.ts';
import { isPastForm, UNCHANGING } from '../verbForms.ts';
import { type DateMention, type Direction, resolveDate } from './dates.ts';

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
/** Where it was said: "outside the gates of the mill". */
const PLACE =
  /\b(?:outside|inside|in|at|near)\s+(?:(?:the|an?|his|her|its|their)\s+)?(?:[\p{L}’'-]+\s+){1,3}of\b/giu;
/** The same between a verb and a day: "said | outside the gates of the mill on Monday". */
const IN_PLACE = /^\s+(?:outside|inside|in|at|near)\s+(?:[\p{L}’'-]+\s+){1,7}(?:(?:late|early)\s+)?on\s+$/iu;
/** "The firm on Monday cut its outlook, saying": the day is that of the deed, and so of what is said with it. */
const DOING = /^(?:adding|arguing|citing|explaining|insisting|saying|stating|telling|warning)\b/u;
const AT_ONCE = /^\s+(?:(?:late|early)\s+)?(?:on\s+)?$/u;
const SAME_CLAUSE = /^\s[^,;:.“”"]{3,100},\s$/u;
/** An occasion that opens a sentence, up to its day: "Speaking in Ghent on Monday, …". */
const OCCASION =
  /^["“'‘\s]*(?:Speaking|Addressing|Opening|Closing|Writing|Testifying|Appearing|Talking|In (?:an?|his|her|its|their)\s|At (?:an?|the)\s|During (?:an?|the)\s|Outside)(?!\s+(?:of|about)\b)[^.;:“”"]{0,90}?\s(?:(?:late|early)\s+)?(?:on\s+)?$/iu;
/** What a source that is a document was, and when: "a survey published on Tuesday", "the memo, dated 2 May 2024". */
const ISSUED =
  /\b(?:published|released|issued|dated|posted|filed|sent|signed|broadcast|aired|submitted|unveiled|delivered|handed|presented)(?:\s+(?:to|by|in|with|online|late|early)\b[^,;]{0,40}?)?(?:\s+(?:late|early))?(?:\s+on)?\s*$/iu;
/** Nouns that tell of a saying that was: "a report on Wednesday that". */
const SAYING =
  /\b(?:report|statement|claim|announcement|warning|allegation|accusation|remark|comment|letter|speech|denial|promise|call|appeal|suggestion|decision|ruling)s?\b/iu;
const NOT_YET = /^(?:will|['’]ll|would|should|could|may|might|must|to|is|are|be|plans?|expected|due)$/iu;

/**
 * When a claim was made, where a date belongs to its cue: inside it ("said on Wednesday"), right after it, or at the
 * beginning of its sentence ("On Wednesday, the minister said"). Or to a document that speaks ("a survey published on
 * Tuesday"). Null unless that is one date, and certain: a day of
 * the week without a cue in the past or the future is not, nor is any without a publication date it can be counted
 * from (`resolveDate`).
 *
 * @param dates the article's
 * @param enclosing of a claim that stands in another's content
 */
export function claimTime(
  { reading, sentences, metadata }: Pick<Article, 'reading' | 'sentences' | 'metadata'>,
  attribution: AttributionSpans,
  dates: readonly DateMention[],
  enclosing: Enclosing | null = null,
): ClaimTime | null {
  const { cue, content } = attribution;
  if (cue.length === 0) return null;
  const free = dates.filter(({ span }) => !content.some((one) => overlaps(one, span) && !covers(span, one)));
  const said = datesOfCue(reading, attribution, free, sentences);
  const accused = dates.filter(({ span }) => isWithinAccusation(reading, attribution, span));
  const own = [said, accused].find((found) => found.length > 0) ?? datesOfIssue(reading, attribution, dates);
  const [date] = own;
  if (!date || own.length > 1) return null;
  const isOver = own !== said || isDeedOf(reading, attribution, date.span);
  const direction = isOver ? 'past' : cueDirection(cue.map((span) => reading.slice(...span)).join(' '));
  const value = resolveWithin(date, direction, metadata.published, enclosing);
  return value === null ? null : { text: date.text, value };
}

/** Whether between a date and the cue the source is said to have done something: "The firm on Monday | cut its outlook, | saying". */
function isDeedOf(reading: string, attribution: AttributionSpans, span: Span): boolean {
  if (!isBetween(attribution, span)) return false;
  const [verb = ''] = /\p{L}+/u.exec(reading.slice(span[1], attribution.cue[0]![0])) ?? [];
  return isPastForm(verb) || UNCHANGING.has(verb);
}

/** Whether a date stands behind the source and before the cue. */
const isBetween = ({ source, cue }: AttributionSpans, [start, end]: Span): boolean =>
  source !== null && source[1] <= start && end <= cue[0]![0];

/** Where one claim stands in another's content. */
export interface Enclosing {
  /** When that one was made; null where it is not known. */
  readonly time: string | null;
  /** What stands between quotation marks. */
  readonly quoted: readonly Span[];
}

/**
 * Who is quoted counts his days from when he said it: "“Yesterday he told me”, she said on Wednesday." In other words of the
 * publisher's it may be either.
 */
function resolveWithin(
  date: DateMention,
  direction: Direction,
  published: string | null,
  enclosing: Enclosing | null,
): string | null {
  const value = resolveDate(date, direction, published);
  if (!enclosing || date.stated.kind === 'absolute') return value;
  const { time, quoted } = enclosing;
  if (time?.length === 10) {
    const then = resolveDate(date, direction, time);
    return then === value || quoted.some((span) => covers(span, date.span)) ? then : null;
  }
  return date.stated.kind === 'relative' && date.stated.unit === 'day' ? null : value;
}

/** "accused | Velmark on Friday of shelling the port": in the content, and of the accusing. */
function isWithinAccusation(
  reading: string,
  { cue, content }: AttributionSpans,
  [start, end]: Span,
): boolean {
  const accused = content.find((span) => covers(span, [start, end]));
  return (
    accused !== undefined &&
    /^accus(?:es?|ed|ing)$/iu.test(reading.slice(...cue.at(-1)!).trim()) &&
    /^(?:[\p{L}’'-]+\s+){1,5}on\s+$/u.test(reading.slice(accused[0], start)) &&
    /^\s+of\s/u.test(reading.slice(end, end + 5))
  );
}

/** The day or month that a document came out, where it speaks: "a survey published on Tuesday". A year alone is too wide. */
function datesOfIssue(
  reading: string,
  { source }: AttributionSpans,
  dates: readonly DateMention[],
): DateMention[] {
  if (!source) return [];
  const inSource = dates.filter(({ span }) => covers(source, span));
  const isOfIssue = ({ span, stated }: DateMention) =>
    !(stated.kind === 'absolute' && stated.value.length === 4) &&
    ISSUED.test(reading.slice(source[0], span[0])) &&
    !/\bincluding\b/iu.test(reading.slice(source[0], span[0]));
  return inSource.length === 1 ? inSource.filter(isOfIssue) : [];
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
      return !OTHERS.test(reading.slice(piece[0], span[0]).replace(PLACE, ''));
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
  if (source && DOING.test(between(...cue[0]!))) {
    const beside = dates.filter(
      ({ span }) =>
        isBetween({ source, cue, content }, span) &&
        AT_ONCE.test(between(source[1], span[0])) &&
        SAME_CLAUSE.test(between(span[1], cue[0]![0])),
    );
    if (beside.length > 0) return beside;
  }
  const begins = source && source[0] < cue[0]![0] ? source[0] : cue[0]![0];
  const sentence = sentences[firstIndex(sentences, ([start]) => start > begins) - 1];
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
      (OPENING.test(between(sentence[0], span[0])) ||
        (OCCASION.test(between(sentence[0], span[0]).slice(0, 120)) &&
          between(span[1], begins).includes(','))) &&
      TIME_OF_DAY.test(between(span[1], begins)),
  );
}

/** Whether no more than an addressee, an occasion and a preposition stand between a cue and a date. */
function leadsTo(gap: string, cue: string): boolean {
  if (UP_TO_TIME.test(gap)) return true;
  if (IN_PLACE.test(gap)) return !OTHERS.test(gap.replace(PLACE, '')) && !wordsOf(gap).some(isPastForm);
  const told =
    /\b(?:tell|tells|told|telling|ask|asks|asked|assured?|warned|informed|reminded|promised|advised)$/iu.test(
      cue,
    );
  const [, addressee = ''] =
    /^\s+(.+?)\s+(?:(?:late|early|earlier|later)\s+)?(?:(?:on|in|as late as|as early as)\s+)?$/iu.exec(gap) ??
    [];
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

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Which way from publication a cue's own time lies. */
function cueDirection(cue: string): Direction {
  const words = cue.match(/['’]ll|[\p{L}\p{N}]+/gu) ?? [];
  if (words.some((word) => /^(?:will|['’]ll)$/iu.test(word))) return 'future';
  // "would not say on Tuesday"
  if (/\b(?:would\s+not|wouldn['’]t)\b/iu.test(cue)) return 'past';
  const past = words.findIndex((word) => isPastForm(word));
  if (past === -1) return SAYING.test(cue) && !words.some((word) => NOT_YET.test(word)) ? 'past' : 'unknown';
  return words.slice(0, past).some((word) => NOT_YET.test(word)) ? 'unknown' : 'past';
}
