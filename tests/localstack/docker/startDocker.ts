import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../target/freePort.ts';
import { settings } from '../target/settings.ts';
import type { LocalStack } from '../target/startTarget.ts';
import { untilUp } from '../target/untilUp.ts';
import { writeRuntimeSdk } from '../target/writeRuntimeSdk.ts';

const IMAGE = 'claimwire-localstack';
/** What the functions' bundles are made for; emulated on a machine of another kind. */
const PLATFORM = 'linux/amd64';

/** Whether a Docker daemon answers. The command alone says nothing. */
export const dockerRuns = (): boolean =>
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;

/**
 * Starts an empty LocalStack in a container, its port on 127.0.0.1 only.
 *
 * @param folder for its log and what is mounted into it
 * @throws Error with the log's end, when it does not come up
 */
export async function startDocker(folder: string): Promise<LocalStack> {
  execFileSync(
    'docker',
    [
      'build',
      '--quiet',
      '--platform',
      PLATFORM,
      '--tag',
      IMAGE,
      '--file',
      join(import.meta.dirname, 'Dockerfile'),
      join(import.meta.dirname, '../host'),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // Functions are unpacked below the container's /tmp: Node.js looks for packages in /node_modules last.
  const nodeModules = join(folder, 'node_modules');
  writeRuntimeSdk(nodeModules);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const name = `claimwire-localstack-${port}`;
  const logFile = join(folder, 'localstack.log');
  const log = createWriteStream(logFile);
  await once(log, 'open');
  const variables = Object.entries(settings({ listen: '0.0.0.0', port }));
  const child = spawn(
    'docker',
    [
      'run',
      '--rm',
      '--platform',
      PLATFORM,
      '--name',
      name,
      '--publish',
      `127.0.0.1:${port}:${port}`,
      '--volume',
      `${nodeModules}:/node_modules:ro`,
      ...variables.flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
      IMAGE,
    ],
    { detached: true, stdio: ['ignore', log, log] },
  );
  const ended = once(child, 'exit');

  const stop = async () => {
    spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' });
    await ended;
    log.close();
  };
  try {
    await untilUp(`${endpoint}/_localstack/health`, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
