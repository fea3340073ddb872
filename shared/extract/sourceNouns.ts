import type { SourceKind } from './extraction.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Organizations that are called by this noun whatever their name is. */
export const GENERIC_ORGANIZATIONS = list(`
  agency automaker broadcaster carrier channel charity company corporation firm group magazine network
  newspaper ngo nonprofit organisation organization outlet paper publication publisher site startup tank
  watchdog website`);

/** Organizations whose name as a rule holds the noun. */
const NAMED_ORGANIZATIONS = list(`
  academy administration alliance army assembly association authority bank board bureau cabinet campaign center
  centre church club coalition college commission committee congress council court department directorate embassy
  federation force forces foundation fund government hospital institute institution league legislature ministry
  navy office panel maker parliament party police regulator retailer school senate service society supplier team tribunal union university`);

const DOCUMENTS = list(`
  account ad affidavit analysis announcement article audit bill book brief column complaint constitution data deal
  document editorial email essay evidence filing indictment law lawsuit letter memo message note notice order page
  paper plan poll post program record release report review ruling statement story study summary survey transcript
  treaty tweet video website`);

const PERSONS = list(`
  activist actor actress adviser advisor aide ambassador analyst attorney author boss businessman businesswoman
  candidate captain chair chairman chairwoman chancellor chief coach colonel columnist commander commissioner
  congressman congresswoman correspondent critic daughter deputy detective diplomat director doctor donor driver
  economist editor employee executive expert farmer father fisherman foreman founder friend general governor guard
  head historian host husband insider inspector journalist judge justice king lawmaker lawyer leader lieutenant man
  manager mayor member minister mogul mother neighbor neighbour nominee nurse officer official operative organizer
  owner person pilot player politician pollster pope premier president priest prince princess professor prosecutor
  queen reporter representative researcher resident scholar scientist secretary senator sheriff sister soldier son
  source speaker spokesman spokesperson spokeswoman staffer star strategist student supporter surgeon survivor
  teacher treasurer tycoon veteran victim voter warden wife witness woman worker writer`);

const GROUPS = list(`
  all both camp community couple crowd critics everybody everyone families family few half majority many media
  most none opposition others people public some staff they those voters we women men`);

/** Singular nouns that end like a plural. */
const SINGULAR = list('news congress press boss');

/** What kind of source a description's head noun names. */
export function kindOfNoun(noun: string): SourceKind {
  const word = noun.toLowerCase();
  if (GROUPS.has(word)) return 'group';
  if (PERSONS.has(word) || /^(?:he|she|i|him|her|his|who|someone|somebody|one)$/.test(word)) return 'person';
  if (GENERIC_ORGANIZATIONS.has(word) || NAMED_ORGANIZATIONS.has(word)) return 'organization';
  if (DOCUMENTS.has(word)) return 'document';
  const singular = singularOf(word);
  if (singular === word || SINGULAR.has(word)) return 'unknown';
  const kind = kindOfNoun(singular);
  return kind === 'person' || kind === 'organization' ? 'group' : kind;
}

/** Whether a noun calls an organization one, by its name or in general. */
export const isOrganizationNoun = (noun: string): boolean =>
  GENERIC_ORGANIZATIONS.has(noun) || NAMED_ORGANIZATIONS.has(noun);

function singularOf(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/men$/.test(word)) return word.replace(/men$/, 'man');
  if (/(?:ss|[sxz]h?|ch)es$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/(?<=[^s])s$/, '');
}
