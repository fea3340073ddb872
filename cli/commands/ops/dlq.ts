import { discardDeadLetters } from '../../../shared/ops/discardDeadLetters.ts';
import { type DeadLetter, listDeadLetters } from '../../../shared/ops/listDeadLetters.ts';
import { redriveDeadLetters } from '../../../shared/ops/redriveDeadLetters.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCodes.ts';
import { type Column, columns } from '../../terminal/columns.ts';
import { printable } from '../../terminal/printable.ts';
import { progressLine } from '../../terminal/progress.ts';
import { style, terminalWidth } from '../../terminal/style.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import type { OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

const LAYOUT: readonly Column[] = [
  { width: 36 },
  { width: 5, align: 'right' },
  { width: 5, align: 'right' },
  { width: null },
];

/** Lists dead letters: a table, or one JSON object a line. */
export const dlqList = (flags: OpsFlags & { readonly limit: number; readonly json?: boolean }) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const { limit } = flags;
    const letters = await listDeadLetters(ops.deadLetters(), { limit, now: Date.now() });
    if (flags.json === true) {
      for (const letter of letters) await writeLine(JSON.stringify(letter));
      return EXIT.done;
    }
    if (letters.length === 0) {
      await writeLine('No dead letters.');
      return EXIT.done;
    }
    const width = terminalWidth();
    const row = (cells: readonly string[]) => columns(LAYOUT, cells, width).join('\n');
    await writeLine(style('dim', row(['MESSAGE', 'AGE', 'TRIES', 'ABOUT'])));
    for (const letter of letters) await writeLine(row(cellsOf(letter)));
    if (letters.length === limit) await writeLine(style('dim', `\nThe first ${limit}. More: --limit N.`));
    return EXIT.done;
  });

/** Sends dead letters back. @returns exit code 1 when one that was named is not there */
export const dlqRedrive = (ids: readonly string[], flags: OpsFlags) =>
  withOps(flags, async (ops): Promise<ExitCode> => {
    const queues = { deadLetters: ops.deadLetters(), queue: ops.queue() };
    const progress = progressLine();
    const chosen = ids.length === 0 ? null : new Set(ids);
    const sent = await redriveDeadLetters(queues, chosen, (count) => progress.show(`${count} sent back`));
    progress.clear();
    await writeLine(`${sent} sent back to the ingest queue.`);
    return missing(chosen, sent);
  });

/** Deletes dead letters. @returns exit code 1 when one that was named is not there */
export async function dlqDiscard(
  ids: readonly string[],
  flags: OpsFlags & { readonly all?: boolean; readonly yes?: boolean },
): Promise<ExitCode> {
  if (ids.length > 0 === (flags.all === true)) {
    throw new CommandError('Name the messages to discard, or all of them with --all.', EXIT.usage);
  }
  if (flags.all === true && flags.yes !== true) {
    throw new CommandError(
      'Discarded messages are gone for good. Say --all --yes to discard all; "claimwire ops dlq list" shows them.',
      EXIT.usage,
    );
  }
  return withOps(flags, async (ops) => {
    const chosen = flags.all === true ? null : new Set(ids);
    const discarded = await discardDeadLetters(ops.deadLetters(), chosen);
    await writeLine(`${discarded} discarded.`);
    return missing(chosen, discarded);
  });
}

function missing(chosen: ReadonlySet<string> | null, done: number): ExitCode {
  if (chosen === null || done === chosen.size) return EXIT.done;
  process.stderr.write(
    `${chosen.size - done} of the messages named are not among the dead letters (any more), or someone else is looking at them: try again in a minute.\n`,
  );
  return EXIT.someFailed;
}

function cellsOf({ id, ageSeconds, receiveCount, objects, error }: DeadLetter): string[] {
  const about = objects.map(({ change, key }) =>
    change === 'removed' ? `${printable(key)} ${style('dim', '(removed)')}` : printable(key),
  );
  return [
    style('dim', id),
    ageOf(ageSeconds),
    String(receiveCount),
    error === null ? about.join('\n') || 'nothing' : style('yellow', error),
  ];
}

function ageOf(seconds: number): string {
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
