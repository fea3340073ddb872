import { execFile } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '../..');
const bin = join(projectRoot, 'node_modules/.bin');

/** The stack of the stage `dev`. */
export const STACK = 'claimwire-dev';

/** LocalStack's account, and the region that everything is deployed to. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** The emulators take these for the account's own. Never the caller's own, so that nothing here can reach an account of theirs. */
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Where to deploy to. */
export interface CdkTarget {
  readonly endpoint: string;
  /** The assembly is put there. */
  readonly folder: string;
  /** File of the certificate that the endpoint shows, when it does TLS. */
  readonly certificate?: string;
}

/**
 * Runs the project's `cdk` command in its root, as an operator would, with an emulator for AWS.
 *
 * @returns what it printed
 * @throws Error with the end of what it printed, when it fails
 */
export function cdk(
  { endpoint, folder, certificate }: CdkTarget,
  ...args: readonly string[]
): Promise<string> {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    ...(certificate !== undefined && { NODE_EXTRA_CA_CERTS: certificate, AWS_CA_BUNDLE: certificate }),
    // The app is started with `node`, which is to be the project's.
    PATH: [bin, process.env.PATH].join(delimiter),
  };
  const { promise, resolve: printed, reject } = Promise.withResolvers<string>();
  execFile(
    join(bin, 'cdk'),
    [...args, '--output', join(folder, 'cdk.out'), '--no-color'],
    { cwd: projectRoot, env, maxBuffer: 2 ** 26 },
    (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) printed(output);
      else reject(new Error(`cdk ${args.join(' ')} failed (${error.code}):\n${output.slice(-6000)}`));
    },
  );
  return promise;
}
