import { firstIndex } from '../../firstIndex.ts';
import type { NamedMention, Referent } from './discourse.ts';
import type { Pass } from './sieve.ts';

/** What a party and its members are called, in lower case, by one word for the party. */
const PARTIES: Readonly<Record<string, string>> = {
  gop: 'republican',
  republican: 'republican',
  r: 'republican',
  democrat: 'democratic',
  democratic: 'democratic',
  d: 'democratic',
  libertarian: 'libertarian',
  green: 'green',
  labour: 'labour',
  conservative: 'conservative',
  tory: 'conservative',
  socialist: 'socialist',
  liberal: 'liberal',
};
const PARTY = Object.keys(PARTIES)
  .filter((word) => word.length > 1)
  .join('|');
/** "Republican nominee Donald Trump", "his Democratic opponent, Hillary Clinton": no preposition between. */
const BEFORE = new RegExp(
  `(?<![\\p{L}-])(${PARTY})(?: (?!(?:of|to|for|by|against|on|in|with|and|from|about|over|that|than|as)\\b)[\\p{L}-]+){0,4},? $`,
  'iu',
);
/** "Ana Reis, the Democratic candidate", "Ana Reis, R-Texas", "Ana Reis (D-Vt.)" */
const AFTER = new RegExp(
  `^(?:, (?:(?:the|an?|his|her|its) (?:[\\p{L}-]+ ){0,2}?)?(${PARTY})(?![\\p{L}-])|,? \\(?([RD])-\\p{Lu})`,
  'iu',
);
/** Whether a word, in lower case, tells a party. */
export const isParty = (word: string): boolean => word.length > 1 && Object.hasOwn(PARTIES, word);

/** UTF-16 code units. */
const BESIDE = 60;

/** The parties of those whom the text gives one beside a name; none to whom it gives two. */
export function partiesOf(text: string, mentions: readonly NamedMention[]): ReadonlyMap<Referent, string> {
  const found = new Map<Referent, Set<string>>();
  for (const { referent, span } of mentions) {
    if (referent.kind !== 'person') continue;
    const before = text.slice(Math.max(0, span[0] - BESIDE), span[0]);
    const after = AFTER.exec(text.slice(span[1], span[1] + BESIDE));
    const party = BEFORE.exec(before.slice(before.lastIndexOf('\n') + 1))?.[1] ?? after?.[1] ?? after?.[2];
    if (party) found.set(referent, (found.get(referent) ?? new Set()).add(PARTIES[party.toLowerCase()]!));
  }
  return new Map(
    [...found].flatMap(([one, parties]) => (parties.size === 1 ? [[one, [...parties][0]!] as const] : [])),
  );
}

const MEMBER =
  /^the (?:[\p{L}.-]+ ){0,4}?(?:republican|democrat|libertarian|conservative|liberal|nominee|candidate|contender|hopeful|front-?runner|standard-?bearer|incumbent|challenger)$/u;

/** How many sentences back who spoke, or was a subject, may be meant whose party the text does not tell. */
const NEAR = 2;

/** So often who runs for an office is named where the text does not say for which party. */
const OFTEN = 3;

/**
 * "The GOP presidential nominee", "the Montana Republican": who has just spoken or been a subject, unless he is of another party;
 * else the nearest one before of that party, or else the only one. Where the text gives nobody that party, a nominee is who is
 * named most often, of those that it gives no other.
 */
export const byParty: Pass = ({ phrase, span, sentence, named }, { appearances, parties, mentions }) => {
  const words = phrase.short.toLowerCase();
  if (!MEMBER.test(words) || (named && named.kind !== 'group')) return null;
  const all = words.split(' ').flatMap((word) => (isParty(word) ? [PARTIES[word]!] : []));
  const party = all.at(-1);
  if (party === undefined || /\bvice\b/.test(words)) return null;
  const end = firstIndex(appearances, ({ at }) => at >= span[0]);
  const before = appearances.slice(0, end);
  const lately = before.findLast(
    ({ referent, salient, quoted, sentence: other }) =>
      salient &&
      !quoted &&
      other >= sentence - NEAR &&
      referent.kind === 'person' &&
      !referent.plural &&
      referent.entity !== null &&
      (parties.get(referent) ?? party) === party,
  );
  if (lately) return lately.referent;
  const own = [...parties].flatMap(([one, other]) => (other === party ? [one] : []));
  if (own.length > 0)
    return (
      before.findLast(({ referent }) => own.includes(referent))?.referent ??
      (own.length === 1 ? own[0]! : null)
    );
  if (!/(?:nominee|candidate)$/.test(words)) return null;
  const counts = new Map<Referent, number>();
  for (const { referent } of mentions)
    if (referent.kind === 'person' && !parties.has(referent))
      counts.set(referent, (counts.get(referent) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= OFTEN && first[1] > (second?.[1] ?? 0) ? first[0] : null;
};
