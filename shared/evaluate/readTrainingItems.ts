import { type MarkedText, type MarkupPlace, readMarkup, wrongMarkup } from './readMarkup.ts';

/** A marked paragraph or short article that a model is trained on. */
export interface TrainingItem extends MarkedText {
  readonly id: string;
  readonly genre: string;
  readonly style: string;
}

const HEADER = /^=== id=(\S+) genre=(\S+) style=(\S.*)$/;

/**
 * Reads a file of `training/data`: items that each begin with a line `=== id=wire-01 genre=war style=a few words`
 * and go on to the next such line.
 *
 * @param file what errors call it
 * @throws PermanentError `markup.wrong` with file, line and cause: a wrong header, an id twice, a slip of the markup
 */
export function readTrainingItems(file: string, raw: string): TrainingItem[] {
  const items: TrainingItem[] = [];
  const ids = new Set<string>();
  const lines = raw.split('\n');
  for (let i = 0; i < lines.length; ) {
    const place: MarkupPlace = { file, line: i + 1 };
    const fail = (cause: string) => wrongMarkup(place, '', 0, cause);
    if (lines[i]!.trim() === '' && items.length === 0) {
      i++;
      continue;
    }
    const header = HEADER.exec(lines[i]!);
    if (!header) throw fail('an item begins with: === id=<file>-<nn> genre=<genre> style=<a few words>');
    const [, id, genre, style] = header as unknown as [string, string, string, string];
    if (ids.has(id)) throw fail(`the id ${id} is used twice`);
    ids.add(id);
    const start = ++i;
    while (i < lines.length && !lines[i]!.startsWith('=== ')) i++;
    const body = lines.slice(start, i).join('\n');
    const lead = /^\n*/.exec(body)![0].length;
    if (body.trim() === '') throw fail(`the item ${id} is empty`);
    items.push({ id, genre, style, ...readMarkup(body.trim(), { file, line: start + 1 + lead }) });
  }
  return items;
}
