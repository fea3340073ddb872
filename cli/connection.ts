import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CommandError, EXIT } from './exitCodes.ts';

// An emulator's, https://x.execute-api.127.0.0.1:4566/v1/, is none for URL: it takes the host for a broken IP address.
const API_URL = /^https?:\/\/[^/]+(?<path>\/.*)$/;

/** What the CLI goes by among the outputs of infra/claimwireStack.ts; all of them are kept. */
export const stackOutputs = z
  .object({
    Region: z.string().min(1),
    ArticlesBucketName: z.string().min(1),
    ApiUrl: z.string().regex(API_URL),
    RestApiId: z.string().min(1),
    ApiKeyId: z.string().min(1),
  })
  .catchall(z.string());

const connection = z.object({
  stack: z.string(),
  /** Of an emulator of AWS; null: AWS itself. */
  endpoint: z.url().nullable(),
  apiUrl: z.url(),
  apiKey: z.string().min(1),
  outputs: stackOutputs,
});

/** The path in the output `ApiUrl`, from its first slash. */
export const pathOfApi = (apiUrl: string): string => API_URL.exec(apiUrl)?.groups?.path ?? '/';

/** The deployed stack that commands talk to when nothing else is named. */
export type Connection = z.infer<typeof connection>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the connection is kept, by the XDG Base Directory Specification. */
export const connectionFile = (environment: Environment): string =>
  join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'claimwire', 'connection.json');

/** The connection there is, or null. @throws CommandError when its file cannot be read or holds something else */
export function readConnection(environment: Environment): Connection | null {
  const file = connectionFile(environment);
  try {
    return connection.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CommandError(
      `${file} cannot be read as a connection. Run "claimwire connect" again, or "claimwire connect --forget".`,
      EXIT.usage,
      cause,
    );
  }
}

/** Keeps the connection in a file that only its owner can read: it holds an API key. @returns the file */
export function writeConnection(environment: Environment, made: Connection): string {
  const file = connectionFile(environment);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Renamed into place: who reads it never sees half of it, and a file that was open to others does not stay so.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return file;
}

export function forgetConnection(environment: Environment): void {
  rmSync(connectionFile(environment), { force: true });
}
