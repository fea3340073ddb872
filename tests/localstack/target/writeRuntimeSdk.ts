import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Writes into a `node_modules` folder what Lambda's Node.js runtime carries and CDK's own functions rely on: the AWS SDK, of
 * it the client they use. Functions are unpacked beside the folder, so that `require` finds it there, and nothing else of
 * this project.
 */
export function writeRuntimeSdk(nodeModules: string): void {
  const name = '@aws-sdk/client-s3';
  buildSync({
    absWorkingDir: resolve(import.meta.dirname, '../../..'),
    entryPoints: [name],
    outfile: join(nodeModules, name, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
}
