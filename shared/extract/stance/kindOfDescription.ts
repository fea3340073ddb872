import { readPhrase } from '../coreference/nounPhrase.ts';
import type { EntityType, SourceKind } from '../extraction.ts';
import { wordList } from '../sentenceWords.ts';
import { kindOfNoun } from '../sourceNouns.ts';

/** Bodies and places that act through those who run them. */
const BODIES = wordList(`
  bloc borough bureaucracy business capital chapter city coastguard council county country distributor district giant
  establishment exporter factory hall importer inquiry intelligence journal kingdom leadership lobby military mine mint monastery municipality nation
  navy pac plant port prefecture province region republic retailer rig site state station subcommittee subsidiary town
  village treasury yard`);

const WORKS = wordList(`
  advert average banner bestseller billboard bible board calculation caption certificate chart chronicle clause clip code
  count cv decision diagram documentary file film footage graph graphic gospel gravestone guidebook headline hymn image
  inscription interview invoice label legislation literature map minute movie newsletter novel photo photograph piece plate
  placard play poem precedent presentation proverb receipt research return rulebook saying scripture script sequel
  show slide song speech submission table thesis thriller timetable trial wiki`);

const PEOPLE = wordList(`
  agent anchor announcer auditor backer banker bishop botanist buyer cashier celebrity challenger cleric comedian
  conservative constituent cop dad democrat diner drinker envoy ex-wife ex-husband firefighter forecaster fugitive grocer guerrilla
  hacker heavyweight heir heiress independent individual instructor lad lady legislator liberal lord loyalist mate mediator militant millennial
  minority mom monk mum narrator native nominee novice paramilitary peer politico pontiff postmistress primate protester protestor pundit rebel
  refusenik republican rider seller servant socialist sponsor storyteller superior surrogate taxpayer`);

const CROWDS = wordList(`
  audience base bench class clan clergy congregation crew electorate establishment everybody everyone gang household jury
  labor labour management mob platoon police population rank-and-file readership regiment troop troops`);

/** Singular nouns that end like people and are none. */
const THINGS =
  /^(?:\p{L}*(?:paper|letter|quarter|number|poster|order|matter|power|ledger|register|chapter|computer|meter|monitor|sensor|server|tracker|marker|answer|offer|corner|other|winter|summer|weather|water|manner|order|counter|banner|folder|container|factor|error|sector|motor|mirror|tumor|tumour|humor|humour|honor|honour|rumor|rumour|labor|labour|behavior|behaviour|reactor|tractor|calculator|generator|indicator)|(?:check|black|short|play|wait|hit|wish)?list|mist|twist|wrist|fist|waist|gist|heist|exist|tour|hour)s?$/u;
const PERSON_ENDING = /^\p{L}{3,}(?:er|or|ist|eer|ian|crat|man|woman|ee)$/u;
/** "planemaker", not "policymaker" */
const MAKER = /^(?!(?:film|law|policy|peace|dress|watch|cabinet|shoe|home|match|book)maker)\p{L}{3,}maker$/u;

/** "A group of 300 depositors", "52 percent of voters", "more than half of them". */
const SOME_OF =
  /^(?:an?\s+|the\s+)?(?:(?:\p{L}+\s+){0,2}?(?:group|team|panel|crowd|band|number|handful|pair|couple|trio|majority|minority|quarter|third|half|dozen|host|range|variety|chorus)\s+of\b|(?:(?:more|fewer|less)\s+than|nearly|almost|about|around|only|just|over|at least|close to|a mere)?\s*(?:just\s+)?(?:\p{L}+\s+|[\d.,]+\s*)(?:percent\b|per cent\b|%))/iu;
const MANY =
  /^(?:just\s+)?(?:(?:more|fewer|less)\s+than|nearly|almost|about|around|only|just|over|at least|close to)?\s*(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s+of\b|the (?:tens|dozens|hundreds|thousands|millions)\s+of|an?\s+(?:half|third|quarter|fifth)|half|most|all|both|the two|many|several|some|everyone|everybody|dozens|hundreds|thousands|millions|(?:\p{L}+|\d+)\s+(?:out\s+)?(?:of|in)\s+(?:\d+|ten|five|four|three))\b/iu;
/** Two that speak together: "Trump and Clinton". */
const PAIR = /^[^,;]+?\s(?:and|&)\s(?!(?:former|now|current|longtime|then)\b)/iu;
/** "Ada Quist KC" */
const LETTERED =
  /^\p{Lu}[\p{L}’'.-]*\s(?:[\p{L}’'.-]+\s)*(?:KC|QC|SC|MP|MEP|MSP|MD|PhD|OBE|CBE|Jr\.?|Sr\.?|II|III|IV)$/u;
const AGED = /^(?:(?:the|a|this|another)\s+)?(?:\p{L}+\s+)?\d{1,3}-year-old\b/iu;
const GUARD =
  /(?:^the\s|['’]s?\s)(?:\p{L}+\s+)?(?:border|coast|national|home|civil)\s+guard$|\bcoast guard$/iu;

/** Papers that are not newspapers. */
const PAPERS =
  /\b(?:court|legal|leaked|internal|private|confidential|official|state|divorce|cabinet)\s+papers\b/iu;
/** "a trial published in 2022", "officials there", "a poll last week" */
const AFTERWARDS =
  /\s+(?:(?:just\s+)?(?:published|released|seen|obtained|issued|leaked|signed|dated|delivered|commissioned|led|run|called|known|based)\b[\s\S]*|there|here|(?:last|this) (?:week|month|year|spring|summer|autumn|fall|winter))$/iu;

/**
 * What kind of source a description tells of, for a reader, where resolution does not say: by its head noun and how nouns
 * of its ending are used as a rule, by quantity, by age. Not for finding out who is meant: it is too free for that.
 *
 * @param name a source's, with or without an entity
 * @param kind what resolution found
 * @param type of its entity; null without one
 */
export function kindOfDescription(name: string, kind: SourceKind, type: EntityType | null): SourceKind {
  if (type !== null) return kind === 'unknown' && (type === 'law' || type === 'product') ? 'document' : kind;
  if (GUARD.test(name)) return 'organization';
  if (PAPERS.test(name)) return 'document';
  if (kind !== 'unknown') return kind === 'organization' && SOME_OF.test(name) ? 'group' : kind;
  if (AGED.test(name) || LETTERED.test(name)) return 'person';
  if (isTitled(name)) return 'person';
  const plain = name.replace(AFTERWARDS, '');
  const { short, head, complement } = readPhrase(plain);
  const own = /\bbest seller$/iu.test(short) ? 'document' : kindOf(head);
  const before = short.slice(0, short.length - complement.length);
  if (SOME_OF.test(plain) || MANY.test(plain) || PAIR.test(before)) {
    const part = readPhrase(complement.replace(/^of\s+/u, '')).head;
    return own === 'document' || kindOf(part) === 'document' ? 'document' : 'group';
  }
  return own;
}

/** "former prosecutor and Mayor Rudy Giuliani, who": two to four names behind what somebody is. */
function isTitled(name: string): boolean {
  const words = name.replace(/,[\s\S]*$/u, '').split(/\s+/);
  for (let from = words.length - 2; from > 0 && from >= words.length - 4; from--) {
    if (!/^\p{Lu}/u.test(words[from]!) || !/^\p{Lu}/u.test(words.at(-1)!)) return false;
    if (isPerson(words[from - 1]!.toLowerCase())) return true;
  }
  return false;
}

function kindOf(head: string): SourceKind {
  if (CROWDS.has(head)) return 'group';
  if (BODIES.has(head) || MAKER.test(head)) return 'organization';
  if (WORKS.has(head)) return 'document';
  if (isPerson(head)) return 'person';
  const kind = kindOfNoun(head);
  if (kind !== 'unknown') return kind;
  const singular = singularOf(head);
  if (singular === null) return 'unknown';
  if (BODIES.has(singular) || MAKER.test(singular) || isPerson(singular)) return 'group';
  return WORKS.has(singular) ? 'document' : 'unknown';
}

const isPerson = (noun: string): boolean =>
  PEOPLE.has(noun) || kindOfNoun(noun) === 'person' || (PERSON_ENDING.test(noun) && !THINGS.test(noun));

function singularOf(noun: string): string | null {
  if (/men$/u.test(noun)) return noun.replace(/men$/u, 'man');
  if (/[^aeiou]ies$/u.test(noun)) return noun.replace(/ies$/u, 'y');
  return /[^su]s$/u.test(noun) ? noun.slice(0, -1) : null;
}
