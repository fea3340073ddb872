import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import type { NamedMention, Referent } from './discourse.ts';
import { genderOf } from './gender.ts';
import { mentionsIn } from './headMention.ts';
import { isPlural, readPhrase } from './nounPhrase.ts';

/** A source, as far as it tells who a lede describes. */
interface LedeSource {
  readonly span: Span;
  readonly words: string;
  readonly draft: number;
  /** Whom its words name. */
  readonly named: Referent | null;
  /** What it says, in words of the text. */
  readonly content: string;
}

/**
 * Who is meant where a paragraph describes someone that is named later: "A prosecutor said" in the first one, of the only one
 * whom the article calls a prosecutor, and in others where it calls him "the prosecutor, A. B.,"; and "A former aide to A. B.
 * said", "Porto’s commissioner said" at its beginning, of the one who speaks in the next paragraph, with no more than his
 * name. In a headline, "Coach denies he is leaving", it is the one whom the article calls so,
 * or else who says the same in the first paragraph, or alone speaks there. By the sources' drafts.
 *
 * @param sources in order, with the draft each belongs to
 * @param nested whether a draft stands in the content of another
 */
export function describedInLede(
  { blocks, reading }: Pick<Article, 'blocks' | 'reading'>,
  sources: readonly LedeSource[],
  mentions: readonly NamedMention[],
  nested: (draft: number) => boolean,
): ReadonlyMap<number, Referent> {
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph').map(({ span }) => span);
  const [first] = paragraphs;
  const found = new Map<number, Referent>();
  if (!first) return found;
  const firstAt = new Map<Referent, number>();
  for (const { referent, span } of mentions) if (!firstAt.has(referent)) firstAt.set(referent, span[0]);
  for (const source of sources) {
    const { span, words, draft, named } = source;
    if (named) continue;
    const index = firstIndex(paragraphs, ([start]) => start > span[0]) - 1;
    const paragraph = paragraphs[index];
    if (!paragraph) {
      const meant = inHeadline(source, first, sources, mentions, nested);
      if (meant) found.set(draft, meant);
      continue;
    }
    const phrase = readPhrase(words);
    if (
      !/^(?:an?|one|.+[’']s)$/.test(phrase.determiner ?? '') ||
      kindOfNoun(phrase.head) !== 'person' ||
      isPlural(phrase)
    )
      continue;
    const gender = genderOf(phrase.head);
    const fits = (one: Referent) =>
      one.kind === 'person' &&
      firstAt.get(one)! >= paragraph[1] &&
      (gender === null || (one.gender ?? one.likelyGender ?? gender) === gender);
    const called = new Set(
      mentions.flatMap(({ referent }) =>
        fits(referent) && referent.calls.has(phrase.head) ? [referent] : [],
      ),
    );
    const [only] = called;
    if (only) {
      // Further down, only "The prosecutor, A. B.," is sure to be the one of before.
      const isSame =
        index === 0 || only.calls.get(phrase.head)!.some(({ determiner }) => determiner === 'the');
      if (called.size === 1 && phrase.complement === '' && isSame) found.set(draft, only);
      continue;
    }
    const next = paragraphs[index + 1];
    if (!next || span[0] - paragraph[0] > 1) continue;
    const lead = index === 0 ? introduced(next, mentions, reading) : null;
    if (lead && fits(lead)) {
      found.set(draft, lead);
      continue;
    }
    const speaker = speakerOf(next, sources, nested);
    if (!speaker || !fits(speaker) || speaker.calls.size > 0) continue;
    if (
      index > 0 &&
      !mentions.some(({ referent, span: name }) => referent === speaker && isBare(name, next, reading))
    )
      continue;
    const persons = new Set(
      mentionsIn(mentions, next).flatMap(({ referent }) =>
        referent.kind === 'person' && firstAt.get(referent)! >= paragraph[1] ? [referent] : [],
      ),
    );
    if (persons.size === 1) found.set(draft, speaker);
  }
  return found;
}

/** Whether a paragraph begins with a name of which it tells no more: "Kevin Sullivan says". */
const isBare = ([start, end]: Span, [paragraph]: Span, reading: string): boolean =>
  start === paragraph && /^ \p{Ll}/u.test(reading.slice(end, end + 2));

/** The person whom a paragraph begins with, told by no more than age, place or deed: "Rui Costa, 52, denies …". */
function introduced([start, end]: Span, mentions: readonly NamedMention[], reading: string): Referent | null {
  const mention = mentions[firstIndex(mentions, ({ span }) => span[0] >= start)];
  if (!mention || mention.span[0] !== start || mention.span[1] >= end) return null;
  return INTRODUCED.test(reading.slice(mention.span[1], mention.span[1] + 40)) ? mention.referent : null;
}
const INTRODUCED =
  /^(?:, (?:aged? )?\d{1,3},| (?:is accused|was accused|has been|had been|denie[sd]|is charged|was charged|faces|appeared|told|admitted|pleaded))/u;

/** Who is meant by a noun without a determiner in a headline. */
function inHeadline(
  { words, content }: LedeSource,
  first: Span,
  sources: readonly LedeSource[],
  mentions: readonly NamedMention[],
  nested: (draft: number) => boolean,
): Referent | null {
  const phrase = readPhrase(words);
  const noun = phrase.head.replace(/^ex-/u, '');
  if (
    phrase.determiner !== null ||
    phrase.complement !== '' ||
    kindOfNoun(noun) !== 'person' ||
    isPlural(phrase)
  )
    return null;
  const isPerson = ({ kind, plural }: Referent) => kind === 'person' && !plural;
  const called = new Set(
    mentions.flatMap(({ referent }) => (isPerson(referent) && referent.calls.has(noun) ? [referent] : [])),
  );
  if (called.size === 1) return [...called][0]!;
  const wanted = contentWords(content);
  let best: { referent: Referent; shared: number } | null = null;
  for (const one of sources) {
    if (one.span[0] < first[0] || one.span[0] >= first[1] || !one.named || !isPerson(one.named)) continue;
    const shared = [...contentWords(one.content)].filter((word) => wanted.has(word)).length;
    if (shared > 1 && (!best || shared > best.shared)) best = { referent: one.named, shared };
  }
  if (best && (called.size === 0 || called.has(best.referent))) return best.referent;
  const speaker = speakerOf(first, sources, nested);
  return called.size === 0 && speaker && isPerson(speaker) ? speaker : null;
}

/** The words that tell what a text is about, by their first letters: "concess", "twice". */
const contentWords = (text: string): Set<string> =>
  new Set([...text.toLowerCase().matchAll(/\p{L}{4,}/gu)].map(([word]) => word.slice(0, 7)));

/** The named one who alone speaks in a paragraph, on the outermost level. */
function speakerOf(
  [start, end]: Span,
  sources: readonly LedeSource[],
  nested: (draft: number) => boolean,
): Referent | null {
  const speakers = new Set(
    sources.flatMap(({ span, draft, named }) =>
      span[0] >= start && span[0] < end && !nested(draft) && named ? [named] : [],
    ),
  );
  const [only, ...others] = speakers;
  return only && others.length === 0 ? only : null;
}
