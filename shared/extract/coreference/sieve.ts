import { firstIndex } from '../../firstIndex.ts';
import type { Span } from '../../span.ts';
import { wordList } from '../sentenceWords.ts';
import { GENERIC_ORGANIZATIONS, isOrganizationNoun, kindOfNoun } from '../sourceNouns.ts';
import { byDemonym } from './demonyms.ts';
import type { Call } from './describeMention.ts';
import { type Appearance, type NamedMention, onlyPersonBefore, type Referent } from './discourse.ts';
import { type Gender, genderOf } from './gender.ts';
import { isPlural, type NounPhrase, SHIFTING } from './nounPhrase.ts';
import { byParty, isParty } from './parties.ts';
import { byGeneration, byKinship, bySurname, ownerOf } from './relatives.ts';

/** Words whose referent is looked for. */
export interface Question {
  /** In lower case, white space made one. */
  readonly words: string;
  readonly phrase: NounPhrase;
  readonly span: Span;
  /** Index of its sentence. */
  readonly sentence: number;
  /** Whether it stands in quotation marks. */
  readonly quoted: boolean;
  /** What it says, where it is a source. */
  readonly own: readonly Span[];
  /** Whether `speaker` says it in his own words, in which he is "I". */
  readonly directly: boolean;
  /** Who spoke before, where the source answers. */
  readonly answered: Referent | null;
  /** As the text tells it, by titles and nouns or by a pronoun before. */
  readonly gender: (one: Referent) => Gender | null;
  /** The named one that its words name themselves. */
  readonly named: Referent | null;
  /** Who says what it stands in, where that is known already. */
  readonly speaker: Referent | null;
  /** Who the source is that it is a part of, as "who" is of "a man who asked for help". */
  readonly enclosing: Referent | null;
}

/** What has come up in the article before the words. */
export interface Discourse {
  readonly text: string;
  /** In order. */
  readonly appearances: readonly Appearance[];
  /** Those of referents that the text calls by a noun, by that noun; in order. */
  readonly byNoun: ReadonlyMap<string, readonly Appearance[]>;
  /** Named ones of the whole article by what it calls them. */
  readonly named: ReadonlyMap<string, ReadonlySet<Referent>>;
  /** By name in lower case. */
  readonly byName: ReadonlyMap<string, Referent>;
  /** The person whom the article is about: who leads its first paragraph and is named most often; null where none does. */
  readonly topic: Referent | null;
  /** For persons the organization that they speak for (`sidesOf`). */
  readonly sides: ReadonlyMap<Referent, Referent>;
  /** Named mentions of the whole article, in order. */
  readonly mentions: readonly NamedMention[];
  /** The claim, by its number, in whose content a place stands: the innermost one; null outside of all. */
  readonly saidIn: (at: number) => number | null;
  /** The parties of persons, as the text gives them beside their names (`partiesOf`). */
  readonly parties: ReadonlyMap<Referent, string>;
  /** The named one that a noun with "the" meant last. */
  readonly meant: ReadonlyMap<string, Referent>;
}

/** Finds a referent or leaves the question to the passes after it. It must not guess. */
export type Pass = (question: Question, discourse: Discourse) => Referent | null;

/** How far back, in UTF-16 code units, a pronoun or a noun that fits many looks for its antecedent: some three paragraphs. */
const REACH = 1500;

/** How far back "they" may mean one organization. */
const NEAR = 500;

/** How many appearances under one noun a description looks back at. */
const CALLS = 40;

/** Its own words name it. */
const byOwnName: Pass = ({ named }) => named;

/** The name as it stands in another place, where it was not recognised here. */
const byKnownName: Pass = ({ phrase, words }, { byName }) =>
  // "Who" is not the WHO.
  PRONOUN.test(words)
    ? null
    : (byName.get(
        phrase.short
          .toLowerCase()
          .replace(/^the /, '')
          .replace(/^(?:mr|mrs|ms|miss|dr)\.? /, ''),
      ) ?? null);
const PRONOUN = /^(?:who|it|us|he|she|they|we|i|you|that|which)$/;

/** "Who" and "which": what stands right before. */
const relative: Pass = ({ words, span, enclosing }, { text, mentions, appearances }) => {
  if (!/^(?:who|which)$/.test(words)) return null;
  if (enclosing) return enclosing;
  const last = mentions[firstIndex(mentions, ({ span: [, end] }) => end > span[0]) - 1];
  const between = last ? text.slice(last.span[1], span[0]) : '';
  if (last && /^[\s,]*$/.test(between)) return last.referent;
  // "Ana Reis, a retired teacher who said"
  if (last?.referent.kind === 'person' && /^, (?:an?|the) [^,;:.“”"]{3,80}\s$/u.test(between))
    return last.referent;
  const before = appearances.findLast(({ at }) => at < span[0]);
  return before?.salient &&
    /^[^,.;:“”"]{2,60},?\s*$/u.test(text.slice(before.at, span[0])) &&
    !before.referent.entity
    ? before.referent
    : null;
};

/** "He", "she", "it" and "they". */
const pronoun: Pass = (question, discourse) => {
  const { words } = question;
  if (/^(?:he|she|him|her|his|hers|himself|herself)$/.test(words)) return singular(question, discourse);
  if (/^(?:it|its|itself)$/.test(words))
    return nearest(
      question,
      discourse,
      ({ kind, plural }) => !plural && (kind === 'organization' || kind === 'document'),
    );
  if (/^(?:they|them|their|theirs|themselves)$/.test(words))
    return (
      nearest(question, discourse, (one) => one.plural || seemsPlural(one)) ??
      nearest(question, discourse, ({ kind }) => kind === 'organization', NEAR)
    );
  return null;
};

/** "Invoices seen by C": a noun without a name that ends as several do. */
const seemsPlural = ({ entity, kind, calls }: Referent): boolean =>
  entity === null && kind === 'unknown' && [...calls.keys()].some((noun) => /[^s]s$/.test(noun));

/**
 * A person of the pronoun's gender: the likeliest by salience as in Lappin & Leass 1994 ("An algorithm for pronominal
 * anaphora resolution", Computational Linguistics 20(4)): how many sentences back, source or subject before others,
 * known gender before unknown, what stands in no quotation before what does. Who speaks does not call himself "he", nor
 * by his name in his own words.
 */
function singular(
  { words, span, sentence, quoted, speaker, own, directly, answered, gender: genderBy }: Question,
  { appearances, topic, saidIn }: Discourse,
): Referent | null {
  const gender = genderOf(words);
  const place = saidIn(span[0]);
  const isSaid = (at: number) => own.some(([start, end]) => start <= at && at < end);
  const said = own.flatMap(([start, end]) =>
    appearances.slice(
      firstIndex(appearances, ({ at }) => at >= start),
      firstIndex(appearances, ({ at }) => at >= end),
    ),
  );
  const named = new Set(
    quoted ? [] : said.flatMap((one) => (one.quoted && one.referent.entity ? [one.referent] : [])),
  );
  const fits = (one: Referent) =>
    !one.plural &&
    (one.kind === 'person' || (one.kind === 'unknown' && !one.entity)) &&
    (genderBy(one) === null || genderBy(one) === gender) &&
    !named.has(one) &&
    one !== answered &&
    !(directly && one === speaker);
  // Who says something is likelier to be spoken of next than whom he speaks of.
  const isToldOf = (at: number) => {
    const other = quoted ? null : saidIn(at);
    return other !== null && other !== place;
  };
  let best: { referent: Referent; cost: number } | null = null;
  for (let i = appearances.length - 1; i >= 0; i--) {
    const { referent, at, sentence: other, salient, speaks, quoted: inQuote } = appearances[i]!;
    if (at < span[0] - REACH) break;
    if (at >= span[0] || !fits(referent)) continue;
    const isOwn = isSaid(at);
    if (isOwn && inQuote && !quoted) continue;
    const told = genderBy(referent);
    const cost =
      (inQuote && !quoted ? 2 : 0) +
      (isOwn ? 1.5 : 0) +
      sentence -
      other +
      (salient ? 0 : 1.5) +
      (isToldOf(at) ? TOLD_OF : 0) +
      (speaks === 'nested' ? 0.75 : 0) +
      (told === gender
        ? 0
        : told === null && referent.likelyGender
          ? referent.likelyGender === gender
            ? LIKELY
            : UNLIKELY
          : 1) +
      (referent.kind === 'person' ? 0 : 2) -
      (referent === speaker ? 1.5 : 0);
    if (!best || cost < best.cost) best = { referent, cost };
  }
  if (topic && best && best.cost >= FAR && fits(topic) && (genderBy(topic) ?? topic.likelyGender) === gender)
    return topic;
  return best?.referent ?? null;
}

/** From this cost on, whom an article is about is likelier than who came up last. */
const FAR = 2.5;
/** What it costs that someone came up in what another says. */
const TOLD_OF = 0.75;
/** What it costs that a person is of the pronoun's gender only, or is not, by a given name. */
const LIKELY = 0.8;
const UNLIKELY = 4;

/** The nearest source or subject before that fits; who says something rather than whom he speaks of in the same sentence. */
function nearest(
  { span, quoted, speaker, own, directly, answered }: Question,
  { appearances, saidIn }: Discourse,
  fits: (one: Referent) => boolean,
  reach = REACH,
): Referent | null {
  const place = saidIn(span[0]);
  let told: Appearance | null = null;
  for (let i = appearances.length - 1; i >= 0; i--) {
    const one = appearances[i]!;
    const { referent, at, sentence, salient, speaks, quoted: inQuote } = one;
    if (at < span[0] - reach || (told && sentence < told.sentence)) break;
    // A place is meant where it spoke, as a government; else it is just where something is.
    if (!speaks && (referent.entity?.type === 'location' || referent.entity?.type === 'facility')) continue;
    if (inQuote && !quoted && own.some(([start, end]) => start <= at && at < end)) continue;
    if (at >= span[0] || !salient || !fits(referent)) continue;
    if (referent === answered || (directly && referent === speaker)) continue;
    const other = quoted ? null : saidIn(at);
    if (other === null || other === place) return referent;
    told ??= one;
  }
  return told?.referent ?? null;
}

/** Adjectives that anyone may be given, without becoming another. */
const LIGHT = new Set(
  'former late new latter same senior veteran young old elder younger then first local own chief head lead leading top'.split(
    ' ',
  ),
);
/** "Tunisia's": a coach of Tunisia's is not just any coach. */
const OWNED = /[’']s?$/;

/** Offices beside the one that the noun alone names. */
const SECOND = /^(?:prime|vice|deputy|assistant)$/;

/** Whether what is called so may be described with these words. */
function fitsCall({ determiner, modifiers, complement }: NounPhrase, call: Call): boolean {
  // "The presidential nominee" is not the vice presidential one.
  if (call.modifiers.some((word) => SECOND.test(word) && !modifiers.includes(word))) return false;
  if (complement !== '' || (OWNED.test(determiner ?? '') && call.determiner !== determiner)) return false;
  if (
    call.modifiers.some((word) => SHIFTING.has(word)) &&
    !modifiers.some((word) => call.modifiers.includes(word))
  )
    return call.modifiers.length > 0 && modifiers.length === 0;
  return modifiers.every(
    (word) =>
      call.modifiers.includes(word) ||
      LIGHT.has(word) ||
      isParty(word) ||
      (call.modifiers.length === 0 ? false : /(?:(?<!par)ish|ese|ian|can|ean|ch)$/.test(word)),
  );
}

const isDefinite = ({ determiner }: NounPhrase): boolean =>
  determiner !== null &&
  (/^(?:the|this|that|these|those|his|her|its|their)$/.test(determiner) || /[’']s?$/.test(determiner));

/** "The vicar" of "Canon A. B., the vicar", "the memo" of "a memo seen by C": what the text called one so. */
const byCall: Pass = ({ phrase, span, speaker }, { byNoun, named: byAll }) => {
  if (!isDefinite(phrase)) return null;
  const plural = isPlural(phrase);
  // Who speaks of "his brother" is not his own brother, and a body that was "the operator" of something is not "its operator" of another.
  const others = /^(?:his|her|its|their)$/.test(phrase.determiner ?? '');
  const own = (one: Referent) =>
    (one.calls.get(phrase.head) ?? []).some(
      (call) =>
        fitsCall(phrase, call) &&
        !(others && one.kind !== 'person' && !/^(?:his|her|its|their|.*['’]s?)$/.test(call.determiner ?? '')),
    );
  // "The Church" is one that has the word in its name.
  const named = /^[Tt]he \p{Lu}\p{Ll}+$/u.test(phrase.short);
  const fits = (one: Referent) =>
    one.plural === plural &&
    own(one) &&
    !(others && one === speaker) &&
    !(named && one.entity && one.kind !== 'person' && !one.name.toLowerCase().includes(phrase.head));
  const before = byNoun
    .get(phrase.head)
    ?.slice(-CALLS)
    .findLast(({ referent, at }) => at < span[0] && fits(referent));
  if (before) return before.referent;
  const later = [...(byAll.get(phrase.head) ?? [])].filter(fits);
  return later.length === 1 && later[0]!.kind === 'person' ? later[0]! : null;
};

/** Nouns that the same one may be called by. */
const SYNONYMS: readonly ReadonlySet<string>[] = [
  'mp lawmaker legislator parliamentarian politician deputy backbencher senator congressman congresswoman councillor councilor',
  'lawyer attorney solicitor barrister counsel advocate',
  'boss executive ceo chief head',
  'professor academic researcher scientist scholar lecturer',
  'coach manager trainer boss',
  'doctor physician surgeon medic gp cardiologist oncologist neurologist paediatrician pediatrician psychiatrist gynaecologist radiologist',
  'vicar priest pastor canon rector clergyman minister',
  'reporter journalist correspondent columnist',
  'skipper captain fisherman',
  'general commander officer colonel marshal admiral soldier brigadier',
  'policeman policewoman officer inspector detective sergeant superintendent',
  'principal head headteacher headmaster headmistress',
  'player striker defender midfielder goalkeeper footballer winger forward',
  'singer musician composer',
  'author writer novelist poet',
  'actor actress star',
  'researcher scientist biologist chemist physicist geologist ecologist',
  'farmer grower rancher',
  'envoy ambassador diplomat',
  'entrepreneur businessman businesswoman tycoon founder',
].map((words) => wordList(words));

/** "The commander" of "General A. B.": the only one of the article whom another noun for the same calls so. */
const bySynonym: Pass = ({ phrase, span }, { named, appearances }) => {
  const { head, determiner, modifiers, complement } = phrase;
  // "Her former chief" was "then her boss".
  const owned = /^(?:his|her|its|their)$/.test(determiner ?? '');
  if ((determiner !== 'the' && !owned) || complement !== '') return null;
  const found = new Set<Referent>();
  for (const nouns of SYNONYMS)
    if (nouns.has(head))
      for (const noun of nouns)
        for (const one of named.get(noun) ?? [])
          if (
            one.kind === 'person' &&
            one.calls
              .get(noun)!
              .every(
                (call) =>
                  !call.modifiers.some((word) => SHIFTING.has(word)) &&
                  modifiers.every((word) => LIGHT.has(word) || call.modifiers.includes(word)) &&
                  (!owned || /^(?:his|her|its|their)$/.test(call.determiner ?? '')),
              )
          )
            found.add(one);
  const [only, ...others] = found;
  if (!only || others.length > 0) return null;
  return appearances.some(({ referent, at }) => referent === only && at < span[0]) ? only : null;
};

/** Who is called so has a part in what is told, and need not have come up before: "the judge", "the driver". */
const PARTS = wordList(`
  accused adviser advisor aide ambassador analyst archbishop archdeacon assistant attorney barrister bishop boss boy candidate captain
  caretaker chair chairman chairwoman chancellor chaplain chief child clerk client coach colleague colonel commander commissioner
  coroner counsel critic curator customer defendant delegate deputy detective director doctor driver editor employee envoy
  executive expert foreman founder friend general girl governor guard guest guide head headmaster headmistress headteacher host imam inspector insurer interpreter
  investigator judge juror justice king landlord lawyer leader lieutenant magistrate manager mayor member merchant minister neighbor
  neighbour nominee nurse observer officer official operative opponent organiser organizer owner parent partner passenger patient
  person pharmacist pilot player pope postman premier president priest prime prince princess principal prisoner producer prosecutor
  queen rabbi rector referee reporter representative rescuer resident rival seller secretary senator shareholder sheriff
  shopkeeper solicitor source speaker spokesman spokesperson spokeswoman staffer steward student successor supporter surgeon suspect
  teacher technician tenant treasurer trustee undersecretary user vicar victim visitor volunteer voter warden witness worker
  aunt brother cousin dad daughter father granddaughter grandfather grandmother grandson husband mother mum mom nephew
  niece sister son spouse uncle widow widower wife predecessor boyfriend girlfriend man woman one he she who`);

/** What tells no part of the one it is said of. */
const VAGUE = wordList(
  'colleague counterpart friend neighbor neighbour opponent predecessor rival successor',
);

/** Parts that who leads an article may have without being told so: "“I stay,” A. B. said. The coach …". */
const OWN_PARTS = wordList(
  'boss captain candidate champion coach curator director editor leader manager player producer star',
);

/**
 * "The baker": of whom the text has not said so, is as a rule the one who spoke just before, unless he has been called
 * "he" since: a description after a pronoun brings another up. Nouns for a part that anyone may have in what is told are
 * left alone.
 */
const byOccupation: Pass = (question, { text, appearances, named, byNoun }) => {
  const { phrase, span, sentence, answered } = question;
  const { head, determiner, complement } = phrase;
  if (
    determiner !== 'the' ||
    complement !== '' ||
    question.quoted ||
    kindOfNoun(head) !== 'person' ||
    (PARTS.has(head) && !OWN_PARTS.has(head))
  )
    return null;
  if (named.has(head) || byNoun.has(head)) return null;
  const gender = genderOf(head);
  const fits = (one: Referent) => {
    const known = question.gender(one) ?? one.likelyGender;
    return (
      one.kind === 'person' &&
      !one.plural &&
      one !== answered &&
      (gender === null || known === null || known === gender)
    );
  };
  let found: Referent | null = null;
  const end = firstIndex(appearances, ({ at }) => at >= span[0]);
  const all = new Set(
    appearances
      .slice(0, end)
      .flatMap(({ referent }) => (referent.kind === 'person' && referent.entity ? [referent] : [])),
  );
  const [only] = all;
  const isPronoun = (at: number) => /^(?:he|she|they)\b/iu.test(text.slice(at, at + 5));
  if (all.size === 1 && fits(only!) && (!PARTS.has(head) || only!.calls.size === 0)) {
    const last = appearances.slice(0, end).findLast(({ referent, salient }) => salient && referent === only);
    return last && isPronoun(last.at) ? null : only!;
  }
  if (PARTS.has(head)) {
    // "His opposite number, A. B., disagreed. “No,” said the Porto boss."
    const lately = new Set(
      appearances
        .slice(0, end)
        .flatMap((one) =>
          one.sentence >= sentence - 1 && one.referent.kind === 'person' && one.referent.entity && !one.quoted
            ? [one.referent]
            : [],
        ),
    );
    const [speaker] = lately;
    return lately.size === 1 && fits(speaker!) && [...speaker!.calls.keys()].every((noun) => VAGUE.has(noun))
      ? speaker!
      : null;
  }
  if (answered) {
    const others = [...all].filter(fits);
    if (others.length === 1) return others[0]!;
  }
  for (let i = end - 1; i >= 0; i--) {
    const one = appearances[i]!;
    if (one.sentence < sentence - 2) break;
    if (!one.salient || one.quoted || !fits(one.referent)) continue;
    if (found && one.referent !== found && one.sentence === sentence - 1) return null;
    if (!found && isPronoun(one.at)) return null;
    found ??= one.referent;
  }
  return found?.entity ? found : null;
};

/** Nouns that the same document may be called by. */
const PAPERS: readonly ReadonlySet<string>[] = [
  'report document paper file review assessment audit',
  'study paper work research analysis report',
  'survey poll study questionnaire',
  'letter message note document email',
  'memo memorandum document note paper',
  'indictment complaint filing document lawsuit',
  'ruling judgment judgement verdict decision order',
  'statement announcement release',
].map((words) => wordList(words));

/** What may be said of a document without its becoming another: "the 40-page document". */
const PAPERLY = /^(?:new|\d+-page|leaked|confidential|internal|unsigned|preliminary|final)$/;

/** "The document", "the new work": the last document that said something, if it may be called so. */
const byPaper: Pass = (question, discourse) => {
  const { phrase } = question;
  const { head, determiner, complement, modifiers } = phrase;
  if (determiner !== 'the' || complement !== '' || modifiers.some((word) => !PAPERLY.test(word))) return null;
  const nouns = PAPERS.filter((words) => words.has(head));
  if (nouns.length === 0) return null;
  return nearest(
    question,
    discourse,
    ({ kind, calls }) =>
      kind === 'document' && [...calls.keys()].some((noun) => nouns.some((words) => words.has(noun))),
  );
};

/** Words in names that tell what the named one may be called. */
const TYPE_WORDS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  Object.entries({
    'tank paper newspaper': '',
    tank: 'institute|institution|center|centre|foundation|council|forum',
    'newspaper paper daily publication outlet':
      'times|post|journal|herald|tribune|gazette|courier|ledger|chronicle|guardian|telegraph|mail|star|independent|observer|dispatch|standard|examiner|globe|echo|daily|weekly|sunday|sun|mirror|express|mercury|sentinel|press|citizen|advertiser|[ie]nquirer|bulletin|register|argus|monitor|news',
    'broadcaster network channel station outlet': 'radio|television|tv|broadcasting|news|channel',
    'agency watchdog regulator body':
      'agency|administration|authority|board|bureau|commission|office|service|inspectorate|regulator|ombudsman|organi[sz]ation|programme',
    'department ministry': 'department|ministry|treasury|office',
    'company firm manufacturer maker carrier automaker business':
      'inc|corp|corporation|ltd|llc|plc|gmbh|ag|co|company|group|airlines|airways|motors|industries|holdings|lines|systems|technologies|energy|foods|pharma',
    university: 'university|college|institute|school',
    'union federation': 'union|workers|federation|teamsters|brotherhood|guild|association|congress',
    'charity ngo nonprofit group organisation organization':
      'foundation|trust|aid|relief|watch|international|fund|alliance|association|society|campaign|coalition|network|league|for|against|friends|doctors|without',
    'party opposition': 'party|labour|democrats|republicans|conservatives',
    'court tribunal': 'court|tribunal',
    'hospital clinic': 'hospital|clinic|infirmary|medical|hospice',
    'bank lender': 'bank|bank\\p{L}*|banco|banca|banque|trust|savings|credit|mutual',
    insurer: 'insurance|assurance|mutual|life|re',
    'club team side':
      'united(?! (?:states|nations|kingdom|arab))|city|rovers|fc|afc|town|athletic|wanderers|albion|county|hotspur|sporting|inter|dynamo|deportivo|racing|rangers',
    'airline carrier': 'air|airlines|airways|aviation|jet|wings',
    'school college': 'school|academy|college|high|grammar|lycée|gymnasium',
    'museum gallery': 'museum|gallery|museo|musée',
    'brewery brewer': 'brewery|brewing|brewers|ales',
    farm: 'farm|farms',
    'developer builder contractor': 'homes|construction|properties|estates|developments|builders|building',
    'utility supplier': 'water|power|energy|electric|gas|grid|utilities|light',
    county: 'county$',
    'operator railway': 'rail|railway|railways|bahn|ferries|lines|buses|trains|transport|transit',
  }).flatMap(([nouns, words]) =>
    words === ''
      ? []
      : nouns.split(' ').map((noun) => [noun, new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, 'iu')]),
  ),
);

/** "The think tank": the nearest organization whose name has a word for one. */
const byTypeWord: Pass = (question, discourse) => {
  const { phrase, span } = question;
  const words = TYPE_WORDS[phrase.head];
  if (!isDefinite(phrase) || phrase.complement !== '' || !words) return null;
  // "The refugee team" is one of another kind.
  if (
    /^(?:team|side|club|school|college|operator|railway|supplier)$/.test(phrase.head) &&
    phrase.modifiers.length > 0
  )
    return null;
  // "A sports tribunal" that came up is not the court of another name.
  const broughtUp = isBroughtUp(question, discourse);
  for (let i = discourse.appearances.length - 1; i >= 0; i--) {
    const { referent, at } = discourse.appearances[i]!;
    if (at < span[0] - 3 * REACH) break;
    if (broughtUp && !referent.calls.has(phrase.head)) continue;
    const { type } = referent.entity ?? {};
    if (
      at < span[0] &&
      (type === 'organization' || (type === 'location' && phrase.head === 'county')) &&
      words.test(referent.name)
    )
      return referent;
  }
  return null;
};

/** "The mutual", "the pool": the only organization before whose name ends with the word. */
const byNameWord: Pass = ({ phrase, span }, { mentions }) => {
  const { determiner, head, modifiers, complement } = phrase;
  if (determiner !== 'the' || modifiers.length > 0 || complement !== '') return null;
  if (!/^(?:organization|unknown)$/.test(kindOfNoun(head))) return null;
  const found = new Set<Referent>();
  for (const { referent, span: other } of mentions) {
    if (other[0] >= span[0]) break;
    const { name, entity } = referent;
    if (entity?.type === 'organization' && name.includes(' ') && name.toLowerCase().endsWith(` ${head}`))
      found.add(referent);
  }
  const [only] = found;
  return only && found.size === 1 ? only : null;
};

/** "His club": the organization of whom the text says that he speaks for it. */
const byOwnSide: Pass = (question, discourse) => {
  const { phrase } = question;
  const { head, determiner, complement, modifiers } = phrase;
  if (
    !/^(?:his|her|my|our)$/.test(determiner ?? '') ||
    complement !== '' ||
    modifiers.some((word) => word !== 'own')
  )
    return null;
  if (!isOrganizationNoun(head)) return null;
  const owner = ownerOf(question, discourse, (word) =>
    singular({ ...question, words: word, own: [] }, discourse),
  );
  const side = owner && discourse.sides.get(owner);
  if (!side) return null;
  const nouns = [...side.calls.keys()].filter(isOrganizationNoun);
  return nouns.length === 0 ||
    nouns.includes(head) ||
    TYPE_WORDS[head]?.test(side.name) ||
    nouns.every((noun) => isBusiness(noun) && isBusiness(head))
    ? side
    : null;
};

const BUSINESSES = wordList(
  'automaker business carrier chain company corporation developer firm grocer group insurer lender manufacturer operator publisher retailer startup supermarket supplier',
);

/** Nouns that any company may be called by: "the grocer", "the planemaker". */
const isBusiness = (noun: string): boolean => BUSINESSES.has(noun) || /maker$/u.test(noun);

/** Organizations that an article names before it calls them so. */
const CALLED = wordList(
  'airline bakery bank brewery clinic club co-op cooperative developer gallery grocer hospital hotel insurer lab laboratory lender manufacturer museum operator orchestra railway restaurant retailer school studio supermarket theater theatre university utility zoo',
);

/** Whether the text before speaks of one without a name: "a bank", "another hospital". */
const isBroughtUp = ({ phrase, span }: Question, { text }: Discourse): boolean =>
  new RegExp(
    `\\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y|\\p{L}+[’']s)\\s(?:[\\p{L}-]+\\s){0,3}${phrase.head}\\b`,
    'u',
  ).test(text.slice(Math.max(0, span[0] - 3 * REACH), span[0]));

/**
 * "The company", "the Korean group", "the planemaker": an organization of which the text says nothing else. The one that
 * the noun meant before, or that is called a business with these words; else the nearest source or subject; else the only
 * such organization.
 */
const nearestOrganization: Pass = (question, discourse) => {
  const { phrase, span } = question;
  const { head, modifiers } = phrase;
  const business = isBusiness(head);
  if (
    phrase.determiner !== 'the' ||
    phrase.complement !== '' ||
    (modifiers.length > 1 && !business) ||
    !(GENERIC_ORGANIZATIONS.has(head) || CALLED.has(head) || business) ||
    (kindOfNoun(head) === 'person' && discourse.named.has(head))
  )
    return null;
  const own = modifiers.filter((word) => !LIGHT.has(word));
  const calls = ({ calls: all }: Referent) =>
    [...all].flatMap(([noun, some]) => (noun === head || (business && isBusiness(noun)) ? some : []));
  const fits = (one: Referent) =>
    one.kind === 'organization' &&
    (one.entity?.type === 'organization' || (one.entity?.type === 'facility' && CALLED.has(head))) &&
    ![...one.calls.keys()].some(
      (noun) => noun !== head && isOrganizationNoun(noun) && !(isBusiness(noun) && business),
    ) &&
    // "The Korean group" is not what the text calls the Danish firm.
    (own.length === 0 || calls(one).every((call) => call.modifiers.length === 0 || shares(call, own)));
  const called =
    own.length === 0
      ? []
      : [...new Set(discourse.mentions.map(({ referent }) => referent))].filter(
          (one) => fits(one) && calls(one).some((call) => own.every((word) => call.modifiers.includes(word))),
        );
  if (called.length === 1) return called[0]!;
  if (isBroughtUp(question, discourse) && CALLED.has(head)) return null;
  const meant = discourse.meant.get(head);
  const beside = business || !CALLED.has(head) ? nearest(question, discourse, fits) : null;
  if (meant && fits(meant) && own.length === 0) {
    const isNew = beside && beside !== meant && isLately(beside, question, discourse);
    if (!isNew) return meant;
  }
  if (beside && (!CALLED.has(head) || isLately(beside, question, discourse))) return beside;
  const only = new Set(
    discourse.appearances
      .slice(firstIndex(discourse.appearances, ({ at }) => at >= span[0] - REACH))
      .flatMap(({ referent, at }) =>
        at < span[0] && fits(referent) && referent !== question.answered ? [referent] : [],
      ),
  );
  return only.size === 1 ? [...only][0]! : null;
};

const shares = (call: Call, words: readonly string[]): boolean =>
  words.some((word) => call.modifiers.includes(word));

/** Whether one spoke or was a subject in this sentence or the one before. */
const isLately = (one: Referent, { span, sentence }: Question, { appearances }: Discourse): boolean =>
  appearances.some(
    (appearance) =>
      appearance.referent === one &&
      appearance.salient &&
      appearance.at < span[0] &&
      appearance.sentence >= sentence - 1,
  );

/** "The 62-year-old": who is of that age, or else the nearest whose age the text does not tell. */
const byAge: Pass = (question, discourse) => {
  const years = /^the (?:[\p{L}-]+ )?(\d{1,3})-year-old(?: \p{L}+)?$/u.exec(
    question.phrase.short.toLowerCase(),
  )?.[1];
  if (years === undefined || (question.named && question.named.kind !== 'group')) return null;
  const { span } = question;
  const told = discourse.mentions.findLast(
    ({ span: [start], referent }) => start < span[0] && referent.age === Number(years),
  );
  return (
    told?.referent ??
    nearest(
      question,
      discourse,
      ({ kind, plural, age, entity }) => kind === 'person' && !plural && age === null && entity !== null,
    ) ??
    onlyPersonBefore(discourse.mentions, span[0])
  );
};

const EPITHET =
  /^the (?:(?:[\p{L}-]+ )?former [\p{L}-]+(?: [\p{L}-]+)?|(?:father|mother|grandmother|grandfather) of (?:\d+|two|three|four|five|six|seven|eight)|[\p{L}-]+(?:-born| native| graduate| veteran| laureate)(?: [\p{L}-]+)?|[\p{L}]+-time [\p{L} ]+|(?:[\p{L}-]+ ){0,3}(?:billionaire|businessman|businesswoman|mogul|magnate|tycoon|socialite))$/u;

/** Before the name of who holds an office. */
const OFFICE =
  /\b(?:Sen|Rep|Gov|Judge|Justice|Secretary|Senator|Congress(?:wo)?man|Governor|Mayor|Dr|Gen|Prof)\.? $/u;
const hasOffice = (one: Referent, { text, mentions }: Discourse): boolean =>
  ['senator', 'governor', 'congressman', 'congresswoman', 'judge'].some((noun) => one.calls.has(noun)) ||
  mentions.some(
    ({ referent, span }) => referent === one && OFFICE.test(text.slice(Math.max(0, span[0] - 14), span[0])),
  );

/**
 * "The former nurse", "the father of two", "the Harvard graduate": what the text has not called anyone says more of the
 * one it is about, the nearest source or subject.
 */
const byEpithet: Pass = (question, discourse) => {
  if (!EPITHET.test(question.phrase.short.toLowerCase())) return null;
  const gender = genderOf(question.phrase.head);
  const rich = /(?:billionaire|businessman|businesswoman|mogul|magnate|tycoon)$/.test(question.phrase.head);
  return nearest(question, discourse, (one) => {
    const known = question.gender(one);
    return (
      one.kind === 'person' &&
      one.entity !== null &&
      (gender === null || known === null || known === gender) &&
      !(rich && hasOffice(one, discourse))
    );
  });
};

/** "The woman": the nearest person who is one. */
const byGender: Pass = (question, discourse) => {
  const gender = /^the (?:(?:young|old|elderly) )?(?:man|woman)$/.test(question.words)
    ? genderOf(question.phrase.head)
    : null;
  if (!gender) return null;
  return nearest(
    question,
    discourse,
    (one) => one.kind === 'person' && !one.plural && question.gender(one) === gender,
  );
};

/** The passes, the most precise first. */
export const SIEVE: readonly Pass[] = [
  byGeneration,
  bySurname,
  byAge,
  byParty,
  byDemonym,
  byOwnName,
  relative,
  pronoun,
  byKnownName,
  byCall,
  byKinship((question, discourse, words) => singular({ ...question, words, own: [] }, discourse)),
  byOwnSide,
  byTypeWord,
  byNameWord,
  nearestOrganization,
  bySynonym,
  byPaper,
  byEpithet,
  byGender,
  byOccupation,
];
