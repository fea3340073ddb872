import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';

const projectRoot = resolve(import.meta.dirname, '../../..');

/** CloudFormation types that LocalStack lacks and that the stack works without: reported as made. Any other one fails the deployment. */
const IGNORED_TYPES = ['AWS::CloudWatch::Dashboard'];

const START_SECONDS = 120;
/** LocalStack ends its functions and DynamoDB Local first. */
const STOP_SECONDS = 20;

/** Where setup.sh installs LocalStack; what it finds there is not checked again. */
export const hostHome = (): string =>
  process.env.CLAIMWIRE_LOCALSTACK_HOME ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'claimwire', 'localstack');

/** Python of the environment that LocalStack is installed in. */
export const hostPython = (): string => join(hostHome(), 'venv', 'bin', 'python');

/** Whether setup.sh has run to its end. */
export const isHostInstalled = (): boolean =>
  existsSync(join(hostHome(), 'venv', '.plugin')) &&
  existsSync(join(hostHome(), 'lib', 'dynamodb-local', '2', 'DynamoDBLocal.jar'));

export interface HostLocalStack {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Ends LocalStack and every process it started, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts an empty LocalStack as ordinary processes on a free port of 127.0.0.1, from what setup.sh installed. Functions
 * run on the Node.js that this process runs on. It ends with this process, even if that is killed.
 *
 * @param runDir a folder of its own, which must not exist: LocalStack's data
 * @param logFile where its log goes
 * @throws Error with the log's end, when it does not come up
 */
export async function startHost({
  runDir,
  logFile,
}: {
  runDir: string;
  logFile: string;
}): Promise<HostLocalStack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  mkdirSync(join(runDir, 'tmp'), { recursive: true });
  mkdirSync(join(runDir, 'var/lib/localstack'), { recursive: true });
  symlinkSync(join(hostHome(), 'lib'), join(runDir, 'var/lib/localstack/lib'));
  writeRuntimeSdk(join(runDir, 'tmp'));

  const log = createWriteStream(logFile);
  await once(log, 'open');
  const child = spawn(hostPython(), ['-m', 'localstack.runtime.main'], {
    // python -m looks for modules in the current folder first.
    cwd: runDir,
    env: environment(runDir, port),
    // Its own group, so that Ctrl-C comes to this process alone; the open pipe is its lifeline (plugin/…/lifeline.py).
    detached: true,
    stdio: ['pipe', log, log],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(STOP_SECONDS * 1000, undefined, { ref: false })]);
    killProcessesOf(runDir);
    await ended;
    log.close();
    rmSync(runDir, { recursive: true, force: true, maxRetries: 3 });
  };

  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await answers(endpoint))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await sleep(200);
      continue;
    }
    const what =
      child.exitCode === null ? `did not answer within ${START_SECONDS} s` : 'ended while starting';
    await stop();
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-30);
    throw new Error(`LocalStack ${what}. The end of ${logFile}:\n${lines.join('\n')}`);
  }
  return { endpoint, stop };
}

function environment(runDir: string, port: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_(?!CA_BUNDLE)|npm_|NODE_|VITEST|TMPDIR$|PYTHON|LOCALSTACK_)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    CLAIMWIRE_LIFELINE: '1',
    CLAIMWIRE_FUNCTION_NODE: process.execPath,
    LAMBDA_RUNTIME_EXECUTOR: 'process',
    // After an empty poll the next one comes 10 s later otherwise.
    LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.2',
    LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '0.5',
    CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '0',
    CFN_IGNORE_UNSUPPORTED_TYPE_CREATE: IGNORED_TYPES.join(','),
    CFN_IGNORE_UNSUPPORTED_TYPE_UPDATE: IGNORED_TYPES.join(','),
    PROVIDER_OVERRIDE_DYNAMODB: 'v2',
    DYNAMODB_IN_MEMORY: '1',
    FILESYSTEM_ROOT: runDir,
    TEMP: join(runDir, 'tmp'),
    XDG_CACHE_HOME: join(hostHome(), 'cache'),
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    LOCALSTACK_HOST: `127.0.0.1:${port}`,
    OVERRIDE_IN_DOCKER: '0',
    DNS_ADDRESS: '0',
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    // Queue URLs then begin with the endpoint.
    SQS_ENDPOINT_STRATEGY: 'off',
  };
}

/**
 * What Lambda's Node.js runtime carries and CDK's own functions rely on: the AWS SDK, of it the client they use. Functions
 * are unpacked below the folder, so that `require` finds it there, and nothing else of this project.
 */
function writeRuntimeSdk(folder: string): void {
  const name = '@aws-sdk/client-s3';
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [name],
    outfile: join(folder, 'node_modules', name, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_localstack/health`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** LocalStack, its functions and DynamoDB Local are in groups of their own; all of them have the folder in their environment. */
function killProcessesOf(runDir: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(runDir)) continue;
      if (Number(pid) !== process.pid) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Ended meanwhile, or another user's.
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
