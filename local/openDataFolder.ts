import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PermanentError } from '../shared/errors.ts';

const SQLITE_BUSY = 5;

/** The folder that an embedded stack keeps its data in, open for one process alone. */
export interface DataFolder {
  readonly path: string;
  /** Signs the API's cursors; made at first use, the same ever after, so that cursors outlive a restart. */
  readonly cursorSecret: string;
  /**
   * The next S3 sequencer: 18 hexadecimal digits, greater than every one given before by this folder,
   * also when the clock was set back between two runs.
   */
  nextSequencer(): string;
  close(): void;
}

/**
 * Opens a data folder, and makes it when it is not there. The lock is SQLite's on `embedded.db`: the operating system lets go
 * of it when the process ends, however it ends, so a crash leaves nothing to clear away.
 *
 * @throws PermanentError `data.locked` while another process has it open, `data.unusable` when it cannot be made or written
 */
export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  const database = openLocked(path);
  database.exec('CREATE TABLE IF NOT EXISTS sequencer (id INTEGER PRIMARY KEY, value TEXT NOT NULL)');
  const load = database.prepare('SELECT value FROM sequencer WHERE id = 1');
  const save = database.prepare('INSERT OR REPLACE INTO sequencer (id, value) VALUES (1, ?)');
  let last = BigInt(`0x${(load.get()?.value as string | undefined) ?? '0'}`);

  return {
    path,
    cursorSecret: cursorSecret(join(path, 'cursor-secret')),
    nextSequencer() {
      // Room for 65536 changes a millisecond before it runs ahead of the clock.
      const now = BigInt(Date.now()) << 16n;
      last = now > last ? now : last + 1n;
      const sequencer = last.toString(16).toUpperCase().padStart(18, '0');
      save.run(sequencer);
      return sequencer;
    },
    close: () => database.close(),
  };
}

function openLocked(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(join(path, 'embedded.db'));
    // Exclusive from the first write until it is closed. Not synchronous: a lost sequencer is made good by the clock.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return database;
  } catch (cause) {
    database?.close();
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY) {
      throw new PermanentError(
        'data.locked',
        `Another Claimwire is using the data folder ${path}. Stop it, or name another folder with --data.`,
        { path },
        cause,
      );
    }
    throw new PermanentError(
      'data.unusable',
      `The data folder ${path} cannot be used: ${(cause as Error).message}. Name another with --data.`,
      { path },
      cause,
    );
  }
}

function cursorSecret(file: string): string {
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}
