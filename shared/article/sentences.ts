import type { Span } from '../span.ts';
import { trimSpan } from './trimSpan.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Titles and Latin abbreviations that something always follows. */
const NEVER_LAST = words(
  `Mr Mrs Ms Messrs Mme Mlle Dr Prof Rev Fr Sen Sens Rep Reps Gov Govs Gov-elect Gen Lt Col Capt Cmdr Sgt Maj Adm Cpl
   Pvt Pfc Hon Pres Supt Insp Det Atty Msgr Amb Brig Cllr Mx vs v e.g i.e viz cf Cf E.g I.e Vs`,
);
/** Abbreviations only when a number follows: "No. 5", but "He said no. No. Never." */
const BEFORE_NUMBER = words(
  `No Nos no nos Art art Sec sec Fig Figs fig figs p pp Vol vol Ch ch Eq Op ca c b d r approx est para Para
   Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun`,
);
/** Abbreviations inside names and titles; a sentence can end with one. */
const IN_NAMES = words(
  `Inc Corp Co Cos Ltd Bros Assn Assoc Dept Univ Intl Natl Govt Jr Sr Esq St Ste Mt Ft Ave Blvd Rd Hwy Pt Ph.D PhD
   Ph Bldg Cmte Gen al`,
);
const STATES = words(
  `Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa
   Penn Tenn Tex Va Vt Wash Wis Wyo`,
);
/** Words that begin a sentence far more often than they go on a name: they decide after "U.S." or "Inc.". */
const STARTERS = words(
  `The A An I He She It They We You This That These Those His Her Its Their Our My Your There Here When While If As At
   For From In On By With Without After Before Since But And Or Nor So Yet Because Although Though However Meanwhile
   Moreover Still Then Now Also Both Each Every Some Many Most Several All Another Such What Why How Who Where Which
   Whether Once Until Under During Despite According Not Even Only Just Instead Asked Among Although Is Are Was Were Do
   Does Did Can Could Would Will Should Has Have Had Let Perhaps Nobody Everyone Someone Nothing Today Yesterday
   It's He's She's They're We're I'm That's There's What's Earlier Later`,
);
/** What follows a time of day inside its sentence. */
const AFTER_TIME = words(
  `Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug
   Sep Sept Oct Nov Dec January February March April June July August September October November December
   ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST Eastern Central Mountain Pacific Greenwich`,
);

/** Runs of Unicode's sentence-ending signs (UAX #29's STerm and ATerm), and the ellipsis sign, which it leaves out. */
const TERMINATORS = /[\p{Sentence_Terminal}…]+/gu;
/** Signs that end a sentence without a space after them. */
const UNSPACED = /[。！？｡．]$/;
const CLOSERS = new Set([
  '"',
  "'",
  '”',
  '’',
  '»',
  '›',
  ')',
  ']',
  '}',
  '」',
  '』',
  '）',
  '》',
  '〉',
  '】',
  '*',
  '_',
]);
const CLOSERS_AFTER_SPACE = new Set(['”', '»', ')', ']', '」', '』']);
const QUOTES = /["'”’»」』]/;
const FOOTNOTE_MARKS = /(?:\[[\p{L}\p{N} ]{1,12}\])+|(?:[ \xa0]?\[\p{Nd}{1,3}\])+(?=\s|$)/uy;
const SPACES = /\s+/y;
const OPENING = /[\p{Ps}\p{Pi}\p{Pf}\p{Pd}"'¿¡*•\s]{0,8}/uy;
const WORD = /[\p{L}\p{M}\p{N}'’.-]{1,24}/uy;
const LIST_MARK = /^\(?(?:\d{1,3}(?:\.\d{1,3})*|\p{L}|[ivxIVX]{1,5})\.$/u;
const DOTTED = /^(?:\p{L}\.)+\p{L}$/u;
/** "Carvalho asked", after the closing mark of a question or an outcry. */
const SPEAKER =
  /(?:\p{Lu}[\p{L}\p{M}.'’-]{0,30}\s+){1,4}(?:said|says|asks?|asked|adds?|added|wondered|shouted|cried|wrote|replied|demanded|exclaimed|tweeted|recalled|joked)\b/uy;

const LONGEST_WORD = 24;

/**
 * Splits a block into sentences. Ends are looked for at Unicode's sentence-ending signs and then decided by what
 * stands on both sides: abbreviations, initials, decimals, ellipses and a speaker after a quoted question do not
 * end one. Quotation marks never join sentences, so an unclosed quotation costs nothing. Takes linear time.
 *
 * @param text the document text, or a reading view of the same length
 * @param span the block
 * @returns spans into `text`, in order, none empty, without white space at the edges; together they hold all of
 *   the block's visible text
 */
export function sentences(text: string, [start, end]: Span): Span[] {
  const block = text.slice(start, end);
  const found: Span[] = [];
  let from = 0;
  const close = (to: number) => {
    const span = trimSpan(block, [from, to]);
    if (span) found.push([start + span[0], start + span[1]]);
    from = to;
  };
  for (const match of block.matchAll(TERMINATORS)) {
    const stop = match.index + match[0].length;
    const candidate = endAfter(block, stop);
    if (candidate.next >= block.length) break;
    if (endsSentence(block, from, match.index, match[0], candidate)) close(candidate.end);
  }
  close(block.length);
  return found;
}

interface Candidate {
  /** After the closing marks that belong to the sentence. */
  readonly end: number;
  /** The next visible sign. */
  readonly next: number;
  readonly closers: string;
}

function endAfter(block: string, stop: number): Candidate {
  let end = stop;
  while (CLOSERS.has(block[end] ?? '')) end++;
  end += matchAt(FOOTNOTE_MARKS, block, end).length;
  let next = end + matchAt(SPACES, block, end).length;
  if (
    next > end &&
    CLOSERS_AFTER_SPACE.has(block[next] ?? '') &&
    /^(?:\s|$)/.test(block.slice(next + 1, next + 2))
  ) {
    end = next + 1;
    next = end + matchAt(SPACES, block, end).length;
  }
  return { end, next, closers: block.slice(stop, end) };
}

function endsSentence(block: string, from: number, at: number, sign: string, candidate: Candidate): boolean {
  const { end, next, closers } = candidate;
  if (UNSPACED.test(sign)) return true;
  const opening = matchAt(OPENING, block, next);
  const following = matchAt(WORD, block, next + opening.length);
  const before = wordBefore(block, from, at);

  // A missing space is only made up for where the words leave no doubt: "…of the pier.The crews".
  if (next === end) return sign === '.' && /^\p{Ll}{3,}$/u.test(before) && STARTERS.has(following);
  if (/^\p{Ll}/u.test(following) && !/^\p{Ll}{1,6}\p{Lu}/u.test(following)) return false;
  if (/[!?]/.test(sign)) {
    if (/[([]$/.test(block.slice(Math.max(from, at - 1), at))) return false;
    return !(QUOTES.test(closers) && !STARTERS.has(following) && matchAt(SPEAKER, block, next) !== '');
  }
  if (sign !== '.') return true;
  return !(continues(block, from, at, before, following) && !QUOTES.test(closers));
}

/** Whether a single full stop after `before` marks an abbreviation or number that its sentence goes on after. */
function continues(block: string, from: number, at: number, before: string, following: string): boolean {
  if (at - from < 8 && LIST_MARK.test(block.slice(from, at + 1).trim())) return true;
  const starts = STARTERS.has(following.replace('’', "'")) && !/^\p{L}\.$/u.test(following);
  const word = before.replace(/^.*[-–—/]/u, '');
  if (NEVER_LAST.has(before) || NEVER_LAST.has(word)) return true;
  if (BEFORE_NUMBER.has(before)) return /^\p{Nd}/u.test(following);
  if (/^[ap]\.m$/i.test(before)) return AFTER_TIME.has(following.replace(/\.$/, ''));
  if (starts) return false;
  if (IN_NAMES.has(before) || DOTTED.test(before) || /^\p{Lu}$/u.test(before)) return true;
  return (
    STATES.has(word) &&
    /(?:,\s|[-–(])$/u.test(block.slice(Math.max(from, at - word.length - 2), at - word.length))
  );
}

/** The unbroken run of letters, digits and inner dots that ends at `at`; what is longer than a word is cut. */
function wordBefore(block: string, from: number, at: number): string {
  const run = block.slice(Math.max(from, at - LONGEST_WORD), at);
  return run.match(/[\p{L}\p{M}\p{N}.'’–—/-]*$/u)?.[0].replace(/^[.'’–—/-]+/u, '') ?? '';
}

function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
