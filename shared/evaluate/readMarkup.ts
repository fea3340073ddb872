import { PermanentError } from '../errors.ts';
import { nestClaims } from '../extract/nestClaims.ts';
import { overlaps, type Span } from '../span.ts';
import type { AttributionSpans } from './scoreAttributions.ts';

export type AsideKind = (typeof ASIDE_KINDS)[number];
/** What stands in an article and claims nothing: `{x-caption …}`. */
export const ASIDE_KINDS = ['question', 'caption', 'credit', 'boilerplate', 'call', 'heading'] as const;

/** An attribution as marked. Its spans are in the order of the text; a source may be missing (`[]`), the rest not. */
export interface MarkedAttribution extends AttributionSpans {
  /** The number of its tags. */
  readonly number: number;
  /** Number of the innermost attribution whose content holds this one's cue and content, or null. */
  readonly parent: number | null;
}

/** Words that mean an entity. */
export interface MarkedMention {
  /** The number of its tag. */
  readonly entity: number;
  readonly span: Span;
  /** A name (`{e3 …}`), or else a pronoun or description (`{r3 …}`). */
  readonly named: boolean;
}

/** A text without its tags, and what they mark. All spans are [start, end) in UTF-16 code units of `text`. */
export interface MarkedText {
  readonly text: string;
  /** By number. */
  readonly attributions: readonly MarkedAttribution[];
  /** In the order of the text; of two that begin together the longer comes first. */
  readonly mentions: readonly MarkedMention[];
  /** Sentences or clauses that the publisher narrates with reserve. */
  readonly hedged: readonly Span[];
  readonly asides: readonly { readonly kind: AsideKind; readonly span: Span }[];
}

/** Where a marked text stands, for errors. */
export interface MarkupPlace {
  readonly file: string;
  /** The line of its first character, from 1. */
  readonly line: number;
}

const ROLE = { s: 'source', c: 'cue', t: 'content' } as const;
const TAG = /\{(?:([scter])(\d+(?:,\d+)*)|(h)|x-([a-z]+)) /y;

interface Open {
  readonly at: number;
  readonly tag: string;
  readonly start: number;
  readonly close: (span: Span) => void;
}

/**
 * Reads inline markup: `{s1 …}` source, `{c1 …}` cue and `{t1 …}` content of attribution 1, `{e3 …}` a name of
 * entity 3 and `{r3 …}` other words for it, `{h …}` hedged, `{x-caption …}` no claim. Tags nest and repeat;
 * `{s1,2 …}` serves two attributions. A content that runs over a blank line gives one span a paragraph.
 *
 * @param marked the text with its tags; it holds no other braces
 * @param place what errors say about where it stands
 * @throws PermanentError `markup.wrong`, its message beginning `file:line:column: `
 */
export function readMarkup(marked: string, place: MarkupPlace): MarkedText {
  let text = '';
  const open: Open[] = [];
  const drafts = new Map<number, { at: number } & Record<'source' | 'cue' | 'content', Span[]>>();
  const mentions: MarkedMention[] = [];
  const hedged: Span[] = [];
  const asides: { kind: AsideKind; span: Span }[] = [];
  const fail = (at: number, cause: string) => wrongMarkup(place, marked, at, cause);

  const closing = (match: RegExpExecArray, at: number): Open['close'] => {
    const [, letter, numbers = '', hedge, aside] = match;
    if (hedge) return (span) => hedged.push(span);
    if (aside !== undefined) {
      const kind = ASIDE_KINDS.find((one) => one === aside);
      if (!kind) throw fail(at, `no such tag: x-${aside} (there are ${ASIDE_KINDS.join(', ')})`);
      return (span) => asides.push({ kind, span });
    }
    if (letter === 'e' || letter === 'r') {
      if (numbers.includes(',')) throw fail(at, `${letter}${numbers}: a mention is of one entity`);
      return (span) => mentions.push({ entity: Number(numbers), span, named: letter === 'e' });
    }
    const role = ROLE[letter as keyof typeof ROLE];
    return (span) => {
      for (const number of numbers.split(',').map(Number)) {
        const draft = drafts.get(number) ?? { at, source: [], cue: [], content: [] };
        draft[role].push(...(role === 'content' ? paragraphs(text, span) : [span]));
        drafts.set(number, draft);
      }
    };
  };

  for (let i = 0; i < marked.length; ) {
    TAG.lastIndex = i;
    const match = TAG.exec(marked);
    if (match) {
      const tag = match[0].slice(1, -1);
      open.push({ at: i, tag, start: text.length, close: closing(match, i) });
      i = TAG.lastIndex;
    } else if (marked[i] === '{') {
      throw fail(i, 'a brace that opens no tag (a tag is a letter, a number and one space, as in {s1 …})');
    } else if (marked[i] === '}') {
      const tag = open.pop();
      if (!tag) throw fail(i, 'a brace that closes nothing');
      const inside = text.slice(tag.start);
      if (inside.trim() === '') throw fail(tag.at, `{${tag.tag}} is empty`);
      if (inside.trim() !== inside) throw fail(tag.at, `{${tag.tag}} has white space at its edge`);
      if (/\n\s*\n/.test(inside) && !tag.tag.startsWith('t'))
        throw fail(tag.at, `{${tag.tag}} runs over a blank line; only a content may`);
      tag.close([tag.start, text.length]);
      i++;
    } else {
      text += marked[i++];
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw fail(unclosed.at, `{${unclosed.tag}} is never closed`);

  const numbers = [...drafts.keys()].sort((a, b) => a - b);
  const read = numbers.map((number) => {
    const { at, ...spans } = drafts.get(number)!;
    for (const role of ['cue', 'content'] as const)
      if (spans[role].length === 0) throw fail(at, `attribution ${number} has no ${role}`);
    for (const role of ['source', 'cue', 'content'] as const) {
      spans[role].sort((a, b) => a[0] - b[0]);
      if (spans[role].some((span, j) => j > 0 && overlaps(spans[role][j - 1]!, span)))
        throw fail(at, `attribution ${number}: a ${role} stands inside another of its own`);
    }
    const pairs = [
      ['source', 'content'],
      ['cue', 'content'],
      ['source', 'cue'],
    ] as const;
    for (const [a, b] of pairs)
      if (spans[a].some((one) => spans[b].some((other) => overlaps(one, other))))
        throw fail(at, `attribution ${number}: its ${a} and its ${b} overlap`);
    return { number, ...spans };
  });
  const ownVoice = [...hedged, ...asides.map(({ span }) => span)];
  for (const { number, source, cue, content } of read)
    if ([...source, ...cue, ...content].some((span) => ownVoice.some((other) => overlaps(span, other))))
      throw fail(drafts.get(number)!.at, `attribution ${number} overlaps what is marked h or x-`);

  const parents = nestClaims(read);
  return {
    text,
    attributions: read.map((one, i) => ({ ...one, parent: read[parents[i] ?? -1]?.number ?? null })),
    mentions: mentions.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]),
    hedged: hedged.sort((a, b) => a[0] - b[0]),
    asides: asides.sort((a, b) => a.span[0] - b.span[0]),
  };
}

/** The error of a slip at `at`, an index of `marked`. */
export function wrongMarkup(
  { file, line }: MarkupPlace,
  marked: string,
  at: number,
  cause: string,
): PermanentError {
  const before = marked.slice(0, at).split('\n');
  const found = line + before.length - 1;
  const column = before.at(-1)!.length + 1;
  return new PermanentError('markup.wrong', `${file}:${found}:${column}: ${cause}`, {
    file,
    line: found,
    column,
  });
}

/** The span's pieces between blank lines. */
function paragraphs(text: string, [start, end]: Span): Span[] {
  const pieces: Span[] = [];
  let from = start;
  for (const { index, 0: gap } of text.slice(start, end).matchAll(/\s*\n\s*\n\s*/g)) {
    pieces.push([from, start + index]);
    from = start + index + gap.length;
  }
  pieces.push([from, end]);
  return pieces;
}
