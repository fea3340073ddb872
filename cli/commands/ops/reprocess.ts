import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseParameters } from '../../../shared/api/parseParameters.ts';
import { listArticlesQuery } from '../../../shared/api/schemasRequest.ts';
import {
  NOT_STARTED,
  type ReprocessProgress,
  type ReprocessSelection,
  reprocess as sendEvents,
} from '../../../shared/ops/reprocess.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCodes.ts';
import { dataFolder } from '../../target.ts';
import { progressLine } from '../../terminal/progress.ts';
import { writeLine } from '../../terminal/writeLine.ts';
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { OpsFlags } from './connectOps.ts';
import { withOps } from './withOps.ts';

export interface ReprocessFlags extends OpsFlags {
  readonly all?: boolean;
  readonly publisher?: string;
  readonly before?: string;
  readonly from?: string;
  readonly to?: string;
  readonly rate: number;
  readonly checkpoint?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Has articles processed again. Ctrl-C stops it between two batches; the same command goes on where it stopped.
 * @returns exit code 1 when it was stopped
 */
export async function reprocess(flags: ReprocessFlags): Promise<ExitCode> {
  const selection = selectionOf(flags);
  const told = new AbortController();
  const stop = () => told.abort();
  // Not once: under npm, Ctrl-C comes twice.
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const progress = progressLine();
  try {
    return await withOps(flags, async (ops) => {
      const file = resolve(flags.checkpoint ?? join(dataFolder(flags, process.env), 'reprocess.json'));
      const isDry = flags.dryRun === true;
      const run = { queueUrl: isDry ? '' : ops.queueUrl(), selection };
      const start = isDry ? NOT_STARTED : await readCheckpoint(file, run);
      if (!isDry) await mkdir(dirname(file), { recursive: true });
      if (start.sent > 0) process.stderr.write(`Going on after ${start.sent} articles (${file}).\n`);
      const end = await sendEvents(
        {
          ledger: ops.ledger(),
          queue: isDry ? null : ops.queue(),
          now: () => performance.now(),
          sleep: async (ms) => {
            await delay(ms, undefined, { signal: told.signal }).catch(() => {});
          },
        },
        selection,
        {
          rate: flags.rate,
          start,
          stopped: () => told.signal.aborted,
          report: async (state) => {
            if (!isDry) await writeCheckpoint(file, run, state);
            progress.show(lineOf(state, isDry));
          },
        },
      );
      progress.clear();
      await tell(end, flags, isDry);
      if (!end.done) {
        if (!isDry) process.stderr.write(`Stopped. The same command goes on from here (${file}).\n`);
        return EXIT.someFailed;
      }
      if (!isDry) await removeCheckpoint(file);
      return EXIT.done;
    });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    progress.clear();
  }
}

function selectionOf({ all, publisher, before, from, to }: ReprocessFlags): ReprocessSelection {
  const some = Object.entries({ publisher, from, to }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const isSelected = some.length > 0 || before !== undefined;
  if (isSelected === (all === true)) {
    throw new CommandError(
      isSelected
        ? '--all means all articles: it cannot be combined with --publisher, --before, --from or --to.'
        : 'Say which articles: --publisher, --before, --from and --to narrow them down together; --all takes all.',
      EXIT.usage,
    );
  }
  const { limit, ...range } = parseParameters(listArticlesQuery, some);
  return { ...range, ...(before === undefined ? {} : { before }) };
}

const lineOf = ({ looked, sent, after }: ReprocessProgress, isDry: boolean): string =>
  `${sent} ${isDry ? 'found' : 'sent'}, ${looked} looked at${after === null ? '' : `, now at ${after.slice(0, 10)}`}`;

async function tell({ looked, sent, done }: ReprocessProgress, flags: ReprocessFlags, isDry: boolean) {
  if (flags.json === true) return writeLine(JSON.stringify({ looked, sent, done, dryRun: isDry }));
  const what = `${sent} of ${looked} articles`;
  await writeLine(isDry ? `${what} would be processed again.` : `${what} were sent to be processed again.`);
}
