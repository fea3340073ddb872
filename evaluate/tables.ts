import { type Column, columns } from '../cli/terminal/columns.ts';
import { printable } from '../cli/terminal/printable.ts';
import { style } from '../cli/terminal/style.ts';
import type { ReliabilityBin } from '../shared/evaluate/calibration.ts';
import { ERROR_KINDS } from '../shared/evaluate/findErrors.ts';
import type {
  AttributionReport,
  CoreferenceReport,
  EntityReport,
  Figure,
  GroupRow,
  Report,
} from '../shared/evaluate/report.ts';
import type { NarratedScores } from '../shared/evaluate/scoreNarrated.ts';
import { READINGS } from '../shared/evaluate/scoreReading.ts';
import type { Pair, Score } from '../shared/evaluate/tally.ts';

/** Figures to be read by people. */
export interface Table {
  readonly title: string;
  /** Widths in columns of a terminal; the first column takes what is left and is aligned to the left. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
  /** What has to be known to read it. */
  readonly note: string;
  /** The same as a Mermaid diagram, for documents. */
  readonly chart?: string;
}

/** Widest that a table is. */
const WIDTH = 80;

/** The report as tables; names of data are made safe for a terminal. */
export function tables({ attributions, entities, coreference, narrated }: Report): Table[] {
  return [
    ...(attributions
      ? [
          mainTable(attributions),
          ...(attributions.readings ? [readingTable(attributions.readings)] : []),
          ...groupTables(attributions),
          calibrationTable(attributions),
          errorTable(attributions),
        ]
      : []),
    ...(entities ? [entityTable(entities)] : []),
    ...(coreference ? [coreferenceTable(coreference)] : []),
    ...(narrated ? [narratedTable(narrated)] : []),
  ];
}

/** A table for the terminal. */
export function textTable({ title, columns: named, rows, note }: Table): string {
  const layout: Column[] = named.map(({ width }, i) =>
    i === 0 ? { width: null } : { width, align: 'right' },
  );
  const row = (cells: readonly string[]) => columns(layout, cells, WIDTH);
  const head = row(named.map(({ name }) => name)).map((line) => style('dim', line));
  const lines = [style('bold', title), ...head, ...rows.flatMap(row)];
  if (note !== '') lines.push(...columns([{ width: null }], [note], WIDTH).map((line) => style('dim', line)));
  return lines.join('\n');
}

/** A table for a document. */
export function markdownTable({ title, columns: named, rows, note, chart }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  const lines = [
    `**${title}**`,
    '',
    line(named.map(({ name }) => name)),
    `|${named.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`,
    ...rows.map(line),
  ];
  if (note !== '') lines.push('', note);
  if (chart !== undefined) lines.push('', '```mermaid', chart, '```');
  return lines.join('\n');
}

const number = (value: number): string => (value === 100 ? '100' : value.toFixed(1));
const interval = ({ interval: ends }: Pick<Figure, 'interval'>): string =>
  ends ? ends.map(number).join('–') : '–';
const share = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function mainTable({ articles, copies, spans, triples, links, names }: AttributionReport): Table {
  const row = (name: string, { exact, overlap }: Pair<Figure>): string[] => [
    name,
    ...[exact, overlap].flatMap((one) => [
      number(one.f1),
      interval(one),
      number(one.precision),
      number(one.recall),
    ]),
    String(exact.gold),
  ];
  const notes = ['Triple: source, cue and content of one attribution.'];
  if (links) notes.push('Links: a nested attribution and the one whose content it stands in.');
  if (names) {
    const right = number((100 * names.right) / names.annotated);
    notes.push(`Source names right: ${right}% of ${names.annotated} attributions found at least in part.`);
  }
  notes.push('95%: interval of F1 by bootstrap over articles.');
  return {
    title: `Attributions in ${several(articles, 'article')}${copies === articles ? '' : `, ${copies} annotators’ copies`}`,
    columns: [
      { name: '', width: 0 },
      { name: 'exact F1', width: 5 },
      { name: '95%', width: 9 },
      { name: 'P', width: 4 },
      { name: 'R', width: 4 },
      { name: 'overlap F1', width: 7 },
      { name: '95%', width: 9 },
      { name: 'P', width: 4 },
      { name: 'R', width: 4 },
      { name: 'gold', width: 5 },
    ],
    rows: [
      row('source', spans.source),
      row('cue', spans.cue),
      row('content', spans.content),
      row('triple', triples),
      ...(links ? [row('links', links)] : []),
    ],
    note: notes.join(' '),
  };
}

/** The columns of a table whose rows are `scoreCells`. */
const SCORE_COLUMNS: Table['columns'] = [
  { name: '', width: 0 },
  { name: 'F1', width: 5 },
  { name: 'P', width: 5 },
  { name: 'R', width: 5 },
  { name: 'gold', width: 6 },
  { name: 'found', width: 6 },
];

const scoreCells = (name: string, { f1, precision, recall, gold, found }: Score): string[] => [
  name,
  ...[f1, precision, recall].map(number),
  String(gold),
  String(found),
];

function readingTable(readings: NonNullable<AttributionReport['readings']>): Table {
  return {
    title: 'Stance, polarity, source kind and time',
    columns: SCORE_COLUMNS,
    rows: READINGS.map((reading) => scoreCells(reading, readings[reading])),
    note: 'Of attributions found at least in part. Times: those that the text tells, and those that are given.',
  };
}

function groupTables({ groups }: AttributionReport): Table[] {
  return groups.map(({ by, rows }) => {
    const counted = rows.some(({ articles }) => articles !== null);
    const cells = ({ name, articles, spans, triples }: GroupRow): string[] => [
      printable(name),
      ...(counted ? [String(articles ?? '')] : []),
      String(triples.exact.gold),
      ...[spans.source.exact, spans.cue.exact, spans.content.exact].map(({ f1 }) => number(f1)),
      number(triples.exact.f1),
      number(triples.overlap.f1),
    ];
    return {
      title: `Attributions by ${by}: exact F1, and F1 of triples that overlap`,
      columns: [
        { name: by, width: 0 },
        ...(counted ? [{ name: 'articles', width: 8 }] : []),
        { name: 'gold', width: 5 },
        { name: 'source', width: 6 },
        { name: 'cue', width: 5 },
        { name: 'content', width: 7 },
        { name: 'triple', width: 6 },
        { name: 'overlap', width: 7 },
      ],
      rows: rows.map(cells),
      note: '',
    };
  });
}

function calibrationTable({ calibration: { exact, overlap } }: AttributionReport): Table {
  return {
    title: 'Confidence of claims',
    columns: [
      { name: 'confidence', width: 0 },
      { name: 'claims', width: 8 },
      { name: 'mean', width: 8 },
      { name: 'exactly right', width: 13 },
      { name: 'overlapping', width: 11 },
    ],
    rows: exact.bins.map((bin, i) => [
      `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`,
      String(bin.claims),
      share(bin.confidence),
      share(bin.right),
      share(overlap.bins[i]?.right ?? null),
    ]),
    note: `Expected calibration error: ${exact.error.toFixed(3)} where right is exactly right, ${overlap.error.toFixed(3)} where right is overlapping.`,
    ...(exact.bins.some(({ claims }) => claims > 0) ? { chart: reliabilityChart(exact.bins) } : {}),
  };
}

/** A reliability diagram: bars as high as claims are right, and the line at their mean confidence, where the bars should end. */
function reliabilityChart(bins: readonly ReliabilityBin[]): string {
  const told = bins.filter(({ claims }) => claims > 0);
  return [
    'xychart-beta',
    '  title "Share of claims that are exactly right, by their confidence"',
    `  x-axis [${told.map(({ from, to }) => `"${from.toFixed(1)}–${to.toFixed(1)}"`).join(', ')}]`,
    '  y-axis 0 --> 1',
    `  bar [${told.map(({ right }) => share(right)).join(', ')}]`,
    `  line [${told.map(({ confidence }) => share(confidence)).join(', ')}]`,
  ].join('\n');
}

function errorTable({ errors }: AttributionReport): Table {
  return {
    title: 'Errors',
    columns: [
      { name: 'kind', width: 0 },
      { name: 'attributions', width: 12 },
    ],
    rows: ERROR_KINDS.map((kind) => [kind, String(errors[kind])]),
    note: '',
  };
}

function entityTable({ articles, all, five, labels }: EntityReport): Table {
  const cells = (name: string, one: Score, ends = ''): string[] => [
    printable(name),
    number(one.f1),
    ends,
    number(one.precision),
    number(one.recall),
    String(one.gold),
    String(one.found),
  ];
  return {
    title: `Named entities in ${several(articles, 'article')}, typed and exact`,
    columns: [
      { name: 'type', width: 0 },
      { name: 'F1', width: 5 },
      { name: '95%', width: 9 },
      { name: 'P', width: 5 },
      { name: 'R', width: 5 },
      { name: 'gold', width: 6 },
      { name: 'found', width: 6 },
    ],
    rows: [
      cells('all', all, interval(all)),
      cells('the five', five, interval(five)),
      ...labels.map((one) => cells(one.label, one)),
    ],
    note: 'The five: persons, organizations, locations, groups and dates, as far as the data has them.',
  };
}

function coreferenceTable({ articles, muc, bCubed, ceaf, conll, references }: CoreferenceReport): Table {
  const cells = (name: string, one: Figure): string[] => [
    name,
    number(one.f1),
    interval(one),
    number(one.precision),
    number(one.recall),
    String(one.gold),
    String(one.found),
  ];
  return {
    title: `Who is meant in ${several(articles, 'article')}: entities that are named`,
    columns: [
      { name: '', width: 0 },
      { name: 'F1', width: 5 },
      { name: '95%', width: 9 },
      { name: 'P', width: 5 },
      { name: 'R', width: 5 },
      { name: 'gold', width: 6 },
      { name: 'found', width: 6 },
    ],
    rows: [
      ['CoNLL', number(conll.f1), interval(conll), '', '', '', ''],
      cells('MUC', muc),
      cells('B³', bCubed),
      cells('CEAF-φ4', ceaf),
      cells('pronouns and descriptions', references),
    ],
    note: 'CoNLL: the mean of MUC (links), B³ (mentions) and CEAF-φ4 (entities), names included.',
  };
}

function narratedTable({ claims, hedged, asides }: NarratedScores): Table {
  return {
    title: 'Narrated claims',
    columns: SCORE_COLUMNS,
    rows: [scoreCells('narrated', claims), scoreCells('hedged, of those right', hedged)],
    note: `Of ${asides.annotated} questions, captions, calls and the like, ${asides.kept} were left alone.`,
  };
}
