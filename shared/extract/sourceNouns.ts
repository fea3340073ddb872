import type { SourceKind } from './extraction.ts';
import { wordList } from './sentenceWords.ts';

/** Organizations that are called by this noun whatever their name is. */
export const GENERIC_ORGANIZATIONS = wordList(`
  agency automaker broadcaster carrier channel charity company corporation firm group magazine network
  newspaper ngo nonprofit organisation organization outlet paper publication publisher site startup tank
  watchdog website`);

/** Organizations whose name as a rule holds the noun. */
const NAMED_ORGANIZATIONS = wordList(`
  academy administration alliance army assembly association authority bank board bureau cabinet campaign center
  centre chamber church clinic club coalition college commission committee congress consortium council court delegation
  department diocese directorate embassy federation force forces foundation fund government hospital institute
  institution laboratory league legislature ministry museum navy office panel maker operator parish parliament party police
  regulator retailer school secretariat senate service society supplier syndicate team tribunal trust union university
  airline airport bakery brewery chain co-op consultancy cooperative festival gallery guild hotel lab manufacturer
  observatory orchestra railway resort restaurant studio theater theatre utility zoo`);

const DOCUMENTS = wordList(`
  account ad affidavit agreement analysis announcement article assessment audit autopsy bill blog book brief bulletin
  catalogue census charter column communique complaint constitution contract data deal diary dispatch document dossier
  draft editorial email entry essay evidence figures filing forecast guideline guidance indictment inventory invitation
  judgment judgement law lawsuit leaflet letter log logbook manifesto map memo memoir memorandum message minutes motion
  note notice notes order page paper pamphlet petition plan plaque podcast poll post poster program programme prospectus
  record recording release report resolution review ruling sign spreadsheet statement statistics story study summary
  survey testament testimony transcript treaty tweet verdict video will`);

const PERSONS = wordList(`
  academic accountant activist actor actress adviser advisor aide ambassador analyst apprentice archbishop
  archdeacon architect artist assistant astronaut attorney aunt author backbencher baker barrister bishop boss boy
  boyfriend brother builder businessman businesswoman candidate canon captain caretaker chair chairman chairwoman
  chancellor chaplain chief child clerk client co-author coach coauthor colleague colonel columnist commander
  commissioner congressman congresswoman consultant cook coroner correspondent councillor councilor counsel
  counsellor courier cousin critic curator customer daughter deacon dean defendant defender delegate deputy designer
  detective diplomat director diver docker doctor donor driver economist editor employee engineer envoy executive
  expert farmer father fisherman foreman founder friend general girl girlfriend governor grandfather grandmother
  grandson guard guest guide head historian host husband imam immigrant insider inspector insurer interpreter
  inventor investigator investor journalist judge juror justice king lawmaker lawyer leader lecturer librarian
  lieutenant man manager mayor mechanic member merchant midwife migrant miner minister model mogul mother musician
  negotiator neighbor neighbour nephew niece nominee novelist nun nurse observer officer official operative opponent
  organiser organizer owner parent parishioner partner passenger patient person pharmacist photographer pilot player
  plumber poet politician pollster pope postman premier president priest prince princess principal prisoner producer
  professor prosecutor pupil queen rabbi rector referee refugee relative reporter representative rescuer researcher
  resident rival sailor scholar scientist secretary senator sergeant shareholder shepherd sheriff shopkeeper singer
  sister skipper soldier solicitor son source speaker spokesman spokesperson spokeswoman staffer star steward
  strategist striker student successor supporter surgeon survivor suspect teacher technician teenager tenant tourist
  trader traveller treasurer trustee tutor tycoon uncle undersecretary user veteran vicar victim villager visitor
  volunteer voter warden widow widower wife witness woman worker writer
  advocate biologist boxer broker butcher carpenter ceo champion chef chemist clergyman climber comedian commentator
  composer conductor constable creditor cyclist dancer deckhand dentist developer entrepreneur footballer gardener
  goalkeeper grower headmaster headmistress headteacher hunter jeweller landlady landlord lifeguard magistrate medic
  midfielder newcomer painter paramedic parliamentarian pastor pensioner philosopher physician physicist planner
  playwright predecessor programmer proprietor psychologist rancher registrar runner sculptor shopper signatory
  specialist stallholder superintendent swimmer tailor trainer translator unionist vet veterinarian whistleblower
  winger winner`);

const GROUPS = wordList(`
  all both camp community couple crowd critics everybody everyone families family few half majority many media
  most none opposition others pair people public some staff they those trio voters we women men`);

/** Endings of nouns for persons: "craftswoman", "geologist", "musician", "auctioneer", "homeowner". */
const PERSON_ENDING =
  /..(?:woman|sman|person|ologist|ologer|(?:an|ar|in|on|ic|ct|ur)ist|[ct]ician|eteer|holder|keeper|owner)$/;

/** Singular nouns that end like a plural. */
const SINGULAR = wordList('news congress press boss');

/** What kind of source a description's head noun names. */
export function kindOfNoun(noun: string): SourceKind {
  const word = noun.toLowerCase();
  if (GROUPS.has(word)) return 'group';
  if (PERSONS.has(word) || /^(?:he|she|i|him|her|his|who|someone|somebody|one)$/.test(word)) return 'person';
  if (GENERIC_ORGANIZATIONS.has(word) || NAMED_ORGANIZATIONS.has(word)) return 'organization';
  if (DOCUMENTS.has(word)) return 'document';
  if (PERSON_ENDING.test(word)) return 'person';
  const singular = word.length > 3 ? singularOf(word) : word;
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
