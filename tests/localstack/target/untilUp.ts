import { type ChildProcess, execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const START_SECONDS = 120;

/**
 * Waits until a server answers.
 *
 * @param health address that answers once it is up
 * @param child the process that it ends with
 * @throws Error with the end of its log, when it ends before or takes too long
 */
export async function untilUp(health: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await isThere(health))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const what = ended ? 'ended while starting' : `did not answer within ${START_SECONDS} s`;
      throw new Error(
        `LocalStack ${what}. The end of its log:\n${execFileSync('tail', ['-n', '30', logFile])}`,
      );
    }
    await sleep(200);
  }
}

/** Whether a LocalStack answers at the address. */
export const isLocalStack = (endpoint: string): Promise<boolean> => isThere(`${endpoint}/_localstack/health`);

/** Whether the LocalStack has this project's corrections (host/plugin). */
export const isCorrected = (endpoint: string): Promise<boolean> =>
  isThere(`${endpoint}/_claimwire/corrections`);

async function isThere(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
