import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import type { TestProject } from 'vitest/node';
import { ACCOUNT, CREDENTIALS, cdk, REGION, STACK } from './cdk.ts';
import { dockerRuns } from './docker/startDocker.ts';
import type { StackOutputs } from './driveStack.ts';
import { isHostInstalled } from './host/startHost.ts';
import { type Choice, chooseTarget } from './target/chooseTarget.ts';
import { type LocalStack, startTarget } from './target/startTarget.ts';
import { isCorrected } from './target/untilUp.ts';

const USED: Readonly<Record<Exclude<Choice['kind'], 'none'>, string>> = {
  endpoint: 'the LocalStack at AWS_ENDPOINT_URL',
  docker: 'LocalStack in Docker',
  host: "LocalStack's own package on this machine",
};

/** What the test files get: the stack as it was deployed. */
export interface Deployment {
  readonly kind: Exclude<Choice['kind'], 'none'>;
  readonly endpoint: string;
  /** Whether LocalStack has this project's corrections (host/plugin). */
  readonly corrected: boolean;
  /** For what the CDK command writes. */
  readonly folder: string;
  readonly outputs: StackOutputs;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where there is no LocalStack and none can be started. */
    readonly deployment: Deployment | null;
  }
}

/** Chooses and starts a LocalStack, deploys the stack `dev` to it for all test files, and clears up after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ci = isCi();
  const choice = chooseTarget({
    endpoint: process.env.AWS_ENDPOINT_URL,
    ci,
    platform: `${process.platform} ${process.arch}`,
    dockerRuns,
    hostInstalled: isHostInstalled,
  });
  if (choice.kind === 'none') {
    leaveOut('Tests', choice.reason);
    project.provide('deployment', null);
    return async () => {};
  }

  console.log(`Tests on LocalStack use ${USED[choice.kind]}.`);
  const folder = mkdtempSync(join(tmpdir(), 'claimwire-localstack-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const kept = `What LocalStack and the CDK wrote is kept in ${folder}.`;
  let localStack: LocalStack | undefined;
  try {
    localStack = await timed('started', () => startTarget(choice, { folder, ci }));
    const { endpoint } = localStack;
    const corrected = await isCorrected(endpoint);
    if (!corrected)
      leaveOut('Some tests', `${endpoint} lacks the corrections of tests/localstack/host/plugin`);
    await refuseToTakeOver(endpoint);
    const outputs = await deploy({ endpoint, folder });
    project.provide('deployment', { kind: choice.kind, endpoint, corrected, folder, outputs });
  } catch (error) {
    if (localStack === undefined) remove();
    else console.log(kept);
    await localStack?.stop();
    throw error;
  }

  const { endpoint, stop } = localStack;
  return async () => {
    // A LocalStack that was there before stays, without what was put into it.
    if (choice.kind === 'endpoint') await cdk({ endpoint, folder }, 'destroy', '--all', '--force');
    await timed('stopped', stop);
    if (project.vitest.state.getCountOfFailedTests() === 0) remove();
    else console.log(kept);
  };
}

/** Says what is not tested and why; a CI machine must not pass like that. */
function leaveOut(what: string, reason: string): void {
  const line = `${what} on LocalStack left out: ${reason}.`;
  if (isCi()) throw new Error(line);
  console.warn(line);
}

const isCi = (): boolean => process.env.CI === 'true';

/** The stack that is deployed here is destroyed in the end, with its data. */
async function refuseToTakeOver(endpoint: string): Promise<void> {
  const client = new CloudFormationClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
  client.destroy();
  const there = StackSummaries.some((stack) => stack.StackName === STACK && !stack.DeletionTime);
  if (!there) return;
  throw new Error(
    `There is a stack ${STACK} at ${endpoint} already, which these tests would destroy. Destroy it yourself, or unset AWS_ENDPOINT_URL.`,
  );
}

async function deploy(to: { endpoint: string; folder: string }): Promise<StackOutputs> {
  const file = join(to.folder, 'outputs.json');
  await timed('bootstrapped', () => cdk(to, 'bootstrap', `aws://${ACCOUNT}/${REGION}`));
  await timed('deployed', () =>
    cdk(to, 'deploy', '--all', '--require-approval', 'never', '--outputs-file', file),
  );
  return JSON.parse(readFileSync(file, 'utf8'))[STACK];
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
