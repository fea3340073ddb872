import type { Span } from '../span.ts';
import { describeMention } from './coreference/describeMention.ts';
import { likelyGender } from './coreference/givenNames.ts';
import { readPhrase } from './coreference/nounPhrase.ts';
import { wordList } from './sentenceWords.ts';
import { GENERIC_ORGANIZATIONS, isOrganizationNoun, kindOfNoun } from './sourceNouns.ts';
import { COMPANY_WORDS } from './tradeWords.ts';

/** What a name is, as far as the words beside it tell. A thing is no person. */
export type Kind = 'person' | 'thing' | 'organization' | 'product' | 'storm';

/** How far beside a name is read, in UTF-16 code units. */
const BESIDE = 60;

/** Only companies have these. */
const OWNED =
  /^(?:['’]s?)? (?:(?:big|bigg|larg|main|old)(?:est)? )?(?:(?:annual|half-year|quarterly|pre-tax) (?:profits?|results|revenues?)|board of directors|chief (?:executive|financial|operating)\b|headquarters|investors|shareholders|share price|shares|stores|subsidiar(?:y|ies)|supermarkets|takeover)\b/u;
const OWNS_IT =
  /\b(?:(?:[Ss]hares|[Ss]takes?) (?:in|of)|(?:chief executive|CEO|subsidiary|takeover|head office) (?:at|of))\s$/u;
/** Whom players play for is a club or a country. */
const PLAYS_FOR =
  /\b(?:(?:appear|captain|coach|play|start)(?:s|ed|ing)?|miss(?:ed|es)|scor(?:e[sd]?|ing)|appearances|caps|games|goals|matches) for\s$/u;
/** "Thornaby have won": one name with a verb for several is a team. */
const SEVERAL = /^ (?:are|have|play)\s/u;
const NOT_SUBJECT =
  /(?:\b(?:and|or|nor|but|can|could|did|do|does|help|helped|if|let|made|make|may|might|must|saw|see|shall|should|than|that|to|will|would)|[,;“”"])\s(?:the\s)?$/iu;
const WHICH = /^, which\s/u;

const VESSEL =
  /\b(?:barge|boat|dredger|ferry|freighter|frigate|destroyer|icebreaker|ketch|lifeboat|liner|schooner|ship|steamer|steamship|submarine|tanker|trawler|tug|tugboat|vessel|warship|yacht)\s["“‘']?$/u;
const WORK =
  /(?:\b(?:an?|debut|first|her|his|its|last|my|new|our|the|their)|['’]s) (?:[\p{Ll}-]+ ){0,2}?(?:album|ballad|ballet|book|comedy|documentary|drama|film|memoir|movie|musical|novel|opera|painting|play|poem|podcast|series|show|sitcom|song|thriller),?\s["“‘']?(?:[Tt]he )?["“‘']?$/u;
const STORM = /\b(?:[Cc]yclone|[Hh]urricane|(?:[Tt]ropical )?[Ss]torm|[Tt]yphoon)\s["“‘']?$/u;
const STORM_NAME = /^(?:Cyclone|Hurricane|Storm|(?:Super )?Typhoon|Tropical (?:Cyclone|Storm)) \p{Lu}/u;

/** Nouns for persons and companies alike. */
const EITHER = wordList(
  'buyer contractor creditor developer distributor employer insurer landlord lender maker operator owner partner producer ' +
    'publisher rival shareholder sponsor subcontractor supplier',
);
const CALLED_BEFORE = /\b(?:the|its|their|[\p{L}.-]+['’]s) (?:[\p{Ll}-]+ ){0,2}?(\p{Ll}[\p{Ll}-]+), $/u;
const CALLED_AFTER =
  /^, (?:the|an?|its) (?:[\p{Ll}-]+ ){0,2}?(\p{Ll}[\p{Ll}-]+)(?=[,.;]| (?:of|in|for|to|behind)\b)/u;

/** "X, a firm of engineers", "X, the country's largest supermarket chain". */
const APPOSED = /^, ((?:an?|the|[\p{L}.-]+['’]s) [^,;:.()“”"]{3,80})/u;
/** "The magazine X". */
const TITLE = /(\p{Ll}+) ["“‘]?$/u;

/** Public houses of which the staff speak for what they work in. */
const HOUSE =
  /(?:^|\s)(?:clinic|college|gallery|hospital|hotel|inn|library|museum|observatory|port|resort|school|theat(?:re|er)|zoo|(?:marine|research|weather) station)(?:$| (?:of|for)\s)/iu;
const STAFF =
  /\b(?:administrators?|boss|chairman|chairwoman|curators?|directors?|doctors?|head|managers?|nurses?|officials?|owners?|researchers?|scientists?|spokes\p{Ll}+|staff|surgeons?|teachers?|trustees?|leads|ran|runs?|(?:Dr\.?|Prof\.?) \p{Lu}\p{L}+ \p{Lu}\p{L}+)(?: (?:at|for|of|from))?,? (?:the )?$/u;
const ACTS =
  /^ (?:has |had |will )?(?:also |again |later )?(?:accept|accus|add|admit|agree|announc|apologi[sz]|appeal|ask|call|claim|clos|confirm|declin|den[iy]|dismiss|hope|insist|offer|open|plan|promis|refus|reject|repl[iy]|report|sa(?:id|ys)|su(?:ed|es)|told|tell|turn|want|warn)\p{Ll}*\s/u;

/** Whether a phrase calls somebody an organization. */
const isBody = (phrase: string | undefined): boolean =>
  phrase !== undefined && kindOfNoun(readPhrase(phrase).head) === 'organization';

/**
 * What the words right beside a mention say that its name is, and how many of them say so: "the trawler X" a product,
 * "X, the supermarket chain" an organization. Nothing for most.
 */
export function saidBeside(text: string, mention: Span): ReadonlyMap<Kind, number> {
  const [start, end] = mention;
  const name = text.slice(start, end);
  const before = text
    .slice(Math.max(0, start - BESIDE), start)
    .split('\n')
    .at(-1)!;
  const after = text.slice(end, end + BESIDE).split('\n')[0]!;
  const said = new Map<Kind, number>();
  const say = (kind: Kind) => said.set(kind, (said.get(kind) ?? 0) + 1);
  const words = name.split(/\s+/u);
  const isOneWord = words.length === 1;

  const calledBefore = /^[,.]/.test(after) ? (CALLED_BEFORE.exec(before)?.[1] ?? '') : '';
  const isEither = EITHER.has(calledBefore) || EITHER.has(CALLED_AFTER.exec(after)?.[1] ?? '');
  const person = describeMention(text, mention, 'person').calls.filter(
    ({ noun }) => !EITHER.has(noun),
  ).length;
  const isFullName = likelyGender(name) !== null;
  const organization =
    !isFullName &&
    (isBody(APPOSED.exec(after)?.[1]) ||
      isOrganizationNoun(calledBefore) ||
      GENERIC_ORGANIZATIONS.has(TITLE.exec(before)?.[1] ?? ''));
  if (person > 0 && !organization && !words.some((word) => isOrganizationNoun(word.toLowerCase())))
    say('person');
  if (organization && person === 0) say('organization');
  // People are brought up by their full name: "the contractor, Harwick".
  if (isEither && person === 0 && !isFullName) {
    say('organization');
    if (isOneWord) say('thing');
  }
  if (OWNED.test(after) || OWNS_IT.test(before)) say('organization');
  if (PLAYS_FOR.test(before) || (SEVERAL.test(after) && !NOT_SUBJECT.test(before))) say('organization');
  if (WHICH.test(after) && person === 0) say('thing');
  if (!isOneWord && COMPANY_WORDS.has(words.at(-1)!.toLowerCase())) say('organization');
  if (HOUSE.test(name) && (STAFF.test(before) || ACTS.test(after))) say('organization');

  if (VESSEL.test(before) || WORK.test(before)) say('product');
  if (STORM.test(before) || STORM_NAME.test(name)) say('storm');
  return said;
}
