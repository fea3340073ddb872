import { columns, cut } from '../cli/terminal/columns.ts';
import { printable } from '../cli/terminal/printable.ts';
import { style } from '../cli/terminal/style.ts';
import { articleFromText } from '../shared/article/articleFromText.ts';
import { worstFirst } from '../shared/evaluate/findErrors.ts';
import { type AttributionSpans, ROLES } from '../shared/evaluate/scoreAttributions.ts';
import type { ErrorSide, Outcome } from '../shared/evaluate/scoreExample.ts';
import { overlaps, type Span } from '../shared/span.ts';

const TAGS = { source: 's', cue: 'c', content: 't' } as const;
/** A run of words without a mark is cut to so many characters at each end. */
const KEPT = 90;

/**
 * The worst errors, the kinds in turn, with their text as annotated and as found side by side:
 * `{s source} {c cue} {t content}`. Texts are made safe for a terminal.
 *
 * @param count how many
 */
export function errorList(outcomes: readonly Outcome[], count: number, width: number): string {
  const all = outcomes.flatMap(({ example, attributions }) =>
    attributions.flatMap(({ errors }) => errors.map((error) => ({ ...error, example }))),
  );
  const worst = worstFirst(all, count);
  if (worst.length === 0) return 'No errors.';
  const half = Math.floor((width - 2) / 2);
  const row = (a: string, b: string) => columns([{ width: half }, { width: null }], [a, b], width);
  const lines = [
    style('dim', cut('{s source} {c cue} {t content}: left as annotated, right as found', width)),
  ];
  worst.forEach(({ kind, gold, found, example }, i) => {
    const sides = [gold, found].filter((side) => side !== null);
    const sentence = around(example.text, sides);
    const sure = found ? `, confidence ${Math.round(found.confidence * 100)}%` : '';
    const head = `${i + 1}. ${kind}${sure}`;
    const place = printable(`${example.file}, ${example.id}, at ${sentence[0]}`);
    const cell = (side: ErrorSide | null) =>
      side ? printable(markSpans(example.text, sentence, side) + insideOf(example.text, side)) : '–';
    lines.push(
      '',
      style('bold', cut(head, width)),
      style('dim', cut(place, width)),
      ...row(cell(gold), cell(found)),
    );
  });
  return lines.join('\n');
}

/** From the beginning of the sentence in which the first span begins to the end of the one in which the last ends. */
function around(text: string, sides: readonly AttributionSpans[]): Span {
  const spans = sides.flatMap(spansOf);
  const start = Math.min(...spans.map((span) => span[0]));
  const end = Math.max(...spans.map((span) => span[1]));
  const touched = articleFromText(text).sentences.filter((sentence) => overlaps(sentence, [start, end]));
  return [Math.min(start, ...touched.map((one) => one[0])), Math.max(end, ...touched.map((one) => one[1]))];
}

/** The part of the text with its spans marked; long runs without a mark are cut. */
export function markSpans(text: string, [start, end]: Span, attribution: AttributionSpans): string {
  const marks = ROLES.flatMap((role) =>
    attribution[role].flatMap((span) => [
      { at: span[0], order: 1, length: span[1] - span[0], mark: `{${TAGS[role]} ` },
      { at: span[1], order: 0, length: span[0] - span[1], mark: '}' },
    ]),
  );
  // Where one ends and another begins the end comes first; of those that begin together the longest comes first.
  marks.sort((a, b) => a.at - b.at || a.order - b.order || b.length - a.length);
  let out = '';
  let from = start;
  for (const { at, mark } of marks) {
    out += shortened(text.slice(from, at)) + mark;
    from = at;
  }
  return out + shortened(text.slice(from, end));
}

const shortened = (run: string): string =>
  run.length <= 2 * KEPT + 3
    ? run
    : `${run.slice(0, KEPT).replace(/\S*$/, '')}… ${run.slice(-KEPT).replace(/^\S*\s/, '')}`;

const insideOf = (text: string, { outer }: ErrorSide): string => {
  if (!outer) return '';
  const words = [...outer.source, ...outer.cue].sort((a, b) => a[0] - b[0]);
  return ` (inside of: ${words.map(([start, end]) => text.slice(start, end)).join(' ')})`;
};

const spansOf = ({ source, cue, content }: AttributionSpans): readonly Span[] => [
  ...source,
  ...cue,
  ...content,
];
