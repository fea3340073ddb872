import type { ArticleHead } from '../../shared/ledger/ledger.ts';
import { list } from '../api.ts';
import { apiTarget, type TargetFlags } from '../target.ts';
import { type Column, columns } from '../terminal/columns.ts';
import { printable } from '../terminal/printable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';

export interface ArticlesFlags extends TargetFlags {
  readonly publisher?: string;
  readonly status?: string;
  readonly entity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

const LAYOUT: readonly Column[] = [
  { width: 10 },
  { width: null },
  { width: 6, align: 'right' },
  { width: 24 },
];

/** Lists articles, newest first: a table, or one JSON object a line. */
export async function articles(flags: ArticlesFlags): Promise<void> {
  const { publisher, status, entity, from, to } = flags;
  const limit = flags.all === true ? null : flags.limit;
  const found = list<ArticleHead>(
    apiTarget(flags, process.env),
    '/articles',
    { publisher, status, entity, from, to },
    limit,
  );
  if (flags.json === true) {
    for await (const article of found) await writeLine(JSON.stringify(article));
    return;
  }
  const all = await Array.fromAsync(found);
  if (all.length === 0) {
    await writeLine('No articles found.');
    return;
  }
  const width = terminalWidth();
  const head = columns(LAYOUT, ['DATE', 'ARTICLE', 'CLAIMS', 'ID'], width);
  await writeLine(head.map((line) => style('dim', line)).join('\n'));
  for (const article of all) await writeLine(columns(LAYOUT, cellsOf(article), width).join('\n'));
  if (all.length === limit) await writeLine(style('dim', `\nThe first ${limit}. More: --limit N, or --all.`));
}

/** The claims counted are those that `claimwire claims` lists without a kind. */
function cellsOf(article: ArticleHead): string[] {
  const { time, publisher, refusal, claimCount, narratedCount = 0, id } = article;
  const title = printable(article.title ?? article.key);
  const about =
    refusal === null
      ? style('dim', printable(publisher ?? ''))
      : style('yellow', `refused: ${printable(refusal.message)}`);
  return [
    time.slice(0, 10),
    about === '' ? title : `${title}\n${about}`,
    refusal === null ? String(claimCount - narratedCount) : '–',
    style('dim', id),
  ];
}
