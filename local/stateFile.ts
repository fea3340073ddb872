import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const state = z.object({
  pid: z.number(),
  apiUrl: z.url(),
  s3Endpoint: z.url(),
  dynamodbEndpoint: z.url(),
  bucket: z.string(),
  inbox: z.string().nullable(),
});

/** Where a running embedded stack can be reached. */
export type EmbeddedState = z.infer<typeof state>;

const file = (folder: string): string => join(folder, 'embedded.json');

/** Tells other programs of this machine where the stack of this data folder is. */
export function writeState(folder: string, written: EmbeddedState): void {
  // Renamed into place: who reads it never sees half of it.
  const draft = `${file(folder)}.${written.pid}`;
  writeFileSync(draft, `${JSON.stringify(written, null, 2)}\n`);
  renameSync(draft, file(folder));
}

export function removeState(folder: string): void {
  rmSync(file(folder), { force: true });
}

/** The running stack of a data folder; null when none runs there, also when one died without taking its file away. */
export function readState(folder: string): EmbeddedState | null {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file(folder), 'utf8'));
  } catch {
    return null;
  }
  const parsed = state.safeParse(json);
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
