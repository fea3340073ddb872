import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';

export interface Guarded {
  readonly child: ChildProcess;
  /** Kills it and all that it started, and removes the folder. */
  stop(): Promise<void>;
}

/**
 * Starts a server that ends with this process, even if that is killed, and so does everything that it starts.
 *
 * @param folder where it works, and all that it writes; its path must stand in `env`, by which the guard knows what to kill
 * @param env what is set besides the caller's own environment, of which AWS settings and the like are left out
 * @param logFile outside of the folder: it stays
 */
export async function spawnGuarded(
  command: readonly [string, ...string[]],
  { folder, env, logFile }: { folder: string; env: Readonly<Record<string, string>>; logFile: string },
): Promise<Guarded> {
  const log = createWriteStream(logFile);
  await once(log, 'open');
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...ownEnvironment(), ...env },
    // Its own group, so that Ctrl-C comes to this process alone.
    detached: true,
    stdio: ['ignore', log, log],
  });
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(guard, 'exit');
  const stop = async () => {
    guard.stdin.end();
    await ended;
    log.close();
  };
  return { child, stop };
}

/** Without what is the caller's own: its AWS account, its LocalStack, and what npm and vitest set for their children. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(AWS_(?!CA_BUNDLE)|LOCALSTACK_|npm_|NODE_|VITEST|PYTHON|TMPDIR$)/.test(name),
    ),
  );
