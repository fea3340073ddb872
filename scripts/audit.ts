import { spawnSync } from 'node:child_process';
import { readAudit } from './readAudit.ts';

/**
 * `npm run audit`: known vulnerabilities of what is shipped. Exit code 0: none of level high or above. 1: some, told. 2: the
 * registry has no audit service or did not answer, so that nothing is known; with --where-available that is 0, and said.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const { exitCode, lines } = readAudit(stdout);
for (const line of lines) console.log(line);
process.exitCode = exitCode === 2 && process.argv.includes('--where-available') ? 0 : exitCode;
