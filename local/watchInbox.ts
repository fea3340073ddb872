import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const DONE = 'done';
const REFUSED = 'refused';
const LOOK_EVERY_MS = 250;
/** A file that has not changed for this long is taken for complete. */
const SETTLED_AFTER_MS = 750;

/** What became of a file: taken in, or refused with the reason. */
export type InboxOutcome =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string };

export interface Inbox {
  /** Looks no more; ends when the file in work is done. */
  stop(): Promise<void>;
}

/**
 * Watches a folder: each file that comes into it (also into folders in it) is taken in once it is no longer being written, and moved
 * to `done/` or, with a `.reason.txt` beside it, to `refused/`. Names that begin with a dot are left alone.
 * It looks at the folder at intervals: notifications of the operating system do not tell when a writer has finished, and are
 * missing on network and container file systems.
 *
 * @param takeIn gets the file's path within the inbox, with slashes; when it throws, the file stays and is tried again
 * @param onError told when a file could not be taken in or moved
 */
export function watchInbox({
  folder,
  takeIn,
  onError,
}: {
  folder: string;
  takeIn: (name: string, bytes: Uint8Array) => Promise<InboxOutcome>;
  onError: (name: string, error: unknown) => void;
}): Inbox {
  const stopping = new AbortController();
  const seen = new Map<string, { signature: string; since: number }>();
  const failedAt = new Map<string, number>();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const name of await settled()) {
        if (stopping.signal.aborted) return;
        await take(name);
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function settled(): Promise<string[]> {
    const names = await list();
    const present = new Set(names);
    for (const name of seen.keys()) if (!present.has(name)) seen.delete(name);
    const ready: string[] = [];
    for (const name of names) {
      const signature = await stat(join(folder, name)).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => null,
      );
      if (signature === null) continue;
      const before = seen.get(name);
      if (before?.signature !== signature) seen.set(name, { signature, since: performance.now() });
      else if (performance.now() - before.since >= SETTLED_AFTER_MS) ready.push(name);
    }
    return ready;
  }

  async function list(): Promise<string[]> {
    try {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((name) => {
          const parts = name.split(sep);
          return parts[0] !== DONE && parts[0] !== REFUSED && !parts.some((part) => part.startsWith('.'));
        })
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') await mkdir(folder, { recursive: true });
      else onError('', error);
      return [];
    }
  }

  async function take(name: string): Promise<void> {
    const lastFailure = failedAt.get(name);
    if (lastFailure !== undefined && performance.now() - lastFailure < 10_000) return;
    try {
      const outcome = await takeIn(name.replaceAll(sep, '/'), await readFile(join(folder, name)));
      const place = await free(join(folder, outcome.accepted ? DONE : REFUSED, name));
      await rename(join(folder, name), place);
      if (!outcome.accepted) await writeFile(`${place}.reason.txt`, `${outcome.reason}\n`);
      failedAt.delete(name);
      seen.delete(name);
    } catch (error) {
      failedAt.set(name, performance.now());
      onError(name, error);
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** The path, or one like it that nothing has yet. */
async function free(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : path.replace(/(\.[^./\\]*)?$/, ` (${number})$1`);
    const taken = await stat(candidate).then(
      () => true,
      () => false,
    );
    if (!taken) return candidate;
  }
}
