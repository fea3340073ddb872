import type { Span } from '../../span.ts';
import { isPastForm } from '../verbForms.ts';
import type { Direction } from './dates.ts';

const AHEAD =
  /^(?:wo|would|['’]d|shall|should|could|can|may|might|must|due|scheduled|set|upcoming|plans?|planned|planning|going|expect|expects|expected|ahead|hopes?|wants?|if|unless|until)$/iu;
const WHEN = /^when$/iu;
const PRESENT = /^(?:is|are|am|be|being|['’]re|['’]m|gets?)$/iu;
/** Happenings that are arranged before they take place: "welcomed talks on Monday" says nothing of when they are. */
const ARRANGED =
  /^(?:talks?|meetings?|votes?|elections?|summit|hearing|match|game|deadline|conference|session|strikes?|protests?|rally|debate|ballot|referendum|launch|release|opening|funeral|trial|deal|visit|trip|plans?)$/iu;
const WILL = /^(?:will|['’]ll)$/iu;
const INFINITIVE =
  /^(?!(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|him|them|us|me|it)$)\p{Ll}{2,}$/u;
/** How many words around a date are looked at. */
const WORDS = 14;

/**
 * Whether what is dated lies behind or ahead of the words around it, by the verb that stands nearest in its clause:
 * "broke late on Monday" is past, "will open on Monday" future. A verb of the past with a word that looks ahead
 * near it ("planned to meet on Monday", "would be closed on Monday") is neither.
 *
 * @param clause what to look at: the sentence, or the part of it that the date belongs to
 */
export function directionOf(reading: string, date: Span, clause: Span): Direction {
  const before = words(
    reading.slice(Math.max(clause[0], date[0] - 200), date[0]).replace(/^[\s\S]*[;:—–]/u, ''),
  ).slice(-WORDS);
  const after = words(
    reading.slice(date[1], Math.min(clause[1], date[1] + 120)).replace(/[;:—–.!?"”][\s\S]*$/u, ''),
  ).slice(0, WORDS);
  const arranged = ARRANGED.test(
    before.filter((word) => !/^(?:on|in|late|early|for)$/i.test(word)).at(-1) ?? '',
  );
  const last = before.length - 1;
  const left = arranged
    ? null
    : verbTense(
        before.toReversed(),
        (i) => before.slice(0, last - i).toReversed(),
        (i) => before[last - i + 1],
      );
  const right = () =>
    verbTense(
      after,
      (i) => after.slice(0, i).toReversed(),
      (i) => after[i + 1],
    );
  return left ?? right() ?? 'unknown';
}

/**
 * @param nearestFirst the words on one side of the date
 * @param earlier those before the i-th of them in the text, the nearest first
 */
function verbTense(
  nearestFirst: readonly string[],
  earlier: (i: number) => readonly string[],
  later: (i: number) => string | undefined,
): Direction | null {
  for (const [i, word] of nearestFirst.entries()) {
    if (WILL.test(word)) return 'future';
    if (
      /^be$/iu.test(word) &&
      earlier(i)
        .slice(0, 2)
        .some((one) => WILL.test(one))
    )
      return 'future';
    if (AHEAD.test(word) || PRESENT.test(word)) return 'unknown';
    if (WHEN.test(word) && earlier(i).some((one) => AHEAD.test(one) || WILL.test(one))) return 'unknown';
    // "ordered them to leave on Monday", but "went to the hospital on Monday".
    if (/^to$/i.test(word) && INFINITIVE.test(later(i) ?? '')) return 'unknown';
    if (!isPastForm(word)) continue;
    const group = earlier(i).slice(0, 3);
    // "killed when a shell was dropped", but "would be sold when it was mended"
    if (
      group.some((one) => WHEN.test(one)) &&
      earlier(i).some((one) => AHEAD.test(one) || WILL.test(one) || /^to$/iu.test(one))
    )
      return 'unknown';
    if (group.some((one) => WILL.test(one))) return 'future';
    return group.some((one) => AHEAD.test(one) || PRESENT.test(one) || /^to$/i.test(one))
      ? 'unknown'
      : 'past';
  }
  return null;
}

const words = (text: string): string[] =>
  text.match(/n['’]t\b|['’](?:ll|d|re|m|s|ve)\b|[\p{L}\p{N}]+/gu) ?? [];
