import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, overlaps, type Span } from '../../span.ts';
import { likelyGender } from '../coreference/givenNames.ts';
import type { QuoteType } from '../extraction.ts';
import { type DateMention, dateAddition, resolveDate } from '../stance/dates.ts';
import { directionOf } from '../stance/tense.ts';
import { isPastForm, thirdPerson } from '../verbForms.ts';
import { possessive } from './nounForms.ts';
import { isPossessive } from './ownPronoun.ts';
import type { Reference, References, ResolvedAttribution } from './references.ts';
import { asStatement } from './statement.ts';

/** What a standalone text is made from, beside its claim. */
export interface StandaloneContext {
  readonly article: Pick<Article, 'text' | 'reading' | 'tokens' | 'sentences' | 'metadata'>;
  readonly references: References;
  /** The article's (`findDates`). */
  readonly dates: readonly DateMention[];
  /** What stands between quotation marks (`quotedSpans`). */
  readonly quoted: readonly Span[];
}

export interface StandaloneClaim extends ResolvedAttribution {
  readonly quoteType: QuoteType;
  /** When it was said, where that is known: dates in it must fit it as well. */
  readonly time: string | null;
}

/** A date that a content states: its words, and the day, month or year they mean. */
export interface ContentDate {
  readonly span: Span;
  readonly text: string;
  readonly value: string;
}

/** A change to the text; what it puts there is the text's own words but for what stands in square brackets. */
interface Edit {
  readonly span: Span;
  readonly text: string;
}

/**
 * A claim's content, to be read outside its article: its pieces joined, quotation marks that enclose all of it
 * dropped and the others balanced, references and dates that are certain supplied in square brackets, and the form
 * of a statement given to what hangs on its cue ("that …", "to …"). Words that are not certain stay as they are.
 */
export function standaloneText(claim: StandaloneClaim, context: StandaloneContext): string {
  const { article, quoted } = context;
  const edits = [...referenceEdits(claim, context), ...dateEdits(claim, context)].sort(
    (a, b) => a.span[0] - b.span[0],
  );
  const pieces = bare(claim.content, claim.quoteType, article.text, quoted).filter(
    // "a claim | that | the army denied"
    ([start, end], i) => end > start && (i === 0 || !RELATIVE.test(article.reading.slice(start, end))),
  );
  let joined = '';
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    const rendered = render(article, piece, edits);
    joined = before ? join(joined, rendered, [before[1], piece[0]], claim, article.reading) : rendered;
  });
  const whole = joined === '' ? claim.content.map((span) => render(article, span, [])).join(' ') : joined;
  const finished = balanced(withoutStop(asStatement(balanced(withoutStop(whole)), claim, context)));
  return capitalised(finished === '' ? whole : finished);
}

/** What has the word itself behind it, not a time. */
const NAMES_WORD = /\b(?:say|says|said|saying|hear|hears|heard|hearing)\s+[“"‘']?$/iu;

const RELATIVE = /^(?:that|what|which|who|whom)$/iu;

/** The dates in a content that are certain, in order. */
export function contentDates(
  { content, time }: Pick<StandaloneClaim, 'content' | 'time'>,
  { article, dates }: Pick<StandaloneContext, 'article' | 'dates'>,
): (ContentDate & { readonly mention: DateMention })[] {
  const { reading, sentences, metadata } = article;
  return content.flatMap((span) => {
    let year: boolean | null = null;
    const hasYear = () => (year ??= /\b(?:19|20)\d\d\b/.test(reading.slice(...span)));
    return dates
      .slice(
        firstIndex(dates, (date) => date.span[0] >= span[0]),
        firstIndex(dates, (date) => date.span[1] > span[1]),
      )
      .flatMap((mention) => {
        const { stated } = mention;
        // "They keep saying next year": a word that is quoted.
        if (
          stated.kind === 'relative' &&
          stated.unit !== 'day' &&
          NAMES_WORD.test(reading.slice(Math.max(span[0], mention.span[0] - 12), mention.span[0]))
        )
          return [];
        const sentence = sentences[firstIndex(sentences, ([start]) => start > mention.span[0]) - 1] ?? span;
        const clause: Span = [Math.max(span[0], sentence[0]), Math.min(span[1], sentence[1])];
        const direction = stated.kind === 'absolute' ? 'unknown' : directionOf(reading, mention.span, clause);
        // Another year is spoken of: "In 1998 they bought it. In May they sold it."
        if (stated.kind === 'yearless' && hasYear()) return [];
        // Ahead of what was said, not of when that was printed: without its time, it is not certain.
        const isAhead = stated.kind === 'relative' ? stated.unit === 'day' : direction === 'future';
        if (stated.kind !== 'absolute' && isAhead && time?.length !== 10) return [];
        const value = resolveDate(mention, direction, metadata.published);
        if (value === null) return [];
        // "A cut in July was possible", said in April: the July may be ahead.
        if (stated.kind === 'yearless' && stated.day === null && isFarBack(value, metadata.published))
          return [];
        // What was said last month counted its days from then.
        if (
          stated.kind !== 'absolute' &&
          time?.length === 10 &&
          resolveDate(mention, direction, time) !== value
        )
          return [];
        return [{ span: mention.span, text: mention.text, value, mention }];
      });
  });
}

function dateEdits(claim: StandaloneClaim, context: StandaloneContext): Edit[] {
  return contentDates(claim, context).flatMap(({ span: [, end], value, mention }) => {
    const addition = dateAddition(mention, value);
    if (addition === null) return [];
    const part = /^\s+(?:morning|afternoon|evening|night)\b/.exec(
      context.article.reading.slice(end, end + 16),
    );
    const at = end + (part?.[0].length ?? 0);
    return [{ span: [at, at] as const, text: ` [${addition}]` }];
  });
}

const THIRD_PERSON = /^(?:he|she|they|it|him|them|his|her|its|their|himself|herself|itself)$/iu;
const SUBJECT_PRONOUN = /^(?:i|we|he|she|they|it)$/iu;
const POSSESSIVE = /^(?:my|mine|our|his|its|their)$/iu;
const OBJECT = /^(?:me|us|him|her|them)$/iu;

function referenceEdits(claim: StandaloneClaim, { article, references }: StandaloneContext): Edit[] {
  const { reading, tokens } = article;
  const named = new Set<string>();
  /** Those who stand in brackets behind an "I". */
  const beside = new Set<string>();
  const all = claim.content.flatMap((span) => references.within(span));
  const persons = new Set(all.flatMap(({ kind, name }) => (kind === 'person' ? [name] : [])));
  return claim.content.flatMap((span) =>
    references.within(span).flatMap((reference): Edit[] => {
      const word = reading.slice(...reference.span).replace(/\s+/g, ' ');
      // Of a claim inside a quotation: "the speaker" would be taken for its own source.
      if (reference.name === 'the speaker' && !isOwn(claim, reference.span)) return [];
      const before = reading.slice(span[0], reference.span[0]);
      if (THIRD_PERSON.test(word)) {
        if (before.includes(lastWord(reference))) return [];
        // Once somebody is named, "he" is he, unless others are about.
        if (named.has(reference.name) && (persons.size === 1 || reference.kind !== 'person')) return [];
      }
      if (/^(?:him|her|it)self$/iu.test(word)) return [];
      // "She had handed her phone": with a name for one of them only, they would be two.
      const subject = /^(?:his|him|her)$/iu.test(word) ? lastSubject(before, word) : null;
      if (subject !== null) {
        const at = span[0] + subject;
        if (!references.within([at, at + 3]).some((one) => one.span[0] === at)) return [];
      }
      const again = named.has(reference.name);
      named.add(reference.name);
      const following = firstIndex(tokens, (token) => token[0] >= reference.span[1]);
      const next = tokens[following];
      const isPossessor = !/^her$/iu.test(word)
        ? POSSESSIVE.test(word)
        : // "minorities support | her"
          reference.span[1] < span[1] && isPossessive(reading, tokens[following - 2], next);
      if (isPossessor === null) return [];
      if (SUBJECT_PRONOUN.test(word)) {
        const edits = subjectEdits(reference, word, beside.has(reference.name), article);
        if (edits.some(({ text }) => text.startsWith(`${word} `))) beside.add(reference.name);
        return edits;
      }
      if (isPossessor) return [{ span: reference.span, text: `[${possessive(reference.name)}]` }];
      if (OBJECT.test(word)) return [{ span: reference.span, text: `[${reference.name}]` }];
      if (/^myself$/iu.test(word)) {
        const gender = likelyGender(reference.name);
        return gender
          ? [{ span: reference.span, text: `[${gender === 'feminine' ? 'herself' : 'himself'}]` }]
          : [];
      }
      if (again) return [];
      const isThere = claim.content.some((one) => reading.slice(...one).includes(reference.name));
      if (isThere) return [];
      const full = inFull(word, reference.name);
      const own =
        next && full.startsWith(`${word} [${reference.name}`) && /^['’]s$/u.test(reading.slice(...next));
      return own
        ? [{ span: [reference.span[0], next[1]], text: `${word}’s [${possessive(reference.name)}]` }]
        : [{ span: reference.span, text: full }];
    }),
  );
}

/** Where, in the words of the same sentence before "her" or "his", the last "she" or "he" stands; null where there is none. */
function lastSubject(before: string, word: string): number | null {
  const from = Math.max(0, before.length - LONGEST_BEFORE);
  const near = before.slice(from);
  const begin = /[\s\S]*[.!?]["”’')]*\s/u.exec(near)?.[0].length ?? 0;
  const found = [
    ...near.slice(begin).matchAll(/^h/iu.test(word) && !/^her$/iu.test(word) ? /\bhe\b/giu : /\bshe\b/giu),
  ].at(-1);
  return found ? from + begin + found.index : null;
}

/** UTF-16 code units. */
const LONGEST_BEFORE = 400;

/** What a name is known by: a person's surname. */
const lastWord = ({ name, kind }: Reference): string =>
  kind === 'person' ? name.slice(name.lastIndexOf(' ') + 1) : name.replace(/^the /u, '');

/** Whether no frame of another attribution stands between the claim's own and the word: its content begins outside the quotation. */
const isOwn = ({ content, cue, source }: StandaloneClaim, word: Span): boolean => {
  const piece = content.find((one) => covers(one, word));
  const frame = [...cue, ...(source ? [source] : [])];
  return piece !== undefined && !frame.some((one) => overlaps(one, piece));
};

/** "[Yevgeny] Prigozhin", "Dean [Pascoe]", "ISW [Institute for the Study of War]". */
function inFull(word: string, name: string): string {
  if (name.endsWith(` ${word}`)) return `[${name.slice(0, -word.length - 1)}] ${word}`;
  if (name.startsWith(`${word} `)) return `${word} [${name.slice(word.length + 1)}]`;
  return `${word} [${name}]`;
}

const AUXILIARY =
  /^(?:am|are|is|was|were|do|did|does|have|had|has|can|could|will|would|shall|should|may|might|must|nor|or|than|as)$/iu;
const ADVERB =
  /^(?:never|always|also|just|still|even|only|often|really|simply|now|then|already|sometimes|\p{Ll}+ly)$/u;
const FROM_CONTRACTION: Readonly<Record<string, string>> = {
  "'m": 'is',
  "'re": 'is',
  "'ve": 'has',
  "'ll": 'will',
};

/** What "'d" stands for before these words; null where it may be either: "I'd come". */
function shortened(...words: readonly string[]): 'had' | 'would' | null {
  const next = words.find((word) => !ADVERB.test(word)) ?? '';
  if (/^(?:better|been)$/u.test(next)) return 'had';
  if (/^(?:have|be|like|love|rather|say|not)$/u.test(next)) return next === 'not' ? null : 'would';
  if (/^(?:come|become|run|overcome|hit|put|cut|set|let|read|shut|hurt|cost|quit|split|spread)$/u.test(next))
    return null;
  return isPastForm(next) ? 'had' : /^\p{Ll}+$/u.test(next) ? 'would' : null;
}

/** A subject's pronoun, and its verb where that has another form behind a name: "I think" → "[A. B. thinks]". */
function subjectEdits(
  { span, name, kind }: Reference,
  word: string,
  again: boolean,
  { reading, tokens }: StandaloneContext['article'],
): Edit[] {
  const at = firstIndex(tokens, ([start]) => start >= span[0]);
  const say = (i: number) => (tokens[i] ? reading.slice(...tokens[i]) : '');
  if (!/^(?:i|we)$/iu.test(word)) {
    // "he's": "he is" or "he has".
    const short = tokens[at + 1];
    if (!/^['’]s$/u.test(say(at + 1)) || !short) return [{ span, text: `[${name}]` }];
    return /ing$|^(?:an?|the|in|on|at|about|so|very)$/u.test(say(at + 2))
      ? [{ span: [span[0], short[1]], text: `[${name} is]` }]
      : [];
  }
  const beside = { span, text: again ? reading.slice(...span) : `${reading.slice(...span)} [${name}]` };
  const before = at > 0 && /^\s*$/.test(reading.slice(tokens[at - 1]![1], span[0])) ? say(at - 1) : '';
  if (AUXILIARY.test(before)) return [beside];
  let verb = at + 1;
  while (ADVERB.test(say(verb))) verb++;
  const spanned = tokens[verb];
  if (!spanned) return [beside];
  const plain = say(verb).replace('’', "'");
  const contracted = FROM_CONTRACTION[plain];
  if (contracted) return [{ span: [span[0], spanned[1]], text: `[${name} ${contracted}]` }];
  if (plain === "'d") {
    const short = shortened(say(verb + 1), say(verb + 2));
    return short === null ? [] : [{ span: [span[0], spanned[1]], text: `[${name} ${short}]` }];
  }
  const changed = thirdPerson(say(verb));
  if (kind === 'organization' && plain === 'were')
    return [{ span: [span[0], spanned[1]], text: `[${name} was]` }];
  if (changed === null) return [beside];
  if (changed === say(verb)) return [{ span, text: `[${name}]` }];
  const negated = /^n['’]t$/iu.test(say(verb + 1)) ? tokens[verb + 1]! : null;
  // "My wife and I think".
  if (/^and$/iu.test(before) && /^\p{L}/u.test(say(at - 2))) return [beside];
  // "I get up and go": a second verb would have to change as well.
  const clause = reading.slice(spanned[1], spanned[1] + 200).replace(/[.;:!?”"][\s\S]*$/u, '');
  if (
    !/^(?:have|do|am|are)$/.test(plain) &&
    /\b(?:and|or|but)\s+(?!(?:i|we|he|she|it|they|you|the|a|an|my|our|his|her|its|their|that|this|to|of|in|at|for|with|how|what|who|so|not)\b)\p{Ll}+/u.test(
      clause,
    )
  )
    return [beside];
  if (verb === at + 1) {
    const end = negated ? negated[1] : spanned[1];
    return [
      { span: [span[0], end], text: `[${name} ${changed}${negated ? reading.slice(...negated) : ''}]` },
    ];
  }
  return [
    { span, text: `[${name}]` },
    { span: spanned, text: `[${changed}]` },
  ];
}

const OPENING = /^["“”„«‘'`]$/u;
const CLOSING = /^["“”»’'`]$/u;

/** Each piece, marks and all, between opening and closing quotation marks, with no others inside. */
const ENCLOSED = /^(?:["“„«]([^"“”„«»]*)["”»]|[‘']((?:[^‘’']|(?<=[\p{L}\p{N}])[’'](?=\p{L}))*)[’'])$/u;

/** The same with marks of two signs each. */
const DOUBLED = /^(?:''|``)(?:(?!''|``)[\s\S])*''$/u;

/** The pieces of a content without the quotation marks that enclose them, where it is all quoted; else with the closing mark that stands right behind one. */
function bare(content: readonly Span[], quoteType: QuoteType, text: string, quoted: readonly Span[]): Span[] {
  const opened = content.length > 1 && content.every(([start]) => OPENING.test(text[start]!));
  return content.map(([start, end], i) => {
    const words = text.slice(start, end);
    if (DOUBLED.test(words)) return trim([start + 2, end - 2], text);
    if (ENCLOSED.test(words) && (quoteType === 'direct' || content.length === 1))
      return trim([start + 1, end - 1], text);
    if (quoteType !== 'direct') {
      if (opened && !/["“”]/u.test(words.slice(1, -1))) {
        const closes =
          CLOSING.test(words.slice(-1)) &&
          (i === content.length - 1 ||
            /[,.!?]$/u.test(words.slice(0, -1)) ||
            /^\s*\p{L}|^\s*,/u.test(text.slice(end, end + 2)));
        return trim([start + 1, closes ? end - 1 : end], text);
      }
      const within = quoted[firstIndex(quoted, (quote) => quote[1] >= end)];
      const isOpen =
        within && within[0] > start && within[0] < end && within[1] - end <= 1 && within[1] >= end;
      return isOpen && CLOSING.test(text.slice(within[1], within[1] + 1))
        ? [start, within[1] + 1]
        : [start, end];
    }
    let [from, to] = [start, end];
    const first = quoted[firstIndex(quoted, (quote) => quote[1] > from)];
    const last = quoted[firstIndex(quoted, (quote) => quote[0] >= to) - 1];
    if (first && first[0] > from && OPENING.test(text.slice(from, from + 1)) && first[0] - from <= 2)
      from = first[0];
    if (last && last[1] < to && to - last[1] <= 2 && CLOSING.test(text.slice(last[1], last[1] + 1)))
      to = last[1];
    return trim([from, to], text);
  });
}

const trim = ([start, end]: Span, text: string): Span => {
  const words = text.slice(start, end);
  const lead = /^\s*/.exec(words)![0].length;
  return [start + lead, Math.max(start + lead, start + words.trimEnd().length)];
};

/** A span's tokens on one line, with edits: without markup, one space where the text has white space. */
function render(
  { text, tokens }: Pick<Article, 'text' | 'tokens'>,
  [start, end]: Span,
  edits: readonly Edit[],
): string {
  let line = '';
  let before = start;
  let next = firstIndex(edits, (edit) => edit.span[0] >= start);
  let skipTo = start;
  for (let i = firstIndex(tokens, (token) => token[0] >= start); i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token[1] > end) break;
    if (token[0] < skipTo) {
      before = token[1];
      continue;
    }
    while (next < edits.length && edits[next]!.span[1] < token[0]) next++;
    if (line !== '' && /\s/.test(text.slice(before, token[0]))) line += ' ';
    const edit = edits[next];
    if (edit && edit.span[0] === token[0] && edit.span[1] > token[0]) {
      line += edit.text;
      skipTo = edit.span[1];
      next++;
    } else {
      line += text.slice(...token);
    }
    before = token[1];
    const insertion = edits[next];
    if (insertion && insertion.span[0] === insertion.span[1] && insertion.span[0] === token[1]) {
      line += insertion.text;
      next++;
    }
  }
  return line;
}

/** What begins a clause that the comma before the frame belongs to. */
const CLAUSE =
  /^["“‘'[]*(?:and|but|or|so|yet|because|although|though|while|which|who|where|when|as|not|if|unless|nor|even)\b/iu;

/** What opens a sentence before its subject: the comma behind it stays. */
const OPENER =
  /^["“‘']?(?:after|although|as|at|because|before|by|despite|during|even|from|given|if|in|instead|once|on|since|though|too|under|unless|until|when|whenever|where|wherever|while|whoever|whatever|with|without|for (?!which|who))\b/iu;

/** Two pieces as one text: parted as sentences where the text between ends one, else without the frame's commas. */
function join(
  left: string,
  right: string,
  [from, to]: Span,
  claim: StandaloneClaim,
  reading: string,
): string {
  const between = reading.slice(from, to);
  const frame = [...claim.cue, ...(claim.source ? [claim.source] : [])].some((span) =>
    overlaps(span, [from, to]),
  );
  const ends = /[.!?]["”’'»)\]]*$/u.test(left);
  const goesOn = frame && !ends && /^\p{Ll}/u.test(right) && !/\n/u.test(between);
  if ((!goesOn && /[.!?…]["”’'»)]*(?:\s|$)|\n/u.test(between)) || (ends && !/^\p{Ll}/u.test(right))) {
    return /[.!?…]["”’'»)\]]*$/u.test(left) ? `${left} ${right}` : `${withoutComma(left)}. ${right}`;
  }
  if (!frame && /[\p{L}\p{N}]/u.test(between)) return `${left} … ${right}`;
  const word = withoutComma(left);
  const opens =
    OPENER.test(left) &&
    /\s/u.test(left) &&
    /^(?:\p{Ll}|\[|I\b)/u.test(right) &&
    !/^(?:and|but|or|that|to|of)\b/u.test(right);
  return (opens || CLAUSE.test(right)) && (word !== left || /^["”’'»]*,/u.test(between))
    ? `${word.slice(0, endOfWords(word))},${word.slice(endOfWords(word))} ${right}`
    : `${word} ${right}`;
}

const ABBREVIATED = /(?:\b\p{Lu}|\.\p{L}|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|etc|al|No|St))\.$/u;

/** Where the closing quotation marks and white space at a text's end begin. */
function endOfWords(text: string): number {
  let end = text.length;
  while (end > 0 && /["”’'»\s]/u.test(text[end - 1]!)) end--;
  return end;
}

/** Without the stop or comma at its end, also one inside closing quotation marks; abbreviations keep theirs. */
function withoutStop(text: string): string {
  const end = endOfWords(text);
  const marks = text.slice(end).replace(/\s/g, '');
  const stop = end > 0 && /[.,;:]/.test(text[end - 1]!) ? text[end - 1]! : '';
  const rest = text.slice(0, end - stop.length);
  if (stop === '.' && (ABBREVIATED.test(`${rest.slice(-8)}.`) || rest.endsWith('.'))) return text.trim();
  return `${rest.trimEnd()}${marks}`.trim();
}

/** Without a comma or the like at its end, also one inside closing quotation marks. */
function withoutComma(text: string): string {
  const end = endOfWords(text);
  return end > 0 && /[,;:]/.test(text[end - 1]!) ? text.slice(0, end - 1) + text.slice(end) : text;
}

/** Without quotation marks that have no partner. Apostrophes are left alone. */
function balanced(text: string): string {
  const dropped = new Set<number>();
  const straight: number[] = [];
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/["“”«»]/gu)) {
    if (mark === '"') straight.push(index);
    else if (mark === '“' || mark === '«') open.push(index);
    else if (open.pop() === undefined) dropped.add(index);
  }
  for (const index of open) dropped.add(index);
  for (const index of loneSingles(text)) dropped.add(index);
  if (straight.length % 2 === 1)
    dropped.add(straight.find((index) => isLone(text, index)) ?? straight.at(-1)!);
  return dropped.size === 0
    ? text
    : [...text.matchAll(/[\s\S]/g)]
        .filter(({ index }) => !dropped.has(index))
        .map(([unit]) => unit)
        .join('');
}

/** "’em", "’90s": apostrophes at a word's beginning. */
const ELISION = /^(?:em|tis|twas|til|cause|cos|n|round|\d\ds?)\b/iu;

/** "the workers’", "Marx’", "goin’", "o’", "6’" */
const APOSTROPHE_AFTER = /[sxzno\d]/iu;

/** Single quotation marks without a partner; apostrophes are none, nor is a mark that may be one ("the workers’ demand"). */
function loneSingles(text: string): number[] {
  const lone: number[] = [];
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/['‘’]/gu)) {
    const before = text[index - 1] ?? ' ';
    const after = text[index + 1] ?? ' ';
    if (mark === "'" && (before === "'" || after === "'")) continue;
    const isAfterWord = WORD_SIGN.test(before);
    if (isAfterWord && WORD_SIGN.test(after)) continue;
    const opens = mark !== '’' && !isAfterWord && /[\s([{“"„«—–-]/u.test(before) && /\S/u.test(after);
    if (opens) {
      if (mark === '‘' || !ELISION.test(text.slice(index + 1, index + 8))) open.push(index);
    } else if (mark !== '‘' && /\S/u.test(before) && !WORD_SIGN.test(after)) {
      if (open.pop() === undefined && !APOSTROPHE_AFTER.test(before)) lone.push(index);
    }
  }
  return [...lone, ...open];
}

const WORD_SIGN = /[\p{L}\p{N}]/u;

/** Whether a straight mark opens where the next one opens too, or closes at the beginning. */
const isLone = (text: string, at: number): boolean => {
  const next = text.indexOf('"', at + 1);
  const opens = at === 0 || /[\s([]/.test(text[at - 1]!);
  return opens ? next === -1 || /[\s([]/.test(text[next - 1] ?? '') : true;
};

/** With a capital at its beginning; what is written with one inside ("iPhone") stays. */
const capitalised = (text: string): string =>
  text
    .replace(
      /^([[“"‘'«]*)(\p{Ll})(?!\p{Ll}*\p{Lu})/u,
      (_, marks: string, letter: string) => marks + letter.toUpperCase(),
    )
    .replace(/(?<=[.!?]["”’'»)]*\s)\[the speaker/gu, '[The speaker');

/** Months back beyond which a month of the year before is not certain to be that one. */
const FAR_BACK = 6;

/** Whether a month (`2025-07`) lies in an earlier year than publication, and far back. */
function isFarBack(value: string, published: string | null): boolean {
  const [year = 0, month = 0] = value.split('-').map(Number);
  const [publishedYear = 0, publishedMonth = 0] = (published ?? value).split('-').map(Number);
  return year < publishedYear && (publishedYear - year) * 12 + publishedMonth - month > FAR_BACK;
}
