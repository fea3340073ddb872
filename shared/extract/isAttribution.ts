import type { Article } from '../article/article.ts';
import type { WordRange } from './decodeSpans.ts';
import {
  isAuxiliary,
  isDeed,
  isForComment,
  isKnown,
  isOfThing,
  isPredicate,
  isStatement,
} from './isReport.ts';
import type { Attribution } from './linkAttributions.ts';
import type { Word } from './readWords.ts';

/** What something looks like, to nobody in particular. */
const SEEMING = /^(?:seem|seems|seemed|appear|appears|appeared)$/;
/** "Known as “the Widow”": a name, said by nobody. */
const NAMED_AS = /\b(?:known|knows?|knew) (?:\p{L}+ )?as$/u;
const KNOWN = /^(?:is |was |are |were |also )*known$/;
/** "It was not immediately clear whether": the publisher's own not knowing. */
const UNCLEAR =
  /^(?:it (?:is|was|remains|remained) |(?:remains|remained|is|was) )?(?:(?:still|not|n't|immediately|yet|far|from|entirely) )*(?:clear|unclear|unknown|not known)$/;
const UNVERIFIED =
  /\b(?:not|n't|unable to|impossible to|yet to)\b(?: \p{L}+){0,3} (?:verify|verified|confirm|confirmed|authenticate|authenticated|corroborate)$/u;
const OWN_WORK = /\bindependently\b/;
/** Thought up, no finding: "if a tribunal finds that …". */
const VERDICT = /\b(?:find|finds|rule|rules|decide|decides|conclude|concludes|determine|determines)$/;
const CONDITION = /^(?:if|unless|should)$/i;
const OPENING_MARK = /^[“"'‘«„]$/;
const READER = /^you$/i;
/** Of whom nothing is told: "no one claimed responsibility". */
const NOBODY = /^(?:nobody|no one|no-one)$/i;

/**
 * Whether what the labels mark as an outermost attribution attributes something. The model takes for cues also what nobody says:
 * deeds with a thing behind them ("released his returns"), how something seems, names ("known as “the Widow”"), the publisher's own
 * not knowing, what the reader is to imagine. PolNeAR's annotators leave most such out: on
 * its development articles, on which the kinds were chosen, precision of triples that overlap rises from 82.9 to 84.7 and recall falls
 * from 83.0 to 82.2.
 *
 * @param words all of the article's
 */
export function isAttribution(
  { blocks, metadata }: Pick<Article, 'blocks' | 'metadata'>,
  words: readonly Word[],
): (attribution: Pick<Attribution, 'source' | 'cue' | 'content'>) => boolean {
  const publisher = namesOf(metadata.publisher);
  const surfaces = (ranges: readonly WordRange[]) =>
    ranges.flatMap(({ start, end }) => words.slice(start, end).map(({ surface }) => surface));
  return ({ source, cue, content }) => {
    const said = surfaces(content);
    const isQuoted = OPENING_MARK.test(said[0]!);
    if (cue.length === 0) {
      const { block, sentence } = words[content[0]!.start]!;
      // An interview's answer has no marks and no frame, but more than a sentence.
      const isSpeech = isQuoted || words[content.at(-1)!.end - 1]!.sentence > sentence;
      return source !== null || (isSpeech && blocks[block]!.kind !== 'heading');
    }

    const verbs = surfaces(cue).map((word) => word.toLowerCase());
    if (!verbs.some((word) => /\p{L}/u.test(word))) return true;
    const group = verbs.join(' ');
    const who = source ? surfaces([source]) : [];
    if (isAuxiliary(verbs) || isForComment(verbs, said) || isPredicate(said)) return false;
    const isHeading = blocks[words[cue[0]!.start]!.block]!.kind === 'heading';
    if (isHeading && !source && said.length === 1 && !isQuoted) return false;
    if (NAMED_AS.test(group) || (KNOWN.test(group) && /^as$/i.test(said[0]!))) return false;
    if (UNCLEAR.test(group) && !source) return false;
    if (UNVERIFIED.test(group) && (OWN_WORK.test(group) || publisher.has(who.join(' ').toLowerCase())))
      return false;
    const before = words[Math.min(source?.start ?? cue[0]!.start, cue[0]!.start) - 1];
    if (VERDICT.test(group) && before && CONDITION.test(before.surface)) return false;
    if (isQuoted) return true;
    if (who.length === 1 && READER.test(who[0]!) && !isStatement(said)) return false;
    if (NOBODY.test(who.join(' ')) && !isStatement(said) && !isOfThing(verbs, said)) return false;
    if (verbs.some((word) => SEEMING.test(word)) && !isKnown(verbs.filter((word) => !SEEMING.test(word))))
      return false;
    if (!source && !isKnown(verbs) && !isStatement(said)) return false;
    return isStatement(said) || !isDeed(verbs, said);
  };
}

/** How a publisher calls itself: its name, its first word, its initials. In lower case. */
function namesOf(publisher: string | null): ReadonlySet<string> {
  const words = publisher?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return new Set();
  const initials = words.map((word) => word[0]!).join('');
  return new Set([publisher!.toLowerCase(), words[0]!, initials, `the ${words.at(-1)!}`]);
}
