import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../tests/e2e/runCli.ts';

const KEY = 'value-of-the-key';
const STACK = 'claimwire-dev';

/** What an emulator of AWS serves at one address: CloudFormation, API Gateway's control plane, the API, S3. */
class Cloud {
  readonly server: Server;
  outputs: Record<string, string> = {
    Region: 'eu-central-1',
    ArticlesBucketName: 'articles',
    // As LocalStack writes it at an address without a name.
    ApiUrl: 'https://api1.execute-api.127.0.0.1:4566/v1/',
    RestApiId: 'api1',
    ApiKeyId: 'key1',
  };
  readonly asked: string[] = [];
  accepted = KEY;

  constructor() {
    this.server = createServer(async (request, response) => {
      const body = await text(request);
      this.asked.push(`${request.method} ${request.url}`);
      const { status, answer } = this.answer(request, body);
      response.writeHead(status, { 'x-amz-version-id': 'v1' });
      response.end(answer);
    });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer({ method, url = '', headers }: IncomingMessage, body: string) {
    const withKey = headers['x-api-key'] === this.accepted;
    if (url.startsWith('/_aws/execute-api/api1/v1/')) {
      if (!withKey) return { status: 403, answer: '{}' };
      const empty = { items: [], cursor: null };
      return { status: 200, answer: JSON.stringify(url.endsWith('/health') ? { status: 'ok' } : empty) };
    }
    if (url === '/apikeys/key1?includeValue=true') {
      return { status: 200, answer: JSON.stringify({ id: 'key1', value: KEY }) };
    }
    if (method === 'PUT' && url.startsWith('/articles/')) return { status: 200, answer: '' };
    const asked = new URLSearchParams(body);
    if (asked.get('Action') !== 'DescribeStacks') return { status: 404, answer: '' };
    if (asked.get('StackName') !== STACK) {
      const message = `Stack with id ${asked.get('StackName')} does not exist`;
      return {
        status: 400,
        answer: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
      };
    }
    const members = Object.entries(this.outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return {
      status: 200,
      answer: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${STACK}</StackName><CreationTime>2026-11-22T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    };
  }
}

let folder: string;
let cloud: Cloud;
const file = () => join(folder, 'claimwire', 'connection.json');
/** Runs the CLI with a configuration folder of the test's own. */
const run = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  runCli(args, {
    environment: {
      XDG_CONFIG_HOME: folder,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_ENDPOINT_URL: cloud.endpoint,
      ...environment,
    },
  });
const connect = () => run(['connect', '--stack', STACK, '--region', 'eu-central-1']);
const asked = () => cloud.asked.splice(0).map((line) => line.replace(/\?.*/, ''));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-connect-'));
  cloud = new Cloud();
  cloud.server.listen(0, '127.0.0.1');
  await once(cloud.server, 'listening');
});
afterEach(async () => {
  cloud.server.closeAllConnections();
  await new Promise((done) => cloud.server.close(done));
  await rm(folder, { recursive: true });
});

describe('claimwire connect', () => {
  it('has the other commands talk to the stack, with its key, and nobody else can read it', async () => {
    const { code, stdout, stderr } = await connect();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Connected to ${STACK} in eu-central-1`);
    expect(stdout).not.toContain(KEY);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    asked();

    // Without the endpoint in the environment: the connection has it.
    const listed = await run(['claims', '--json'], { AWS_ENDPOINT_URL: '' });
    expect(listed).toEqual({ code: 0, stdout: '', stderr: '' });
    const story = join(folder, 'story.txt');
    await writeFile(story, 'The mayor said no.');
    const uploaded = await run(['upload', story, '--no-wait'], {
      AWS_ENDPOINT_URL: '',
      AWS_REGION: 'us-west-2',
    });
    expect(uploaded).toMatchObject({ code: 0, stderr: '' });
    const status = await run(['status', '--json'], { AWS_ENDPOINT_URL: '' });
    expect(JSON.parse(status.stdout)).toEqual({
      running: true,
      api: `${cloud.endpoint}/_aws/execute-api/api1/v1`,
    });
    expect(asked()).toEqual([
      'GET /_aws/execute-api/api1/v1/claims',
      'PUT /articles/story.txt',
      'GET /_aws/execute-api/api1/v1/health',
    ]);
  });

  it('takes the file that cdk deploy writes, and of several stacks the one that is named', async () => {
    const outputs = join(folder, 'outputs.json');
    await writeFile(outputs, JSON.stringify({ other: { Name: 'x' }, [STACK]: cloud.outputs }));
    const several = await run(['connect', '--outputs', outputs]);
    expect(several).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`other, ${STACK}. Choose one`),
    });
    expect(await run(['connect', '--outputs', outputs, '--stack', STACK])).toMatchObject({ code: 0 });
    expect(asked()).not.toContain('POST /');
  });

  it.each([
    ['is not there', () => Object.assign(cloud.outputs, { RestApiId: 'other' })],
    ['does not take the key', () => Object.assign(cloud, { accepted: 'another key' })],
  ])('keeps nothing when the API %s', async (_what, change) => {
    change();
    const { code } = await connect();
    expect(code).toBe(3);
    await expect(stat(file())).rejects.toThrow('ENOENT');
  });

  it.each([
    [
      'another stack',
      ['connect', '--stack', 'claimwire-nowhere'],
      2,
      'no stack claimwire-nowhere in eu-central-1',
    ],
    ['nothing', ['connect'], 2, 'What to connect to?'],
    ['a file that there is not', ['connect', '--outputs', 'nowhere.json'], 2, 'nowhere.json cannot be read'],
    ['both a stack and nothing', ['connect', '--forget', '--stack', STACK], 2, 'cannot be used with'],
  ])('says what is wrong with %s', async (_what, args, code, message) => {
    const result = await run(args, { AWS_REGION: 'eu-central-1' });
    expect(result).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });

  it('says which outputs a stack of another version lacks', async () => {
    delete cloud.outputs.RestApiId;
    const { code, stderr } = await connect();
    expect(code).toBe(2);
    expect(stderr).toContain('its outputs lack RestApiId');
  });

  it('is forgotten on request, also when there is nothing to forget', async () => {
    await connect();
    expect(await run(['connect', '--forget'])).toMatchObject({ code: 0 });
    await expect(stat(file())).rejects.toThrow('ENOENT');
    expect(await run(['connect', '--forget'])).toMatchObject({ code: 0 });
  });
});

describe('a connected stack', () => {
  it('gives way to flags and environment, which do not get its key', async () => {
    await connect();
    asked();
    const elsewhere = `${cloud.endpoint}/_aws/execute-api/api1/v1/elsewhere`;
    for (const [args, environment] of [
      [['claims', '--api-url', elsewhere], {}],
      [['claims'], { CLAIMWIRE_API_URL: elsewhere }],
    ] as const) {
      const { code, stderr } = await run(args, environment);
      expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('(403)') });
      expect(asked()).toEqual(['GET /_aws/execute-api/api1/v1/elsewhere/claims']);
    }
  });

  it('gives way to an embedded stack whose data folder is named', async () => {
    await connect();
    const { code, stderr } = await run(['claims', '--data', folder]);
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('No Claimwire is running'),
    });
  });

  it('whose file is damaged is told of, with what to do', async () => {
    await connect();
    await writeFile(file(), (await readFile(file(), 'utf8')).slice(0, 20));
    const { code, stderr } = await run(['claims']);
    expect(code).toBe(2);
    expect(stderr).toContain('claimwire connect --forget');
  });
});
