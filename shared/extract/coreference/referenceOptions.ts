import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { placeOfName } from '../../gazetteer/gazetteer.ts';
import type { Entity, EntityType } from '../extraction.ts';
import { kindOfNoun } from '../sourceNouns.ts';
import type { Anaphor, AnaphorKind } from './anaphors.ts';
import type { Referent } from './discourse.ts';
import { genderOf } from './gender.ts';
import type { Discourse, Question } from './sieve.ts';
import { typesOfNoun } from './typesOfNoun.ts';

/** What speaks for or against a choice; what is absent is 0. */
export type Features = Readonly<Record<string, number>>;

/** A named entity that an anaphor may mean. */
export interface Option {
  readonly referent: Referent;
  readonly entity: Entity;
  readonly features: Features;
}

/** What an anaphor may mean. */
export interface Choice {
  readonly kind: AnaphorKind;
  /** For its meaning nothing that is named. */
  readonly none: Features;
  readonly options: readonly Option[];
  /** What needs no weighing: who alone is told to be of the age that a description has. */
  readonly certain: Option | null;
}

/** What is known of an article when its anaphors are resolved, beside what came up. */
export interface Surroundings {
  readonly article: Pick<Article, 'reading' | 'sentences' | 'blocks'>;
  /** Those whose name has a word, by it in lower case. */
  readonly byNameWord: ReadonlyMap<string, ReadonlySet<Referent>>;
  /** The first ones named, of each type. */
  readonly firstOfType: ReadonlyMap<EntityType, Referent>;
  /** Who is named in the title or first heading. */
  readonly inTitle: ReadonlySet<Referent>;
  /** Whom words of a kind meant last: null where nobody that is named, undefined before the first ones. */
  readonly lastMeant: (anaphor: Anaphor) => Referent | null | undefined;
  /** What the sieve takes the anaphor for. */
  readonly sieved: Referent | null;
}

/** How far back, in UTF-16 code units, a pronoun, or a description, looks: some three, or nine, paragraphs. */
const REACH = { person: 1500, thing: 1000, description: 4500 } as const;
/** How many appearances are looked at, and how many entities may be chosen from; more than there are within reach as a rule. */
const MOST_APPEARANCES = 150;
const MOST_OPTIONS = 25;
/** How far back nouns for persons are counted. */
const NOUNS_BACK = 300;
/** UTF-16 code units, of a sentence. */
const LONGEST_CLAUSE = 400;

/** What is known of one who came up before an anaphor. */
interface Trace {
  readonly referent: Referent;
  /** The last time. */
  readonly at: number;
  readonly sentence: number;
  readonly quoted: boolean;
  readonly nested: boolean;
  /** How many others that fit came up since. */
  readonly rank: number;
  /** Whether one without a name that fits came up since; as a source or subject. */
  readonly unnamedSince: boolean;
  readonly unnamedSalientSince: boolean;
  /** The last time as a source or subject: sentences back, and how many others did since; null where never. */
  salient: number | null;
  salientRank: number;
  spoke: boolean;
  count: number;
}

/**
 * What an anaphor may mean, with all that speaks for or against it: distance and salience as in Lappin & Leass 1994,
 * agreement, who speaks, what the sieve says.
 */
export function referenceOptions(
  anaphor: Anaphor,
  question: Question,
  discourse: Discourse,
  surroundings: Surroundings,
): Choice {
  const { kind, span, role, head } = anaphor;
  const { article, byNameWord, firstOfType, inTitle, lastMeant, sieved } = surroundings;
  const { reading } = article;
  const { appearances } = discourse;
  const gender = kind === 'person' || kind === 'description' ? genderOf(head) : null;
  const types = kind === 'description' ? new Set<string>(typesOfNoun(head)) : null;
  const namesakes = byNameWord.get(head);
  const fits = (one: Referent): boolean => {
    switch (kind) {
      case 'person':
        return (
          !one.plural &&
          (one.kind === 'person' || (one.kind === 'unknown' && !one.entity)) &&
          (question.gender(one) ?? gender) === gender
        );
      case 'thing':
        return !one.plural && one.kind !== 'person';
      case 'description':
        if (one.entity === null) return one.calls.has(head);
        return (
          one.calls.has(head) ||
          namesakes?.has(one) === true ||
          (types!.has(one.entity.type) &&
            (gender ?? question.gender(one)) === (question.gender(one) ?? gender))
        );
    }
  };

  const since = (at: number): string => reading.slice(Math.max(at, span[0] - LONGEST_CLAUSE), span[0]);
  const traces = new Map<Referent, Trace>();
  const salients = new Set<Referent>();
  const end = firstIndex(appearances, ({ at }) => at >= span[0]);
  let unnamed: { sentence: number; rank: number; salient: boolean } | null = null;
  const others = new Set<Referent>();
  /** Those in the same sentence and the one before; whether as a source or subject. */
  const near = new Map<Referent, boolean>();
  let unnamedSalients = 0;
  for (let i = end - 1; i >= Math.max(0, end - MOST_APPEARANCES); i--) {
    const { referent, at, sentence, salient, quoted, speaks } = appearances[i]!;
    if (at < span[0] - REACH[kind]) break;
    if (!fits(referent)) continue;
    if (sentence >= question.sentence - 1) near.set(referent, salient || near.get(referent) === true);
    if (!referent.entity) {
      unnamed ??= { sentence, rank: others.size, salient };
      if (salient) unnamedSalients++;
      others.add(referent);
      if (salient) salients.add(referent);
      continue;
    }
    let trace = traces.get(referent);
    if (!trace) {
      if (traces.size >= MOST_OPTIONS) continue;
      const nested = speaks === 'nested';
      trace = {
        ...{ referent, at, sentence, quoted, nested, rank: others.size },
        ...{ salient: null, salientRank: 0, spoke: false, count: 0 },
        ...{ unnamedSince: unnamed !== null, unnamedSalientSince: unnamedSalients > 0 },
      };
      traces.set(referent, trace);
      others.add(referent);
    }
    trace.count++;
    if (speaks === 'outermost') trace.spoke = true;
    if (salient && trace.salient === null) {
      trace.salient = question.sentence - sentence;
      trace.salientRank = salients.size;
      salients.add(referent);
    }
  }
  // What is called so may have come up long before, or come up only later.
  if (kind === 'description')
    for (const one of [...(namesakes ?? []), ...(discourse.named.get(head) ?? [])].slice(0, MOST_OPTIONS))
      if (one.entity && !traces.has(one) && !one.plural)
        traces.set(one, {
          ...{ referent: one, at: -1, sentence: -1, quoted: false, nested: false, rank: others.size },
          ...{ salient: null, salientRank: 0, spoke: false, count: 0 },
          ...{ unnamedSince: unnamed !== null, unnamedSalientSince: unnamedSalients > 0 },
        });

  // "Koolhaas described her": whom a clause's subject does something to is another. What several are called, may mean any.
  const isOwnClause = ({ referent, at }: Trace) =>
    kind === 'person' &&
    role === 'object' &&
    referent !== question.speaker &&
    !/self$/.test(head) &&
    !CLAUSE.test(since(at));
  const isShared = kind === 'description' && (discourse.named.get(head)?.size ?? 0) > 1;
  const all = [...traces.values()].filter(
    (trace) => !isShared && !(kind === 'description' && trace.referent.plural) && !isOwnClause(trace),
  );
  const last = lastMeant(anaphor);
  /** "Quill sang and Moor danced. She smiled.": nothing tells who of the two. */
  const isTwin = (one: Trace) =>
    all.some(
      (other) =>
        other !== one &&
        one.salient !== null &&
        one.salient > 0 &&
        other.salient === one.salient &&
        other.referent.entity!.mentions.length === one.referent.entity!.mentions.length &&
        ![one, other].some(({ referent }) => referent === last || known(referent) === gender),
    );
  const known = (one: Referent) => question.gender(one);
  /** "Quill came. A student sang. She smiled.": it would be the first to say that Quill is a woman. */
  const isUnsure = ({ referent, unnamedSalientSince }: Trace) =>
    unnamedSalientSince &&
    unnamed?.salient &&
    question.sentence - unnamed.sentence <= 1 &&
    known(referent) === null &&
    referent !== last;
  const persons = kind === 'person' ? personNouns(reading, span[0]) : [];
  const often = Math.max(0, ...all.map(({ referent }) => referent.entity!.mentions.length));
  const block = article.blocks[firstIndex(article.blocks, (one) => one.span[1] > span[0])]?.span[0] ?? 0;
  const after = reading.slice(span[1], span[1] + 60);
  const told = kind === 'person' ? all.filter((trace) => !isTwin(trace) && !isUnsure(trace)) : all;
  const options = told.map((trace): Option => {
    const { referent, at, sentence, rank, salient, salientRank } = trace;
    const entity = referent.entity!;
    const back = question.sentence - sentence;
    const between = at === -1 ? '' : since(at);
    const features: Record<string, number> = {};
    const add = (name: string, holds = true) => {
      if (holds) features[name] = 1;
    };
    if (at === -1) add('later', entity.mentions[0]![0] > span[0]);
    if (at === -1) add('longAgo', entity.mentions[0]![0] <= span[0]);
    else {
      add(`back:${Math.min(back, 4)}`);
      add(`rank:${Math.min(rank, 3)}`);
      add(salient === null ? 'salient:never' : `salient:${Math.min(salient, 3)}`);
      if (salient !== null) add(`salientRank:${Math.min(salientRank, 2)}`);
      add(`subject:${salient !== null && salient <= 1}`, role === 'subject');
      add('count', false);
      features.count = Math.log(trace.count);
      add('quotedThere', trace.quoted && !question.quoted);
      add('nested', trace.nested);
      add('paragraph', at >= block);
      add(`sameClause:${role}`, back === 0 && !CLAUSE.test(between));
      add('reflexive', back === 0 && /self$/.test(head));
      add('spoke', trace.spoke);
      add('unnamedSince', trace.unnamedSince);
      add('unnamedSalientSince', trace.unnamedSalientSince);
      const others = [...near].filter(([one]) => one !== referent);
      add('clearAlone', back <= 3 && others.length === 0);
      add('clearSalient', salient !== null && salient <= 1 && !others.some(([, leads]) => leads));
      add('clearSpeaker', question.speaker === referent && !question.quoted && rank === 0);
      const rivals = others.filter(
        ([one, leads]) => one.entity && (leads || salient === null || salient > 1),
      ).length;
      add(`rivals:${Math.min(rivals, 2)}`, rivals > 0);
      const nouns = firstIndex(persons, (noun) => noun < at);
      add(`persons:${Math.min(nouns, 2)}`, nouns > 0);
    }
    features.mentions = Math.log(1 + entity.mentions.length);
    add('oftenest', entity.mentions.length === often);
    add('alone', all.length === 1 && unnamed === null);
    add('onlyNamed', all.length === 1);
    add('topic', discourse.topic === referent);
    add('firstOfType', firstOfType.get(entity.type) === referent);
    add('title', inTitle.has(referent));
    add(question.directly ? 'speakerDirectly' : 'speaker', question.speaker === referent);
    if (kind === 'person' || entity.type === 'person') {
      add('gender', gender !== null && known(referent) === gender);
      add('genderLikely', gender !== null && known(referent) === null && referent.likelyGender === gender);
      add(
        'genderUnlikely',
        gender !== null &&
          known === null &&
          referent.likelyGender !== null &&
          referent.likelyGender !== gender,
      );
    }
    add('sieve', sieved === referent);
    add('sieveOther', sieved !== null && sieved !== referent && sieved.entity !== null);
    add('sieveUnnamed', sieved !== null && sieved.entity === null);
    add('chain', last === referent);
    add('chainOther', !!last && last !== referent);
    if (kind !== 'person') add(`type:${entity.type}`);
    if (kind === 'thing') {
      const owned = OWNED.find(([nouns]) => nouns.test(after))?.[1];
      if (owned && role === 'possessive') add(`${owned}:${entity.type}`);
      if (role === 'subject' && DEED.test(after)) add(`deed:${entity.type}`);
    }
    if (kind === 'description') {
      const name = entity.name.toLowerCase();
      const calls = referent.calls.get(head);
      add('called', calls !== undefined);
      add('calledThe', calls?.some(({ determiner }) => determiner === 'the') === true);
      add('nameWord', namesakes?.has(referent) === true);
      add('nameEnd', name.endsWith(` ${head}`));
      add('nameBegin', name.startsWith(`${head} `));
      add('typed', types!.has(entity.type));
      add(`only:${entity.type}`, all.filter((one) => one.referent.entity!.type === entity.type).length === 1);
      add(
        'onlyNameWord',
        namesakes?.has(referent) === true && all.filter((one) => namesakes.has(one.referent)).length === 1,
      );
      const modified = anaphor.modifiers.filter((word) => name.includes(word)).length;
      features.modifiersNamed = modified;
      add('modifierNotNamed', modified < anaphor.modifiers.length);
      add(
        'modifierCalled',
        calls?.some(({ modifiers }) => anaphor.modifiers.some((word) => modifiers.includes(word))) === true,
      );
      const generic = GENERIC.get(head);
      if (generic) add(`generic:${generic}`, types!.has(entity.type));
      const place = entity.type === 'location' ? placeOfName(entity.name) : null;
      if (entity.type === 'location' && (generic === 'country' || generic === 'city')) {
        const is = place === null ? 'unknown' : place.id.startsWith('country') ? 'country' : 'city';
        add(`${generic}Is:${is}`);
        if (head === 'capital') add(`capitalIs:${place?.isCapital ?? false}`);
      }
      const years = /^\d+(?=-year-old)/.exec(anaphor.words.slice(4))?.[0];
      if (years) add(referent.age === null ? 'ageUnknown' : `age:${referent.age === Number(years)}`);
      const group = entity.type === 'person' ? 'person' : entity.type === 'organization' ? 'body' : 'other';
      for (const name of [
        'sieve',
        'alone',
        'clearAlone',
        'called',
        'typed',
        'nameWord',
        'chain',
        'oftenest',
        'unnamedSince',
      ])
        if (features[name]) add(`${group}.${name}`);
    }
    return { referent, entity, features };
  });

  const none: Record<string, number> = { bias: 1 };
  const against = (name: string, holds = true) => {
    if (holds) none[name] = 1;
  };
  against(`word:${head}`, kind !== 'description');
  against(`role:${role}`);
  against('quoted', question.quoted);
  against('sieveNone', sieved === null);
  against('chainNone', last === undefined);
  against('chainUnnamed', last === null);
  if (unnamed) {
    const back = question.sentence - unnamed.sentence;
    against(`unnamed:${Math.min(back, 3)}`);
    against('unnamedFirst', unnamed.rank === 0);
    against('unnamedSalient', unnamed.salient && back <= 1);
  }
  if (kind === 'thing') {
    against('expletive', head === 'it' && EXPLETIVE.test(after));
    against(
      'being',
      head === 'it' && /^(?:['’]s|\s(?:is|was|will be|would be|has been|had been|may|might)\b)/u.test(after),
    );
    against('begins', span[0] - (article.sentences[question.sentence]?.[0] ?? 0) <= 1);
  }
  if (kind === 'description') {
    against(`determiner:${anaphor.determiner}`);
    against(`noun:${typesOfNoun(head).join('+')}`);
    against('modifiers', anaphor.modifiers.length > 0);
    against('of', /^\s(?:of|for|in)\s/u.test(after));
    against('relative', /^,?\s(?:that|who|which|where)\s/u.test(after));
    against('goesOn', /^\s\p{Ll}/u.test(after) && role === 'object' && !AFTER.test(after));
    const generic = GENERIC.get(head);
    if (generic) against(`generic:${generic}`);
  }
  const aged = options.filter(({ features }) => features['age:true']);
  return { kind, none, options, certain: aged.length === 1 ? aged[0]! : null };
}

/** Where nouns for one person stand in the text before a place, but for names' titles; the last first. */
function personNouns(reading: string, end: number): readonly number[] {
  const start = Math.max(0, end - NOUNS_BACK);
  return [...reading.slice(start, end).matchAll(NOUN)]
    .filter(([word]) => kindOfNoun(word) === 'person' && !/^(?:she|him|her|his|who|one)$/.test(word))
    .map(({ index }) => start + index)
    .reverse();
}
const NOUN = /(?<![\p{L}’'-])\p{Ll}{3,}(?![\p{L}-])(?!\s\p{Lu})/gu;

/** What bodies have, and what countries and towns have: after "its". */
const OWNED: readonly (readonly [RegExp, string])[] = [
  [
    /^\s(?:own\s)?(?:\p{Ll}+\s)?(?:members?|leaders?|chair\p{Ll}*|chief|board|staff|spokes\p{Ll}+|directors?|president|head|employees|workers|customers|clients|shareholders|website|headquarters|offices?|report|statement|profits?|sales|revenues?|products?|share|shares|subsidiary|founder|coach|players|editor|secretary|lawyers?|engineers|supporters|investors)\b/u,
    'body',
  ],
  [
    /^\s(?:own\s)?(?:\p{Ll}+\s)?(?:capital|borders?|people|population|citizens|neighbou?rs|economy|residents|inhabitants|government|army|coast|history|mayor|streets|north|south|east|west|territory|airspace|currency|parliament|foreign|constitution)\b/u,
    'land',
  ],
];
/** What only bodies and persons do. */
const DEED =
  /^\s(?:(?:has|had|will|would|could|did|does|is|was|also|not|never|already|since|later|then|still)\s){0,3}(?:sa(?:id|ys)|ask|announc|agree|appeal|apologi|accus|admit|deni|deny|plan|refus|promis|launch|expect|believ|declin|reject|support|order|offer|decid|hire|sue|warn|call|demand|urge|want|hope|intend|buy|bought|sell|sold|pa(?:y|id)|invest|publish|employ|face|reached|signed|claim|confirm)\p{Ll}*\b/u;

/** Descriptions that a text uses for what it has named, by what they are. */
const GENERIC = new Map(
  Object.entries({
    country: 'country nation republic state kingdom',
    city: 'city town village capital municipality island',
    firm: 'company firm agency organization organisation group charity corporation',
    man: 'man woman boy girl',
    part: 'president minister judge mayor director chairman spokesman spokeswoman',
  }).flatMap(([group, nouns]) => nouns.split(' ').map((noun) => [noun, group] as const)),
);

/** "It is clear that", "it seems": it means nothing. */
const EXPLETIVE =
  /^(?:(?:['’]s|\s(?:is|was|will be|would be|has been|may be|might be|could be))\s(?:\p{L}+\s){0,3}?(?:that|to|if|whether|when|how|what|who|why)\b|\s(?:\p{Ll}+\s)?(?:seem|appear|turn|happen|rain|snow|take|took|follow)\p{Ll}*\b)/u;
const AFTER =
  /^\s(?:about|after|against|also|although|among|and|are|as|at|because|before|being|but|by|can|could|did|do|does|during|for|from|had|has|have|he|if|in|into|is|it|may|might|must|never|not|now|of|off|on|or|out|over|said|says|shall|she|should|since|so|than|that|the|then|they|this|though|through|to|too|under|until|up|was|we|were|when|where|which|while|who|will|with|within|without|would|yet|you)\b/u;
/** What begins another clause. */
const CLAUSE =
  /\S\s.*(?:[.,;:—–“”"]|\b(?:that|who|which|when|while|because|if|whether|after|before|as|and|but|to|with|for)\b)/su;
