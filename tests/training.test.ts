import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const python = (...args: string[]) => spawnSync('python3', args, { cwd: root, encoding: 'utf8' });

/** Whether there is one that the trainer runs with; says on stderr what is left out where there is none. */
function hasPython(): boolean {
  const { status } = python('-c', 'import sys; sys.exit(sys.version_info < (3, 11))');
  if (status === 0) return true;
  console.warn('left out: tests of the trainer (no python3 of version 3.11 or newer on the PATH)');
  return false;
}

describe.skipIf(!hasPython())('the trainer', () => {
  it('passes its own tests', { timeout: 300_000 }, () => {
    const { status, stdout, stderr } = python(
      ...['-B', '-m', 'unittest', 'discover', '-v', '-s', 'training/tests', '-t', 'training'],
    );
    expect(status, stdout + stderr).toBe(0);
    // What needs a library that is not installed.
    for (const [line] of stderr.matchAll(/^.*skipped .*$/gm)) console.warn(`left out: ${line}`);
  });
});
