import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const BOOTSTRAP = join(import.meta.dirname, 'plugin/claimwire_localstack/bootstrap.mts');

interface Received {
  readonly path: string;
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('bootstrap.mts', () => {
  it('says when the function is ready, and sends its log before its answer', async () => {
    const { until, invoke, received } = await start(
      'export const handler = async (event, context) => { console.log("hi", event.n); return { n: event.n + 1, id: context.awsRequestId }; };',
    );
    await until((path) => path === '/status/env/ready');
    const answer = await invoke('r1', { n: 1 });

    expect(answer).toEqual({ path: '/invocations/r1/response', body: '{"n":2,"id":"r1"}' });
    expect(received.map(({ path }) => path)).toEqual([
      '/status/env/ready',
      '/invocations/r1/logs',
      '/invocations/r1/response',
    ]);
    expect(JSON.parse(received[1]!.body).logs).toMatch(
      /^START RequestId: r1 Version: \$LATEST\n.*\tr1\tINFO\thi 1\nEND RequestId: r1\nREPORT RequestId: r1/,
    );
  });

  it('keeps what LocalStack tells it from the function', async () => {
    const { invoke } = await start(
      'export const handler = async () => Object.keys(process.env).filter((name) => name.startsWith("LOCALSTACK_"));',
    );
    expect((await invoke('r1', {})).body).toBe('[]');
  });

  it('reports what a function throws with its class and message', async () => {
    const { invoke } = await start(
      'exports.handler = async () => { throw new RangeError("no"); };',
      'index.js',
    );
    const { path, body } = await invoke('r1', {});
    expect(path).toBe('/invocations/r1/error');
    expect(JSON.parse(body)).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
  });

  it('reports a module without the handler, and ends', async () => {
    const { until, child } = await start('export const other = 1;');
    const { body } = await until((path) => path === '/status/env/error');
    expect(JSON.parse(body).errorType).toBe('Runtime.HandlerNotFound');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
  });

  it('puts what a function writes while it loads before its first invocation, and only there', async () => {
    const { invoke, received } = await start('console.log("loading"); export const handler = async () => 1;');
    await invoke('r1', {});
    await invoke('r2', {});
    const [first, second] = received
      .filter(({ path }) => path.endsWith('/logs'))
      .map(({ body }) => JSON.parse(body).logs);
    expect(first).toMatch(/^.*loading\nSTART RequestId: r1/);
    expect(second).toMatch(/^START RequestId: r2/);
  });
});

/** Runs a function as LocalStack would. */
async function start(code: string, file = 'index.mjs') {
  const folder = mkdtempSync(join(tmpdir(), 'claimwire-function-'));
  writeFileSync(join(folder, file), code);

  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const upstream = createServer(async (request, response) => {
    const parts = await request.toArray();
    response.writeHead(202).end();
    received.push({ path: request.url!.slice('/env'.length), body: Buffer.concat(parts).toString('utf8') });
    for (const look of waiting) look();
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = (probe.address() as AddressInfo).port;
  probe.close();
  await once(probe, 'close');

  const child: ChildProcess = spawn(process.execPath, [BOOTSTRAP], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      LOCALSTACK_RUNTIME_ENDPOINT: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/env`,
      LOCALSTACK_RUNTIME_ID: 'env',
      LOCALSTACK_INTEROP_PORT: String(port),
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
    },
    stdio: 'ignore',
  });
  closing.push(() => {
    child.kill('SIGKILL');
    upstream.closeAllConnections();
    upstream.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const until = (matches: (path: string) => boolean): Promise<Received> =>
    new Promise((resolve) => {
      const look = () => {
        const found = received.find(({ path }) => matches(path));
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const invoke = async (id: string, event: object): Promise<Received> => {
    await until((path) => path === '/status/env/ready');
    await fetch(`http://127.0.0.1:${port}/invoke`, {
      method: 'POST',
      body: JSON.stringify({
        'invoke-id': id,
        'invoked-function-arn': 'arn',
        payload: JSON.stringify(event),
      }),
    });
    return await until(
      (path) => path === `/invocations/${id}/response` || path === `/invocations/${id}/error`,
    );
  };
  return { received, until, invoke, child };
}
