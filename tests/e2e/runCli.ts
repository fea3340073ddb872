import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const CLI = join(import.meta.dirname, '..', '..', 'cli', 'claimwire.ts');

/** The environment without what could lead a command to another stack. */
export const cliEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:CLAIMWIRE_|AWS_|NO_COLOR$|FORCE_COLOR$|COLUMNS$)/.test(name),
    ),
  );

/** Runs the command line in a process of its own. */
export async function runCli(
  args: readonly string[],
  { input = '', environment = {} }: { input?: string | Uint8Array; environment?: NodeJS.ProcessEnv } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...cliEnvironment(), ...environment } });
  child.stdin.on('error', () => {}); // A command that reads no input may have ended already.
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.once('close', done)),
  ]);
  return { code, stdout, stderr };
}
