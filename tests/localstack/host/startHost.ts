import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../target/freePort.ts';
import { settings } from '../target/settings.ts';
import type { LocalStack } from '../target/startTarget.ts';
import { untilUp } from '../target/untilUp.ts';
import { writeRuntimeSdk } from '../target/writeRuntimeSdk.ts';
import { spawnGuarded } from './spawnGuarded.ts';

/** Where setup.sh installs LocalStack. */
export const hostHome = (): string =>
  process.env.CLAIMWIRE_LOCALSTACK_HOME ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'claimwire', 'localstack');

/** Python of the environment that LocalStack is installed in. */
export const hostPython = (): string => join(hostHome(), 'venv', 'bin', 'python');

/** Whether setup.sh has run to its end, be it for an older version of the project. */
export const isHostInstalled = (): boolean =>
  existsSync(join(hostHome(), 'venv', '.plugin')) &&
  existsSync(join(hostHome(), 'lib', 'dynamodb-local', '2', 'DynamoDBLocal.jar'));

/**
 * Starts an empty LocalStack as ordinary processes on a free port of 127.0.0.1, from what setup.sh installed. Functions
 * run on the Node.js that this process runs on. It ends with this process, even if that is killed.
 *
 * @param folder for LocalStack's data and log
 * @throws Error with the log's end, when it does not come up
 */
export async function startHost(folder: string): Promise<LocalStack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const data = join(folder, 'data');
  mkdirSync(join(data, 'var/lib/localstack'), { recursive: true });
  symlinkSync(join(hostHome(), 'lib'), join(data, 'var/lib/localstack/lib'));
  writeRuntimeSdk(join(data, 'tmp', 'node_modules'));

  const logFile = join(folder, 'localstack.log');
  const { child, stop } = await spawnGuarded([hostPython(), '-m', 'localstack.runtime.main'], {
    folder: data,
    env: {
      ...settings({ listen: '127.0.0.1', port }),
      CLAIMWIRE_FUNCTION_NODE: process.execPath,
      FILESYSTEM_ROOT: data,
      TEMP: join(data, 'tmp'),
      XDG_CACHE_HOME: join(hostHome(), 'cache'),
      OVERRIDE_IN_DOCKER: '0',
    },
    logFile,
  });
  try {
    await untilUp(`${endpoint}/_localstack/health`, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
