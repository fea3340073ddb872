import type { ArticleRecord, LedgerEntity } from '../../shared/ledger/ledger.ts';
import { get, getText } from '../api.ts';
import { CommandError, EXIT } from '../exitCodes.ts';
import { apiTarget, type TargetFlags } from '../target.ts';
import { claimsTable } from '../terminal/claimsTable.ts';
import { columns } from '../terminal/columns.ts';
import { printable, printableLines } from '../terminal/printable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';
import { claimsOf } from './claims.ts';

export interface ArticleFlags extends TargetFlags {
  readonly text?: boolean;
  readonly json?: boolean;
}

/** Shows one article: its claims and the entities it names, or with `text` its document text. */
export async function article(id: string, flags: ArticleFlags): Promise<void> {
  const target = apiTarget(flags, process.env);
  const path = `/articles/${encodeURIComponent(id)}`;
  if (flags.text === true) {
    const text = await getText(target, `${path}/text`);
    if (text === null) throw missing(id);
    // As it is for programs, whose offsets point into it; made safe for a person's terminal.
    if (process.stdout.isTTY) await writeLine(printableLines(text));
    else process.stdout.write(text);
    return;
  }
  const record = await get<ArticleRecord>(target, path);
  if (record === null) throw missing(id);
  if (flags.json === true) return writeLine(JSON.stringify(record));
  const width = terminalWidth();
  const { refusal } = record.head;
  if (refusal !== null) {
    const { key } = record.head;
    return writeLine(
      `${style('bold', printable(key))}\n${style('yellow', `refused (${refusal.code}): ${printable(refusal.message)}`)}`,
    );
  }
  await writeLine(claimsTable(claimsOf(record), width));
  if (record.setAside?.length > 0) await writeLine(setAsideLine(record.setAside, width));
  await writeLine(`\n${style('bold', 'Entities')}\n${entityLines(record.entities, width)}`);
}

const missing = (id: string) =>
  new CommandError(`There is no article ${id}. "claimwire articles" lists them.`, EXIT.someFailed);

/** How many sentences are no claims, by reason. An API from before they were kept gives none. */
function setAsideLine(setAside: ArticleRecord['setAside'], width: number): string {
  const counts = [...Map.groupBy(setAside, ({ reason }) => reason)].map(
    ([reason, all]) => `${printable(reason)} ×${all.length}`,
  );
  const lines = columns([{ width: null }], [`No claims: ${counts.join(', ')}`], width - 2);
  return `\n${lines.map((line) => `  ${style('dim', line)}`).join('\n')}`;
}

function entityLines(entities: readonly LedgerEntity[], width: number): string {
  const byType = Map.groupBy(entities, ({ type }) => type);
  return [...byType]
    .flatMap(([type, named]) => {
      const names = named.map(({ name, mentions }) =>
        mentions.length > 1 ? `${printable(name)} ${style('dim', `×${mentions.length}`)}` : printable(name),
      );
      return columns([{ width: 13 }, { width: null }], [style('dim', type), names.join(', ')], width - 2);
    })
    .map((line) => `  ${line}`)
    .join('\n');
}
