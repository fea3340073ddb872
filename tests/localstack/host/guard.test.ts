import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const GUARD = join(import.meta.dirname, 'guard.ts');

// It reads /proc.
describe.skipIf(process.platform !== 'linux')('guard.ts', () => {
  it('ends the processes of its folder, and only those, when its starter lets go', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claimwire-guard-'));
    const ours = [sleeper({ DATA: folder }), sleeper({ TMPDIR: `${folder}/tmp` })];
    const other = sleeper({ DATA: tmpdir() });
    const guard = spawn(process.execPath, [GUARD, folder], { stdio: ['pipe', 'ignore', 'inherit'] });

    guard.stdin.end();
    await once(guard, 'exit');
    await Promise.all(ours.map(({ exit }) => exit));

    expect(ours.map(({ child }) => child.signalCode)).toEqual(['SIGKILL', 'SIGKILL']);
    expect(existsSync(folder)).toBe(false);
    expect(other.child.signalCode).toBeNull();
    other.child.kill();
  });
});

function sleeper(env: NodeJS.ProcessEnv): { child: ChildProcess; exit: Promise<unknown> } {
  const child = spawn('sleep', ['60'], { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  return { child, exit: once(child, 'exit') };
}
