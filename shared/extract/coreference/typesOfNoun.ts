import type { EntityType } from '../extraction.ts';
import { wordList } from '../sentenceWords.ts';
import { isOrganizationNoun, kindOfNoun } from '../sourceNouns.ts';

/** Nouns for what is named but never speaks; organizations, persons and documents are in `sourceNouns`. */
const NOUNS: readonly (readonly [readonly EntityType[], ReadonlySet<string>])[] = [
  [
    ['location', 'organization'],
    wordList(
      'borough capital city country county district kingdom municipality nation province republic state town',
    ),
  ],
  [
    ['location'],
    wordList(`
      archipelago area atoll bay beach canal coast colony continent desert enclave fjord forest glacier hamlet harbor
      harbour hill island isle lagoon lake metropolis mountain neighborhood neighbourhood oasis ocean outpost peak
      peninsula planet plateau port range region reservoir resort river sea settlement shire strait street suburb
      territory valley village volcano waterfall`),
  ],
  [
    ['facility', 'location', 'organization'],
    wordList(`
      abbey airport arena bar barracks base bridge building café camp castle cathedral cemetery chapel dam depot dock
      factory farm fort fortress garden gallery hospital hotel house lighthouse mall market mill mine monastery monument
      mosque museum observatory palace park pier plant prison pub reactor refinery restaurant road school shipyard shop
      shrine site stadium station store synagogue temple theater theatre tower tunnel venue warehouse zoo`),
  ],
  [
    ['product'],
    wordList(`
      album aircraft app boat browser car comic console device drama drug engine ferry film game instrument jet magazine
      manuscript missile movie musical novel opera phone plane platform play poem rocket satellite series ship show
      single software song spacecraft statue submarine symphony system tablet telescope tool train trilogy vaccine vehicle
      vessel weapon yacht sculpture painting portrait probe rover`),
  ],
  [
    ['event'],
    wordList(`
      attack award battle campaign ceremony championship competition concert conference congress contest convention coup
      crash crisis cup cyclone derby disaster earthquake election event exhibition fair festival final fire flood forum
      gathering hurricane match meeting mission outbreak pandemic parade prize protest race rally referendum revolt
      revolution storm summit tour tournament trial typhoon uprising war wedding conflict`),
  ],
  [
    ['law', 'product'],
    wordList(
      'accord act agreement amendment bill charter code constitution convention law pact rule statute treaty',
    ),
  ],
];

const TYPES = new Map<string, readonly EntityType[]>();
for (const [types, nouns] of NOUNS)
  for (const noun of nouns) TYPES.set(noun, [...new Set([...(TYPES.get(noun) ?? []), ...types])]);

/** "62-year-old" */
const AGE = /^\d{1,3}-year-old$/;

/** The types of entity that a noun in lower case may describe; none where it is not known. */
export function typesOfNoun(noun: string): readonly EntityType[] {
  if (AGE.test(noun)) return ['person'];
  const types = TYPES.get(noun) ?? [];
  const kind = kindOfNoun(noun);
  const more: readonly EntityType[] =
    kind === 'person'
      ? ['person']
      : isOrganizationNoun(noun)
        ? ['organization']
        : kind === 'document'
          ? ['product', 'law']
          : [];
  return more.length === 0 ? types : [...new Set([...types, ...more])];
}
