import type { EntityType, QuoteType } from '../extract/extraction.ts';
import { bootstrap } from './bootstrap.ts';
import { type Calibration, calibrate } from './calibration.ts';
import { ERROR_KINDS, type ErrorKind } from './findErrors.ts';
import { type AttributionFigures, type Role, scoreCounts } from './scoreAttributions.ts';
import { micro } from './scoreEntities.ts';
import { type AttributionOutcome, labelsOf, type Outcome, QUOTE_TYPES } from './scoreExample.ts';
import { type NarratedDocument, type NarratedScores, scoreNarrated } from './scoreNarrated.ts';
import { READINGS, type Reading } from './scoreReading.ts';
import { NOTHING, type Pair, type Score, score, sum, type Tally } from './tally.ts';

/** A score with how far it would vary with other articles of the kind. */
export interface Figure extends Score {
  /** 95% interval of F1, by article; null with fewer than two articles. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** Scores of the articles that share something. */
export interface GroupRow extends AttributionFigures<Score> {
  readonly name: string;
  /** Null where articles are not what is grouped. */
  readonly articles: number | null;
}

export interface AttributionReport {
  readonly articles: number;
  /** Articles times the annotators they are scored against. */
  readonly copies: number;
  readonly spans: Readonly<Record<Role, Pair<Figure>>>;
  readonly triples: Pair<Figure>;
  /** Links of nested attributions to their parents; null where the data nests nothing. */
  readonly links: Pair<Figure> | null;
  /** Names of sources, of attributions found at least in part; null where they are not annotated. */
  readonly names: { readonly annotated: number; readonly right: number } | null;
  /** How claims' words are read, of attributions found at least in part; null where that is not annotated. */
  readonly readings: Readonly<Record<Reading, Score>> | null;
  /** Only groupings that part the data. */
  readonly groups: readonly { readonly by: string; readonly rows: readonly GroupRow[] }[];
  /** Of claim confidence: right is what is exactly right, or shares words in all three roles. */
  readonly calibration: Pair<Calibration>;
  readonly errors: Readonly<Record<ErrorKind, number>>;
}

export interface EntityReport {
  readonly articles: number;
  /** All labels together (micro average). */
  readonly all: Figure;
  /** Persons, organizations, locations, groups and dates together. */
  readonly five: Figure;
  readonly labels: readonly (Score & { readonly label: string })[];
}

/** Who is meant, over entities with at least one name. */
export interface CoreferenceReport {
  readonly articles: number;
  readonly muc: Figure;
  readonly bCubed: Figure;
  readonly ceaf: Figure;
  /** The mean of the three, and its 95% interval by article (null with fewer than two articles). */
  readonly conll: Pick<Figure, 'f1' | 'interval'>;
  /** Pronouns and descriptions alone. */
  readonly references: Figure;
}

/** All figures of an evaluation; scores are of 100. */
export interface Report {
  /** Null when no article has attributions annotated. */
  readonly attributions: AttributionReport | null;
  /** Null when no article has entities annotated. */
  readonly entities: EntityReport | null;
  /** Null when no article has annotated who is meant. */
  readonly coreference: CoreferenceReport | null;
  /** Null when no article has annotated what is narrated. */
  readonly narrated: NarratedScores | null;
}

const FIVE: readonly EntityType[] = ['person', 'organization', 'location', 'group', 'date'];

/** Puts together what was counted of each example. */
export function report(outcomes: readonly Outcome[]): Report {
  const counted = outcomes.map(mainTallies);
  const total = (drawn: readonly MainTallies[]) =>
    MAIN.map((name) => score(sum(drawn.map((one) => one[name]))));
  const intervals =
    outcomes.length < 2
      ? null
      : bootstrap(outcomes.length, (drawn) => {
          const all = total(drawn.map((i) => counted[i]!)).map(({ f1 }) => f1);
          return [...all, conll(all)];
        });
  const scores = total(counted);
  const figure = (name: MainFigure): Figure => {
    const i = MAIN.indexOf(name);
    return { ...scores[i]!, interval: intervals?.[i] ?? null };
  };
  return {
    attributions: attributionReport(
      outcomes.filter((one) => one.attributions.length > 0),
      figure,
    ),
    entities: entityReport(
      outcomes.filter((one) => one.entities !== null),
      figure,
    ),
    coreference: coreferenceReport(
      outcomes.filter((one) => one.coreference !== null),
      figure,
      intervals?.[MAIN.length] ?? null,
    ),
    narrated: narratedReport(outcomes.flatMap(({ narrated }) => narrated ?? [])),
  };
}

const narratedReport = (documents: readonly NarratedDocument[]): NarratedScores | null =>
  documents.length === 0 ? null : scoreNarrated(documents);

type MainFigure = (typeof MAIN)[number];
const MAIN = [
  'source exact',
  'source overlap',
  'cue exact',
  'cue overlap',
  'content exact',
  'content overlap',
  'triple exact',
  'triple overlap',
  'link exact',
  'link overlap',
  'all entities',
  'five entities',
  'muc',
  'bCubed',
  'ceaf',
  'references',
] as const;
/** The figures whose mean is the CoNLL score. */
const CONLL = ['muc', 'bCubed', 'ceaf'] as const satisfies readonly MainFigure[];
type MainTallies = Readonly<Record<MainFigure, Tally>>;

/** What the main figures are made of, of one article. */
function mainTallies({ example, attributions, entities, coreference }: Outcome): MainTallies {
  const of = (pick: (outcome: AttributionOutcome) => Tally) => sum(attributions.map(pick));
  const five = example.entities ? FIVE.flatMap((type) => example.entities?.labels[type] ?? []) : [];
  const links = (kind: keyof Pair<Tally>) => of((one) => one.links?.[kind] ?? NOTHING);
  return {
    'source exact': of(({ counts }) => counts.spans.source.exact),
    'source overlap': of(({ counts }) => counts.spans.source.overlap),
    'cue exact': of(({ counts }) => counts.spans.cue.exact),
    'cue overlap': of(({ counts }) => counts.spans.cue.overlap),
    'content exact': of(({ counts }) => counts.spans.content.exact),
    'content overlap': of(({ counts }) => counts.spans.content.overlap),
    'triple exact': of(({ counts }) => counts.triples.exact),
    'triple overlap': of(({ counts }) => counts.triples.overlap),
    'link exact': links('exact'),
    'link overlap': links('overlap'),
    'all entities': entities ? sum(entities.values()) : NOTHING,
    'five entities': entities ? micro(entities, five) : NOTHING,
    muc: coreference?.muc ?? NOTHING,
    bCubed: coreference?.bCubed ?? NOTHING,
    ceaf: coreference?.ceaf ?? NOTHING,
    references: coreference?.references ?? NOTHING,
  };
}

/** @param f1 of the main figures, in their order */
const conll = (f1: readonly number[]): number =>
  CONLL.reduce((sum, name) => sum + f1[MAIN.indexOf(name)]!, 0) / CONLL.length;

function coreferenceReport(
  outcomes: readonly Outcome[],
  figure: (name: MainFigure) => Figure,
  interval: Figure['interval'],
): CoreferenceReport | null {
  if (outcomes.length === 0) return null;
  return {
    articles: outcomes.length,
    muc: figure('muc'),
    bCubed: figure('bCubed'),
    ceaf: figure('ceaf'),
    conll: { f1: conll(MAIN.map((name) => figure(name).f1)), interval },
    references: figure('references'),
  };
}

function attributionReport(
  outcomes: readonly Outcome[],
  figure: (name: MainFigure) => Figure,
): AttributionReport | null {
  if (outcomes.length === 0) return null;
  const copies = outcomes.flatMap(({ attributions }) => attributions);
  const pair = (name: Role | 'triple' | 'link'): Pair<Figure> => ({
    exact: figure(`${name} exact`),
    overlap: figure(`${name} overlap`),
  });
  const names = {
    annotated: copies.reduce((all, one) => all + one.names.annotated, 0),
    right: copies.reduce((all, one) => all + one.names.right, 0),
  };
  const errors = copies.flatMap((one) => one.errors);
  return {
    articles: outcomes.length,
    copies: copies.length,
    spans: { source: pair('source'), cue: pair('cue'), content: pair('content') },
    triples: pair('triple'),
    links: copies.some(({ links }) => links !== null) ? pair('link') : null,
    names: names.annotated === 0 ? null : names,
    readings: readingScores(copies),
    groups: [
      {
        by: 'quote type',
        rows: QUOTE_TYPES.map((type: QuoteType) => ({
          name: type,
          articles: null,
          ...scoreCounts(copies.map(({ byQuoteType }) => byQuoteType[type])),
        })),
      },
      ...groupings(outcomes),
    ],
    calibration: {
      exact: calibrate(copies.flatMap(judged('exact'))),
      overlap: calibrate(copies.flatMap(judged('overlap'))),
    },
    errors: Object.fromEntries(
      ERROR_KINDS.map((kind) => [kind, errors.filter((error) => error.kind === kind).length]),
    ) as Record<ErrorKind, number>,
  };
}

function readingScores(copies: readonly AttributionOutcome[]): AttributionReport['readings'] {
  const scores = Object.fromEntries(
    READINGS.map((reading) => [reading, score(sum(copies.map(({ readings }) => readings[reading])))]),
  ) as Record<Reading, Score>;
  return scores.stance.gold === 0 ? null : scores;
}

const judged =
  (kind: keyof Pair<unknown>) =>
  ({ judged: claims }: AttributionOutcome) =>
    claims.map((claim) => ({ confidence: claim.confidence, right: claim[kind] }));

function groupings(outcomes: readonly Outcome[]): AttributionReport['groups'] {
  const keys = {
    publisher: ({ example }: Outcome) => example.metadata.publisher,
    genre: ({ example }: Outcome) => example.genre,
    file: ({ example }: Outcome) => example.file,
  };
  return Object.entries(keys).flatMap(([by, key]) => {
    const groups = Map.groupBy(outcomes, (outcome) => key(outcome) ?? '(none)');
    // Where each article has a value of its own, the rows would be articles.
    if (groups.size < 2 || groups.size === outcomes.length) return [];
    const rows = [...groups].map(([name, members]) => ({
      name,
      articles: members.length,
      ...scoreCounts(members.flatMap(({ attributions }) => attributions.map(({ counts }) => counts))),
    }));
    return [{ by, rows: rows.sort((a, b) => (a.name < b.name ? -1 : 1)) }];
  });
}

function entityReport(
  outcomes: readonly Outcome[],
  figure: (name: MainFigure) => Figure,
): EntityReport | null {
  if (outcomes.length === 0) return null;
  const labels = new Set(outcomes.flatMap(({ example }) => labelsOf(example.entities?.labels ?? {})));
  return {
    articles: outcomes.length,
    all: figure('all entities'),
    five: figure('five entities'),
    labels: [...labels].map((label) => ({
      label,
      ...score(sum(outcomes.map(({ entities }) => entities?.get(label) ?? NOTHING))),
    })),
  };
}
