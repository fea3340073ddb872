import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers, type Span } from '../../span.ts';
import type { NamedMention, Referent } from '../coreference/discourse.ts';
import { type Gender, genderOf } from '../coreference/gender.ts';
import type { Entity, Stance } from '../extraction.ts';
import { wordList } from '../sentenceWords.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import { baseForms } from '../verbForms.ts';
import {
  isSomeoneElse,
  lookBack,
  mayBe,
  type Presence,
  REACH,
  sentenceStart,
  standsIn,
} from './bystanders.ts';
import type { Speaker } from './certainSpeakers.ts';
import type { Reference, ResolvedAttribution } from './references.ts';

const THIRD_PERSON = /^(?:he|she|it|they|his|her|its|their)$/iu;
/** What only people and bodies do, not what they make, sell or decree: "it had warned", not "it would cut taxes" or "it closed". */
const DEEDS = wordList(`
  acquire agree aim apologise apologize appeal appoint arrest ask await aware believe boycott buy cancel
  comment condemn confirm consider consult contact cooperate decide deny deploy discuss dismiss dispatch
  employ encourage evict examine expect file fire grant handle hire impose inform inspect intend interview
  invest investigate invite join know launch learn lobby look meet monitor negotiate notify obtain offer
  oppose participate pay plan postpone prepare promise prosecute publish purchase pursue question receive
  recommend recruit refuse reject release remove repay request rescue respect respond retain review search
  seek seize sell send settle sign spend sue support suspect tell think trust try urge verify vote warn
  welcome withdraw write`);
/** A saying of one's own doings is as likely with these as one of others' with the rest ("hoped he would win"). */
const OWN_DOINGS: ReadonlySet<Stance> = new Set(['assert', 'deny', 'promise', 'agree']);

const ROLE =
  '(?:spokes(?:man|woman|person)|press secretary|lawyer|attorney|solicitor|barrister|agent|publicist|aide|campaign (?:manager|chair(?:man|woman)?))';
/** Who speaks for somebody else. */
const PROXY = new RegExp(`\\b${ROLE}\\b`, 'iu');
/** "her lawyer, ", "a spokesman for the mayor, " before a name. */
const ROLE_BEFORE = new RegExp(
  `\\b${ROLE}(?: (?:for|to|of) [^.,;“”"]{1,30})?,? (?:(?:Mr|Mrs|Ms|Dr)\\.? )?$`,
  'iu',
);
/** ", a lawyer for", ", the mayor’s spokesman", ", defending" behind a name. */
const ROLE_AFTER = new RegExp(
  `^(?: [KQ]C)?,(?: \\d+,)?(?: who is)? (?:defending\\b|(?:(?:an?|the|his|her|its|their|[^.,;\\s]+(?: [^.,;\\s]+)?[’']s) )?(?:[\\p{L}-]+ ){0,3}?${ROLE}\\b)`,
  'iu',
);
/** UTF-16 code units beside a name in which its role is told. */
const BESIDE = 60;
/** "he hoped": even of a spokesman's "he" it is the spokesman who does so. */
const OF_MIND =
  /^\s+(?:(?:had|has|was|is|would|did|could|not|never|still|also)\s+)*(?:hop|believ|expect|think|thought|confident|optimistic|(?:un)?aware|sure|certain|ask|spoke|spoken|disappoint|pleased|surpris)/u;

/** Those of whom the text says that they speak for others, by their ids. */
export const proxiesOf = (reading: string, entities: readonly Entity[]): ReadonlySet<string> =>
  new Set(
    entities.flatMap(({ id, type, mentions }) =>
      type === 'person' &&
      mentions
        .slice(0, 3)
        .some(
          ([start, end]) =>
            ROLE_BEFORE.test(reading.slice(Math.max(0, start - BESIDE), start)) ||
            ROLE_AFTER.test(reading.slice(end, end + BESIDE)),
        )
        ? [id]
        : [],
    ),
  );

/** What is known of an article when its pronouns are looked at. */
export interface Known {
  readonly mentions: readonly NamedMention[];
  /** By the ids of their entities. */
  readonly referents: ReadonlyMap<string, Referent>;
  /** Persons that are named, or meant for certain, in order. */
  readonly persons: readonly Presence[];
  /** The ids of those who speak for others: a "he" in what they say may be theirs for whom they speak. */
  readonly proxies: ReadonlySet<string>;
  readonly speakers: ReadonlyMap<string, Speaker>;
  /** Mentions of all that "it" may mean, in order. */
  readonly bodies: readonly NamedMention[];
  readonly quoted: readonly Span[];
  /** By where a quotation begins, the ids of those who say it. */
  readonly quoters: ReadonlyMap<number, ReadonlySet<string>>;
  /** Of all claims, in order. */
  readonly sources: readonly Span[];
  /** For whom persons speak, by their ids. */
  readonly sides: ReadonlyMap<string, Entity>;
}

/** The pronoun that begins what somebody hopes or demands: it may be the source, or as well somebody else ("hoped he would win"). */
export function perhapsOwn(
  { content, stance }: ResolvedAttribution,
  { reading, tokens }: Pick<Article, 'reading' | 'tokens'>,
): Span[] {
  const begin = content[0];
  if (!begin || OWN_DOINGS.has(stance)) return [];
  let at = firstIndex(tokens, (token) => token[0] >= begin[0]);
  if (/^that$/iu.test(reading.slice(...(tokens[at] ?? [0, 0])))) at++;
  return tokens[at] ? [tokens[at]!] : [];
}

/** The pronoun that begins what a source says in indirect speech, where it is the source. */
export function ownPronoun(
  attribution: ResolvedAttribution,
  { reading, tokens, sentences }: Pick<Article, 'reading' | 'tokens' | 'sentences'>,
  known: Known,
): Reference | null {
  const { content, cue, source, stance } = attribution;
  const begin = content[0];
  if (!begin || cue.length === 0 || !source || !OWN_DOINGS.has(stance)) return null;
  // Source, cue, content, in this order and close together.
  if (source[1] > cue[0]![0] || cue.at(-1)![1] > begin[0] || begin[0] - source[0] > 300) return null;
  let at = firstIndex(tokens, (token) => token[0] >= begin[0]);
  if (/^that$/iu.test(reading.slice(...(tokens[at] ?? [0, 0])))) at++;
  const span = tokens[at];
  if (!span || !covers(begin, span) || !THIRD_PERSON.test(reading.slice(...span))) return null;
  if (standsIn(known.quoted, span[0])) return null;
  const speaker = known.speakers.get(String(source));
  if (!speaker) return null;
  const pronoun = reading.slice(...span).toLowerCase();
  const alone = () => isAlone(attribution, span, { reading, sentences }, known);
  if (speaker.kind === 'person' && /^(?:he|she|his|her)$/.test(pronoun)) {
    if (pronoun === 'her' && isPossessive(reading, tokens[at - 1], tokens[at + 1]) !== true) return null;
    const isProxy = speaker.entity === null ? PROXY.test(speaker.name) : known.proxies.has(speaker.entity);
    if (isProxy && !OF_MIND.test(reading.slice(span[1], span[1] + 40))) return null;
    return fitsGender(speaker, genderOf(pronoun), known) && alone() ? { span, ...speaker } : null;
  }
  if (speaker.kind === 'organization' && pronoun === 'it') {
    const isClear = isOfficial(reading, span[1])
      ? isAlone(attribution, span, { reading, sentences }, known, 0)
      : doesSomething(reading, span[1]) && alone();
    return isClear ? { span, ...speaker } : null;
  }
  if (speaker.kind === 'organization' && pronoun === 'its')
    return BELONGINGS.test(reading.slice(span[1], span[1] + 60)) && alone() ? { span, ...speaker } : null;
  if (speaker.kind === 'group' && pronoun === 'they')
    return doesSomething(reading, span[1]) && isOnlyGroup(attribution, span, { reading, sentences })
      ? { span, ...speaker }
      : null;
  return null;
}

/** What a body has, and hardly a thing. */
const BELONGINGS =
  /^\s+(?:(?:own|\p{Ll}+|\d[\d,]*)\s+){0,2}?(?:account(?:s|ants)|advisers|agents|aim|aircraft|auditors|board|books|boss|chairman|chief|clients|council|crews?|customers|directors?|doctors|earnings|employees|engineers|executives?|experts|factories|fighters|fleet|forces|founder|goal|headquarters|income|investigat(?:ion|ors)|inspectors|investors|lawyers|leaders?|members?|officers|officials|operations|owners|personnel|pilots|players|police|policy|president|priority|profits?|programmes?|programs?|reporters?|researchers|revenue|sales|scientists|shareholders|shares|soldiers|spokes\p{Ll}+|staff|stance|stores|strategy|subsidiary|suppliers|supporters|teachers|teams?|thoughts|troops|users|volunteers|website|workers|workforce)\b/u;

const fitsGender = ({ entity }: Speaker, gender: Gender | null, { referents }: Known): boolean => {
  const referent = referents.get(entity ?? '');
  return !referent || (mayBe(referent.gender, gender) && mayBe(referent.likelyGender, gender));
};

/** Whether nobody but the source is mentioned who or that the pronoun may mean, in its sentence before it or in `back` sentences before that. */
function isAlone(
  { source, sourceEntity }: ResolvedAttribution,
  pronoun: Span,
  { reading, sentences }: Pick<Article, 'reading' | 'sentences'>,
  { mentions, persons, bodies }: Known,
  back = 1,
): boolean {
  const from = sentenceStart(sentences, pronoun[0], back);
  if (pronoun[0] - from > REACH) return false;
  const word = reading.slice(...pronoun).toLowerCase();
  if (!/^its?$/.test(word)) {
    const gender = genderOf(word);
    const near = lookBack(persons, from, pronoun[0]).filter((one) => mayBe(one.gender, gender));
    if (near.some(({ id, at }) => id !== sourceEntity && !(source && at >= source[0] && at < source[1])))
      return false;
    return !isSomeoneElse({ reading }, [from, pronoun[0]], gender, mentions, source ? [source] : []);
  }
  const near = bodies.slice(
    firstIndex(bodies, ({ span }) => span[0] >= from),
    firstIndex(bodies, ({ span }) => span[0] >= pronoun[0]),
  );
  if (near.some(({ entity, span }) => entity.id !== sourceEntity && !(source && covers(source, span))))
    return false;
  for (const match of reading.slice(from, pronoun[0]).matchAll(/\p{L}+/gu)) {
    const at = from + match.index;
    if (source && at >= source[0] && at < source[1]) continue;
    if (kindOfNoun(match[0]) === 'organization' && !/^(?:source|member|head|page|order)$/iu.test(match[0]))
      return false;
  }
  return true;
}

/** Whether no others are spoken of who may be meant by "they", in the pronoun's sentence before it or in the sentence before that. */
function isOnlyGroup(
  { source }: ResolvedAttribution,
  pronoun: Span,
  { reading, sentences }: Pick<Article, 'reading' | 'sentences'>,
): boolean {
  const from = sentenceStart(sentences, pronoun[0], 1);
  if (pronoun[0] - from > REACH) return false;
  return [...reading.slice(from, pronoun[0]).matchAll(/\p{L}+/gu)].every(({ 0: noun, index }) => {
    const at = from + index;
    if (source && at >= source[0] && at < source[1]) return true;
    return (
      !/^(?:group|organization)$/.test(kindOfNoun(noun)) ||
      /^(?:all|both|some|most|we|those|others|public)$/iu.test(noun)
    );
  });
}

/** Whether the verb after "it" is a deed of a body's. */
function doesSomething(reading: string, from: number): boolean {
  const verbs = reading
    .slice(from, from + 80)
    .match(
      /^\s*(?:(?:would|will|had|has|was|is|could|did|does|not|n['’]t|have|been|already|also|never|now|still|to|no|plans|planned)\s+)*(\p{Ll}+)/u,
    );
  return verbs ? baseForms(verbs[1]!).some((base) => DEEDS.has(base)) : false;
}

/** What hardly anything does but a body that is asked or complained to: "it was investigating", "it had no comment". */
const OFFICIAL = wordList(`
  aware comment condemn confirm consider consult examine investigate issue monitor notify regret respond review verify welcome write`);

/** Whether a body speaks of what it does itself, as bodies do that speak to the press. */
function isOfficial(reading: string, from: number): boolean {
  const after = reading.slice(from, from + 80);
  if (
    /^\s+(?:had|has|have)\s+(?:no|received (?:no|several|many|a))\s+(?:immediate |further )?(?:information|comment|record|knowledge|complaints?|reports?)\b/u.test(
      after,
    )
  )
    return true;
  const verb =
    /^\s+(?:(?:would|will|had|has|have|could|did|does|not|also|now|never|still|already|(?:is|was)(?=\s+(?:not\s+|still\s+|now\s+)?(?:\p{Ll}+ing|aware)\b))\s+)*(\p{Ll}+)/u.exec(
      after,
    )?.[1];
  return verb !== undefined && baseForms(verb).some((base) => OFFICIAL.has(base));
}

/** Whether a "her" between these words is a possessive; null where it may as well be an object. */
export function isPossessive(
  reading: string,
  before: Span | undefined,
  next: Span | undefined,
): boolean | null {
  const word = next ? reading.slice(...next) : '';
  if (!/^\p{L}{2,}/u.test(word) || AFTER_OBJECT.test(word)) return false;
  // "gave her books", "heard her sing"
  if (before && GIVES.test(reading.slice(...before))) return null;
  return /^\p{L}+(?:ing|ed|ly)$/u.test(word) ? null : true;
}

/** Verbs with two objects, or with one and another verb. */
const GIVES =
  /^(?:give[sn]?|gave|giving|grant\w*|owe[sd]?|cost|costs|tell|tells|told|ask|asks|asked|offer\w*|send|sends|sent|show\w*|pay|pays|paid|wish\w*|call\w*|hear\w*|see|sees|saw|seen|seeing|watch\w*|help\w*|let|lets|letting|make|makes|made|making|had|have|has|feel|felt)$/iu;

const AFTER_OBJECT =
  /^(?:a|an|and|about|across|after|again|against|all|along|among|any|around|as|at|away|back|because|before|behind|but|by|did|do|down|during|even|every|for|from|had|has|here|how|if|in|inside|into|is|it|just|like|many|more|most|much|near|next|no|not|nothing|now|of|off|on|once|only|or|out|outside|over|past|since|so|some|something|than|that|the|their|then|there|these|they|this|those|three|through|to|together|today|tomorrow|too|toward|towards|two|under|unless|until|up|upon|very|was|we|were|what|when|where|whether|which|while|who|why|will|with|within|without|would|yes|yesterday|you)$/iu;

const SINGULAR_PRONOUN = /^(?:he|she|his|her|him|himself|herself)$/iu;

/**
 * Whether a person is the only one whom a pronoun may mean: nobody else of its gender is named, meant or spoken of in
 * its sentence before it and in the sentence before that.
 */
export function isOnlyOne(
  id: string,
  span: Span,
  article: Pick<Article, 'reading' | 'sentences'>,
  { mentions, referents, persons, proxies, sources, quoted, quoters }: Known,
): boolean {
  const pronoun = article.reading.slice(...span).toLowerCase();
  if (!SINGULAR_PRONOUN.test(pronoun)) return false;
  // Who speaks does not call himself "he".
  const quote = quoted[firstIndex(quoted, ([, end]) => end > span[0])];
  if (quote && quote[0] <= span[0] && quoters.get(quote[0])?.has(id)) return false;
  const gender = genderOf(pronoun);
  const from = sentenceStart(article.sentences, span[0], 1);
  if (span[0] - from > REACH) return false;
  if (proxies.has(id) && !OF_MIND.test(article.reading.slice(span[1], span[1] + 40))) return false;
  const near = lookBack(persons, from, span[0]).filter((one) => mayBe(one.gender, gender));
  if (near.length === 0 || near.some((one) => one.id !== id)) return false;
  if (!mayBe(referents.get(id)?.likelyGender ?? null, gender)) return false;
  // Whose gender nobody knows, is meant where no one else is named for long.
  if (near[0]!.gender === null && lookBack(persons, span[0] - REACH, span[0]).some((one) => one.id !== id))
    return false;
  return !isSomeoneElse(article, [from, span[0]], gender, mentions, sources);
}
