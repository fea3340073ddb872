/**
 * Does what the README says, word by word, in a fresh copy of the tree: starts its first command (install and run the main
 * job), waits for the claims, then runs each line of its second block against what is running. Fails on the first that fails.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** An install from a cold cache takes most of it. */
const START_TIMEOUT_MS = 10 * 60_000;

const [startCommand, ...rest] = readmeCommands();
if (startCommand === undefined || rest.length === 0)
  throw new Error('README.md has no commands under "## Start"');

const copy = freshCopy();
const running = start(startCommand);
try {
  await claimsPrinted(running);
  for (const command of rest) run(command);
  await stop(running);
  console.log(`README: ${rest.length + 1} commands done in a fresh copy`);
} finally {
  if (!ended(running)) process.kill(-(running.pid ?? 0), 'SIGKILL');
  rmSync(copy, { recursive: true, force: true });
}

/** The lines of the `sh` blocks of the README's section "Start", comments left out. */
function readmeCommands(): string[] {
  const section = /^## Start\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
  return [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap(([, block]) => (block ?? '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

function freshCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimwire-readme-'));
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of list.toString('utf8').split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  return folder;
}

function environment(): NodeJS.ProcessEnv {
  // npm scripts put this checkout's node_modules on the PATH: a stranger has none of that.
  const path = (process.env.PATH ?? '').split(':').filter((entry) => !entry.startsWith(root));
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|CLAIMWIRE_|AWS_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: path.join(':'),
    NO_COLOR: '1',
    XDG_CONFIG_HOME: join(copy, '.config'),
  };
}

function start(command: string): ChildProcess {
  console.log(`$ ${command}`);
  return spawn('bash', ['-c', command], {
    cwd: copy,
    env: environment(),
    // A group of its own, so that Ctrl-C can be sent to all of it, as a terminal does.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits until the API's address has been printed, which comes after the claims. */
function claimsPrinted(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timeout = setTimeout(() => reject(new Error('nothing was printed in time')), START_TIMEOUT_MS);
    child.once('exit', (code) => reject(new Error(`"${startCommand}" ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString('utf8');
      if (!/API\s.*http:\/\/127\.0\.0\.1:\d+/.test(output)) return;
      clearTimeout(timeout);
      if (/\bsaid\b|\baccording to\b/.test(output)) resolve();
      else reject(new Error('the address of the API was printed, but no claims'));
    });
  });
}

function run(command: string): void {
  console.log(`$ ${command}`);
  const { status, stdout } = spawnSync('bash', ['-c', command], {
    cwd: copy,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  if (status !== 0) throw new Error(`"${command}" ended with ${status}`);
  if (stdout.trim() === '') throw new Error(`"${command}" printed nothing`);
}

function ended(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('Ctrl-C did not end it within 20 s')), 20_000);
    child.removeAllListeners('exit');
    // Not "exit": the shell goes at once, what it started lets go of the output when it is done.
    child.once('close', () => {
      clearTimeout(timeout);
      resolve();
    });
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  });
}
