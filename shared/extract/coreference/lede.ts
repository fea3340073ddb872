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
 * Who is meant where the first paragraph describes someone that is named later: "A prosecutor said" of the only one whom
 * the article calls a prosecutor; and "A former aide to A. B. said", at its beginning, of the one who speaks in the second
 * paragraph, with no more than his name. In a headline, "Coach denies he is leaving", it is the one whom the article calls so,
 * or else who says the same in the first paragraph, or alone speaks there. By the sources' drafts.
 *
 * @param sources in order, with the draft each belongs to
 * @param nested whether a draft stands in the content of another
 */
export function describedInLede(
  { blocks }: Pick<Article, 'blocks'>,
  sources: readonly LedeSource[],
  mentions: readonly NamedMention[],
  nested: (draft: number) => boolean,
): ReadonlyMap<number, Referent> {
  const [first, second] = blocks.filter(({ kind }) => kind === 'paragraph').map(({ span }) => span);
  const found = new Map<number, Referent>();
  if (!first) return found;
  const earlier = new Set(
    mentions
      .slice(
        0,
        firstIndex(mentions, ({ span }) => span[0] >= first[1]),
      )
      .map(({ referent }) => referent),
  );
  for (const source of sources) {
    const { span, words, draft, named } = source;
    if (span[0] >= first[1]) break;
    if (span[0] < first[0]) {
      const meant = named ? null : inHeadline(source, first, sources, mentions, nested);
      if (meant) found.set(draft, meant);
      continue;
    }
    if (named) continue;
    const phrase = readPhrase(words);
    if (
      !/^(?:an?|one)$/.test(phrase.determiner ?? '') ||
      kindOfNoun(phrase.head) !== 'person' ||
      isPlural(phrase)
    )
      continue;
    const gender = genderOf(phrase.head);
    const fits = (one: Referent) =>
      one.kind === 'person' &&
      !earlier.has(one) &&
      (gender === null || (one.gender ?? one.likelyGender ?? gender) === gender);
    const called = new Set(
      mentions.flatMap(({ referent }) =>
        fits(referent) && referent.calls.has(phrase.head) ? [referent] : [],
      ),
    );
    if (called.size === 1 && phrase.complement === '') found.set(draft, [...called][0]!);
    else if (second && called.size === 0 && span[0] - first[0] <= 1) {
      const speaker = speakerOf(second, sources, nested);
      const bare = speaker && fits(speaker) && speaker.calls.size === 0 ? speaker : null;
      const persons = new Set(
        mentionsIn(mentions, second).flatMap(({ referent }) =>
          referent.kind === 'person' && !earlier.has(referent) ? [referent] : [],
        ),
      );
      if (bare && persons.size === 1) found.set(draft, bare);
    }
  }
  return found;
}

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
