import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startDocker } from '../docker/startDocker.ts';
import { startHost } from '../host/startHost.ts';
import type { Choice } from './chooseTarget.ts';
import { isLocalStack } from './untilUp.ts';

/** A LocalStack that answers. */
export interface LocalStack {
  /** Its address, without a slash at the end. */
  readonly endpoint: string;
  /** Ends it and all that it started, if it was started here. */
  stop(): Promise<void>;
}

/**
 * Starts what was chosen.
 *
 * @param folder an empty folder for its data and log
 * @param ci install Python as well, where it is missing
 * @throws Error that says what did not start, with the end of its log
 */
export async function startTarget(
  choice: Exclude<Choice, { kind: 'none' }>,
  { folder, ci }: { folder: string; ci: boolean },
): Promise<LocalStack> {
  switch (choice.kind) {
    case 'endpoint': {
      const endpoint = choice.endpoint.replace(/\/+$/, '');
      if (await isLocalStack(endpoint)) return { endpoint, stop: async () => {} };
      throw new Error(
        `AWS_ENDPOINT_URL is ${endpoint}, but no LocalStack answers there. Start it, or unset the variable.`,
      );
    }
    case 'docker':
      return startDocker(folder);
    case 'host': {
      const setup = join(import.meta.dirname, '../host/setup.sh');
      const { status } = spawnSync(setup, ci ? ['--build-python'] : [], { stdio: 'inherit' });
      if (status === 0) return startHost(folder);
      throw new Error(`${setup} ended with ${status}; what it says stands above.`);
    }
  }
}
