import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { wordList } from '../sentenceWords.ts';
import { GENERIC_ORGANIZATIONS, kindOfNoun } from '../sourceNouns.ts';
import type { NamedMention } from './discourse.ts';
import { AFTER_HEAD, readPhrase } from './nounPhrase.ts';

const NAME = '\ue000';

/**
 * The name that is the head of a noun phrase or stands in apposition to it: "Foreign Minister A. B.", "A. B., 41, who
 * runs the shelter that C built", "the head of C, A. B.", "the Interlux news agency", but not the C of "a spokesman
 * for C" and none of "A and B". Null when there is none.
 *
 * @param mentions in order
 */
export function headMention(
  text: string,
  phrase: Span,
  mentions: readonly NamedMention[],
): NamedMention | null {
  const inside = mentionsIn(mentions, phrase);
  if (inside.length === 0) return null;
  let masked = text.slice(phrase[0], phrase[1]);
  for (const { span } of inside) {
    const [start, end] = [span[0] - phrase[0], span[1] - phrase[0]];
    masked = masked.slice(0, start) + NAME.repeat(end - start) + masked.slice(end);
  }
  const named = (from: number, to: number): NamedMention | null => {
    const part = masked.slice(from, to);
    const whole = part.replace(/(?:\s+(?:him|her|it)self|['’]s?|[”"]|\s)+$/iu, '');
    const attribute = ATTRIBUTE.exec(whole);
    const bare =
      attribute && (GENERIC_ORGANIZATIONS.has(attribute[1]!) || KINDS.has(attribute[1]!))
        ? whole.slice(0, attribute.index)
        : whole;
    if (!bare.endsWith(NAME) || /\s(?:and|or|nor|&)\s/iu.test(part)) return null;
    const mention = inside.find(({ span }) => span[1] === phrase[0] + from + bare.length);
    // The Interlux news agency is Interlux; the Costa campaign is not Costa, nor the Danish company Danish.
    if (!mention || (bare !== whole && /^(?:person|group|location)$/.test(mention.entity.type))) return null;
    // "Many Republicans" are not the Republicans.
    const alone = /^\s*(?:the\s+)?\ue000+$/iu.test(bare);
    return mention.entity.type === 'group' && !alone ? null : mention;
  };
  const end = AFTER_HEAD.exec(masked)?.index ?? masked.length;
  const headed = named(0, end) ?? underTitle(masked, phrase[0], inside);
  if (headed) return headed;
  for (const segment of masked.slice(end).matchAll(/(?<=,)[^,;:(—–]+/gu)) {
    const tail = AFTER_HEAD.exec(segment[0])?.index;
    // "Her publisher, A. B. of C" is A. B.; "the union, which A. B. left" is not.
    const own = tail === undefined || /^\s*(?:\p{Lu}\S*\s)*\ue000+$/u.test(segment[0].slice(0, tail));
    const mention = own
      ? named(end + segment.index, end + segment.index + (tail ?? segment[0].length))
      : null;
    if (mention && fitsHead(mention, masked.slice(0, end + segment.index))) return mention;
  }
  return null;
}

/**
 * A person whose long title stands right before the name: "Minister of Education A. B.", "Ambassador to Chile A. B.",
 * "actor and director A. B.". In "a spokesman for President A. B." the title before the name is the one of B.
 */
function underTitle(masked: string, at: number, inside: readonly NamedMention[]): NamedMention | null {
  const part = masked.slice(0, /[,;:(—–]/u.exec(masked)?.index ?? masked.length).trimEnd();
  const mention = inside.find(({ span }) => span[1] === at + part.length);
  if (mention?.entity.type !== 'person') return null;
  const before = part.slice(0, mention.span[0] - at).trimEnd();
  if (inside.some(({ span, entity }) => entity.type === 'person' && span[1] <= at + before.length))
    return null;
  const isPerson = (word: string | undefined) => kindOfNoun(word ?? '') === 'person';
  const both = /^(?:the |an? )?(?:\S+\s){0,3}?(\S+) and (?:\p{Ll}\S*\s){0,3}?(\p{Ll}\S*)$/iu.exec(before);
  if (both) return isPerson(both[1]) && isPerson(both[2]) ? mention : null;
  const title = before.replace(/\s(?:Mrs?|Ms|Miss|Dr)\.?$/u, '');
  const last = /(?<=\s)(?:\ue000+|\p{Lu}[\p{L}’'-]*)$/u.exec(title)?.[0];
  return last && !isPerson(last) && AFTER_HEAD.test(title) && isPerson(readPhrase(title).head)
    ? mention
    : null;
}

/** " news agency" after a name. */
const ATTRIBUTE = /(?<=\ue000)\s(?:\p{Ll}+\s)?(\p{Ll}+)$/u;

/** What may stand behind an organization's name and say no more than what it is: "the Unite union". */
const KINDS = wordList('airline bank brewery charity federation insurer retailer union');

/** Organizations, though persons are called so too: "the insurer, D. Mutual". */
const BODIES = wordList(
  'builder contractor developer employer insurer landlord lender organiser organizer owner producer promoter rival sponsor trader',
);

/** Whether a name may stand in apposition: "the head of C, A. B.", "the ferry company, D. Lines", "her book, E". */
const fitsHead = ({ entity: { type } }: NamedMention, words: string): boolean => {
  if (type === 'person') return true;
  if (/^one of (?:them|these|those)\b/iu.test(words)) return /^(?:organization|location)$/.test(type);
  const { head } = readPhrase(words);
  const kind = kindOfNoun(head);
  return type === 'organization' || type === 'facility'
    ? kind === 'organization' || (type === 'organization' && BODIES.has(head))
    : type === 'product' && kind === 'document';
};

/** The mentions that lie in a span. */
export const mentionsIn = (mentions: readonly NamedMention[], [start, end]: Span): readonly NamedMention[] =>
  mentions.slice(
    firstIndex(mentions, ({ span }) => span[0] >= start),
    firstIndex(mentions, ({ span }) => span[1] > end),
  );
