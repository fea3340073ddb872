import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import {
  NOT_STARTED,
  type ReprocessProgress,
  type ReprocessSelection,
} from '../../../shared/ops/reprocess.ts';
import { CommandError, EXIT } from '../../exitCodes.ts';

/** What a run is about: one that is about something else must not go on from its place. */
export interface Run {
  readonly queueUrl: string;
  readonly selection: ReprocessSelection;
}

const checkpoint = z.object({
  run: z.object({ queueUrl: z.string(), selection: z.record(z.string(), z.string()) }),
  progress: z.object({
    after: z.string().nullable(),
    looked: z.number(),
    sent: z.number(),
    done: z.boolean(),
  }),
});

/**
 * Where a run stopped, as its checkpoint file says; the start when there is none.
 *
 * @throws CommandError when the file is of another run, or is none
 */
export async function readCheckpoint(file: string, run: Run): Promise<ReprocessProgress> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return NOT_STARTED;
    throw new CommandError(
      `The checkpoint ${file} cannot be read: ${(cause as Error).message}.`,
      EXIT.usage,
      cause,
    );
  }
  const parsed = checkpoint.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new CommandError(
      `${file} is no checkpoint of "ops reprocess". Name another file with --checkpoint.`,
      EXIT.usage,
    );
  }
  if (nameOf(parsed.data.run) !== nameOf(run)) {
    throw new CommandError(
      `${file} is of an unfinished run over other articles: ${describe(parsed.data.run)}. Finish it with the same options, delete the file to give it up, or name another with --checkpoint.`,
      EXIT.usage,
    );
  }
  return parsed.data.progress;
}

/** Renamed into place: an interruption leaves the old one or the new one. */
export async function writeCheckpoint(file: string, run: Run, progress: ReprocessProgress): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ run, progress }, null, 2)}\n`);
  await rename(draft, file);
}

export const removeCheckpoint = (file: string): Promise<void> => rm(file, { force: true });

const nameOf = ({ queueUrl, selection }: { queueUrl: string; selection: object }): string =>
  JSON.stringify([queueUrl, ...Object.entries(selection).sort()]);

function describe({ queueUrl, selection }: { queueUrl: string; selection: object }): string {
  const named = Object.entries(selection).map(([name, value]) => `${name} ${value}`);
  return `${named.length === 0 ? 'all' : named.join(', ')}, queue ${queueUrl}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
