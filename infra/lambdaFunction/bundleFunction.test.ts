import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_MODELS } from '../../shared/extract/modelFolder.ts';
import { bundleFunction, MODEL_FOLDER } from './bundleFunction.ts';

const MB = 1024 * 1024;
const runsNatively = process.platform === 'linux' && process.arch === 'x64';

/** Outside the project, as on Lambda: nothing is found in the project's node_modules. */
const root = mkdtempSync(join(tmpdir(), 'claimwire-bundle-'));
const ingest = join(root, 'ingest');
const query = join(root, 'query');

beforeAll(() => {
  mkdirSync(ingest);
  mkdirSync(query);
  bundleFunction({ entry: 'lambdas/ingest/handler.ts', model: SHIPPED_MODELS.default }, ingest);
  bundleFunction({ entry: 'lambdas/query/handler.ts', model: null }, query);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);

/** Has a Node.js of its own load the bundle from its folder, as Lambda does, and call its handler once. */
function invoke(folder: string, environment: Record<string, string>, event: object): unknown {
  const call = `
    const { handler } = await import('./index.mjs');
    const answer = await handler(${JSON.stringify(event)}, { awsRequestId: 'r1', getRemainingTimeInMillis: () => 60_000 });
    process.stdout.write('\\nANSWER ' + JSON.stringify(answer));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', call], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
    env: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      CLAIMWIRE_TABLE: 'ledger',
      CLAIMWIRE_TEXTS_BUCKET: 'texts',
      POWERTOOLS_METRICS_NAMESPACE: 'Claimwire',
      NODE_OPTIONS: '--enable-source-maps',
      ...environment,
    },
  });
  expect(status, stderr.slice(-2000)).toBe(0);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\nANSWER ') + '\nANSWER '.length));
}

describe('the bundle of the query function', () => {
  it('answers from a folder of its own', () => {
    const event = {
      httpMethod: 'GET',
      path: '/health',
      resource: '/{proxy+}',
      headers: {},
      multiValueHeaders: {},
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: { proxy: 'health' },
      stageVariables: null,
      requestContext: { httpMethod: 'GET', path: '/v1/health', protocol: 'HTTP/1.1' },
      body: null,
      isBase64Encoded: false,
    };
    const answer = invoke(query, { CLAIMWIRE_CURSOR_SECRET_ID: 'cursors' }, event);
    expect(answer).toMatchObject({ statusCode: 200 });
  });

  it('is code alone', () => {
    expect(readdirSync(query).sort()).toEqual(['index.mjs', 'index.mjs.map']);
    expect(sizeOf(query)).toBeLessThan(5 * MB);
  });
});

describe('the bundle of the ingest function', () => {
  it.skipIf(!runsNatively)(
    'loads the model from its folder and takes a message (Linux on x86_64 only)',
    () => {
      const message = {
        messageId: 'm1',
        body: JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' }),
        attributes: { ApproximateReceiveCount: '1' },
        eventSource: 'aws:sqs',
      };
      const environment = {
        CLAIMWIRE_MODEL_DIR: MODEL_FOLDER,
        CLAIMWIRE_QUEUE_URL: 'http://127.0.0.1:1/uploads',
        CLAIMWIRE_WATCHED_PUBLISHERS: '',
      };
      expect(invoke(ingest, environment, { Records: [message] })).toEqual({
        batchItemFailures: [],
      });
    },
  );

  it('carries the runtime of Lambda and of no other platform', () => {
    const platforms = join(ingest, 'node_modules/onnxruntime-node/bin/napi-v6');
    expect(readdirSync(platforms)).toEqual(['linux']);
    expect(readdirSync(join(platforms, 'linux'))).toEqual(['x64']);
    expect(existsSync(join(platforms, 'linux/x64/onnxruntime_binding.node'))).toBe(true);
  });

  it("is well below Lambda's 250 MB", () => {
    expect(sizeOf(ingest)).toBeLessThan(125 * MB);
  });

  it('holds none of the sources in its source map', () => {
    const map = JSON.parse(readFileSync(join(ingest, 'index.mjs.map'), 'utf8'));
    expect(map.sourcesContent ?? []).toEqual([]);
    expect(map.sources).toContainEqual(expect.stringContaining('lambdas/ingest/handler.ts'));
  });
});
