import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIALS, FAILED_QUEUE, LEDGER_TABLE, REGION, TEXTS_BUCKET } from '../../local/names.ts';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import { putArticle } from '../../shared/aws/putArticle.ts';
import { parseS3Event } from '../../shared/ingest/parseS3Event.ts';
import { writeS3Event } from '../../shared/ingest/writeS3Event.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId, sha256 } from '../../shared/ledger/keys.ts';
import type { ArticleHead } from '../../shared/ledger/ledger.ts';
import type { Item, LedgerTable } from '../../shared/ledger/ledgerTable.ts';
import { headKey } from '../../shared/ledger/records.ts';
import { cliEnvironment, runCli } from '../e2e/runCli.ts';
import { startTemporary, type Temporary } from '../e2e/startTemporary.ts';

let temporary: Temporary;
let folder: string;
let sqs: SQSClient;
let dynamodb: DynamoDBClient;
let table: LedgerTable;

const ops = (...args: string[]) =>
  runCli(['ops', ...args], { environment: { CLAIMWIRE_DATA: temporary.stack.dataDir } });
const lines = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const idOf = (key: string) => articleId(temporary.stack.bucket, key);
const put = (key: string, bytes: string, publisher?: string, url?: string) =>
  putArticle(temporary.s3, {
    bucket: temporary.stack.bucket,
    key,
    bytes: new TextEncoder().encode(bytes),
    metadata: { ...(publisher === undefined ? {} : { publisher }), ...(url === undefined ? {} : { url }) },
  });
const headOf = async (key: string) => (await createLedger(table).article(idOf(key)))?.head ?? null;
const becomes = async (key: string, condition: (head: ArticleHead | null) => boolean) => {
  for (let tries = 0; tries < 400; tries++) {
    const head = await headOf(key);
    if (condition(head)) return head;
    await sleep(50);
  }
  throw new Error(`Nothing of the kind became of ${key} in 20 s.`);
};
const processed = (head: ArticleHead | null) => head?.status === 'processed';
const isThere = (Bucket: string, Key: string) =>
  temporary.s3.send(new HeadObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );
const expectFits = (output: string) => {
  for (const line of output.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  expect(output).toBe(stripVTControlCharacters(output));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-ops-'));
  temporary = await startTemporary({ inbox: null });
  const common = { region: REGION, credentials: CREDENTIALS };
  sqs = new SQSClient({ ...common, endpoint: temporary.stack.s3Endpoint });
  dynamodb = new DynamoDBClient({ ...common, endpoint: temporary.stack.dynamodbEndpoint });
  table = createDynamoTable({ client: dynamodb, tableName: LEDGER_TABLE });
});
afterAll(async () => {
  sqs.destroy();
  dynamodb.destroy();
  await temporary.stop();
  await rm(folder, { recursive: true });
});

describe('ops dlq', () => {
  const fail = (body: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: `${temporary.stack.s3Endpoint}/000000000000/${FAILED_QUEUE}`,
        MessageBody: body,
      }),
    );
  const event = async (key: string) => {
    const head = await becomes(key, processed);
    return writeS3Event({ ...head!, sequencer: `${head?.sequencer}1`, time: new Date().toISOString() });
  };
  const list = async () => {
    // What was looked at is seen again after a second.
    await sleep(1_200);
    const { stdout } = await ops('dlq', 'list', '--json');
    return stdout === '' ? [] : lines(stdout);
  };

  it('lists what failed, with its object and without a word of the message, and takes nothing away', async () => {
    await put('dl/höhe 1.txt', 'The gate is shut, Ida Brand said.');
    await fail(await event('dl/höhe 1.txt'));
    await fail('{"secret":"The gate is shut"}');
    for (let round = 0; round < 2; round++) {
      const letters = await list();
      expect(letters).toHaveLength(2);
      expect(letters.map(({ objects, error }) => [objects[0]?.key ?? null, error])).toContainEqual([
        'dl/höhe 1.txt',
        null,
      ]);
      expect(letters.map(({ error }) => error)).toContain('event.malformed');
      expect(JSON.stringify(letters)).not.toContain('The gate');
    }
    await sleep(1_200);
    const { stdout } = await ops('dlq', 'list');
    expect(stdout).toMatch(/^[0-9a-f-]{36} +\d+s +\d+ {2}dl\/höhe 1\.txt$/m);
    expectFits(stdout);
  });

  it('discards what is named, and all only when it is said twice', async () => {
    const letters = await list();
    const malformed = letters.find(({ error }) => error !== null);
    const unsure = await ops('dlq', 'discard', '--all');
    expect(unsure.code).toBe(2);
    expect(unsure.stderr).toMatch(/--all --yes/);
    await sleep(1_200);
    expect((await ops('dlq', 'discard', malformed.id)).stdout).toBe('1 discarded.\n');
    expect((await list()).map(({ error }) => error)).toEqual([null]);
    const gone = await ops('dlq', 'discard', malformed.id);
    expect(gone.code).toBe(1);
    expect(gone.stderr).toMatch(/not among the dead letters/);
  });

  it('sends back what failed: the ingest function takes it in', async () => {
    const before = await headOf('dl/höhe 1.txt');
    await sleep(1_200);
    expect((await ops('dlq', 'redrive')).stdout).toBe('1 sent back to the ingest queue.\n');
    await becomes('dl/höhe 1.txt', (head) => head?.sequencer === `${before?.sequencer}1`);
    expect(await list()).toEqual([]);
    expect((await ops('dlq', 'discard', '--all', '--yes')).stdout).toBe('0 discarded.\n');
  });
});

describe('ops reprocess', () => {
  const KEYS = Array.from({ length: 12 }, (_, index) => `re/${index}.txt`);
  let queueUrl: string;
  let deployed: NodeJS.ProcessEnv;

  beforeAll(async () => {
    for (const key of KEYS) await put(key, `It rained, Ole Lund said on day ${key}.`, 'Rain Daily');
    for (const key of KEYS) await becomes(key, processed);
    // A queue that nobody works on shows what is sent. It is named as a deployment's is, by the environment.
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'probe' }));
    queueUrl = QueueUrl;
    deployed = {
      CLAIMWIRE_TABLE: LEDGER_TABLE,
      CLAIMWIRE_QUEUE_URL: queueUrl,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_ENDPOINT_URL_DYNAMODB: temporary.stack.dynamodbEndpoint,
      AWS_ENDPOINT_URL_SQS: temporary.stack.s3Endpoint,
    };
  });
  const sentKeys = async () => {
    const keys: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      if (Messages.length === 0) return keys.sort();
      keys.push(...Messages.map(({ Body = '' }) => parseS3Event(Body)[0]?.key ?? ''));
    }
  };

  it('counts on the embedded stack, and leaves its ledger as it is when the extractor is the same', async () => {
    const counted = await ops('reprocess', '--publisher', 'rain daily', '--dry-run', '--json');
    expect(lines(counted.stdout)).toEqual([{ looked: 12, sent: 12, done: true, dryRun: true }]);
    expect(lines((await ops('reprocess', '--before', '0.0.1', '--dry-run', '--json')).stdout)[0].sent).toBe(
      0,
    );
    const before = await headOf('re/3.txt');
    const run = await ops('reprocess', '--publisher', 'Rain Daily', '--rate', '1000');
    expect(run.stdout).toBe('12 of 12 articles were sent to be processed again.\n');
    await put('re/after.txt', 'It is dry, Ole Lund said.');
    await becomes('re/after.txt', processed);
    expect(await headOf('re/3.txt')).toEqual(before);
  });

  it('goes on where it was interrupted, and sends each article once', async () => {
    const checkpoint = join(folder, 'run.json');
    const args = ['ops', 'reprocess', '--publisher', 'Rain Daily', '--rate', '3', '--checkpoint', checkpoint];
    const cli = join(import.meta.dirname, '..', '..', 'cli', 'claimwire.ts');
    const child = spawn(process.execPath, [cli, ...args], { env: { ...cliEnvironment(), ...deployed } });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const ended = new Promise((done) => child.once('close', done));
    while (!existsSync(checkpoint) && child.exitCode === null) await sleep(20);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    const [stdout, stderr] = await outputs;
    expect(stdout).toMatch(/^[369] of [369] articles were sent/);
    expect(stderr).toMatch(/^Stopped\. The same command goes on from here/m);

    const other = await runCli(['ops', 'reprocess', '--all', '--checkpoint', checkpoint], {
      environment: deployed,
    });
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/unfinished run over other articles: publisher Rain Daily/);

    const rest = await runCli([...args, '--rate', '50'], { environment: deployed });
    expect(rest.stderr).toMatch(/^Going on after [369] articles/);
    expect(rest.stdout).toBe('12 of 12 articles were sent to be processed again.\n');
    expect(rest.code).toBe(0);
    expect(existsSync(checkpoint)).toBe(false);
    expect(await sentKeys()).toEqual([...KEYS].sort());
  });

  it.each([
    [[], /--all takes all/],
    [['--all', '--publisher', 'X'], /cannot be combined/],
    [['--from', 'yesterday'], /from must be a date/],
    [['--before', 'latest', '--dry-run'], /"latest" is no extractor version/],
    [['--all', '--rate', '0'], /number from 0\.1/],
    [['--all', '--table', 'x'], /needs --queue-url or CLAIMWIRE_QUEUE_URL: the deployment's output QueueUrl/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stdout, stderr } = await ops('reprocess', ...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('says that AWS cannot be reached', async () => {
    const { code, stderr } = await runCli(['ops', 'reprocess', '--all', '--dry-run'], {
      environment: { ...deployed, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' },
    });
    expect(stderr).toMatch(/^claimwire: Table claimwire-ledger is busy or away/);
    expect(code).toBe(3);
  });
});

describe('ops quarantine', () => {
  it('lists and shows what was refused, takes it in again, and says when it is gone', async () => {
    await put('q/blank.txt', '  \n ');
    await put('q/gone.txt', ' \n');
    for (const key of ['q/blank.txt', 'q/gone.txt']) await becomes(key, (head) => head?.status === 'refused');
    const list = await ops('quarantine', 'list', '--code', 'article.empty');
    expect(list.stdout).toMatch(
      new RegExp(`^${idOf('q/blank.txt')} {2}\\d{4}-\\d\\d-\\d\\d {2}q/blank.txt$`, 'm'),
    );
    expectFits(list.stdout);
    expect((await ops('quarantine', 'list', '--code', 'article.binary')).stdout).toBe(
      'Nothing is in quarantine.\n',
    );
    const shown = await ops('quarantine', 'show', idOf('q/blank.txt'));
    expect(shown.stdout).toMatch(/^code +article\.empty$/m);
    expectFits(shown.stdout);

    const before = await headOf('q/blank.txt');
    // A stale record: its removal is on its way to the ledger, which puts it back as it was.
    const stale = (await table.get(headKey(idOf('q/gone.txt'))))!;
    await temporary.s3.send(new DeleteObjectCommand({ Bucket: temporary.stack.bucket, Key: 'q/gone.txt' }));
    await becomes('q/gone.txt', (head) => head === null);
    await table.putAll([stale]);
    const retried = await ops('quarantine', 'retry', idOf('q/blank.txt'), idOf('q/gone.txt'));
    expect(retried.code).toBe(1);
    expect(retried.stdout).toMatch(new RegExp(`^sent +${idOf('q/blank.txt')}  q/blank.txt$`, 'm'));
    expect(retried.stdout).toMatch(/^gone +[0-9a-f]{24} {2}q\/gone\.txt\n +The object is gone/m);
    await becomes('q/blank.txt', (head) => (head?.sequencer ?? '') > (before?.sequencer ?? ''));
    expect((await ops('quarantine', 'retry', '0'.repeat(24))).stderr).toMatch(/There is no article 0{24}/);
    expect((await ops('quarantine', 'retry')).code).toBe(2);
  });

  it('keeps all that an object says when it is copied onto itself', async () => {
    await temporary.s3.send(
      new PutObjectCommand({
        Bucket: temporary.stack.bucket,
        Key: 'q/ü + ß.txt',
        Body: ' ',
        ContentType: 'text/plain; charset=utf-8',
        ContentLanguage: 'de',
        Metadata: { title: '%C3%9Cber%20uns', publisher: 'Die Post' },
      }),
    );
    const before = await becomes('q/ü + ß.txt', (head) => head?.status === 'refused');
    const at = { Bucket: temporary.stack.bucket, Key: 'q/ü + ß.txt' };
    const { Metadata, ContentType, ContentLanguage } = await temporary.s3.send(new HeadObjectCommand(at));
    expect((await ops('quarantine', 'retry', before!.id)).code).toBe(0);
    await becomes('q/ü + ß.txt', (head) => (head?.sequencer ?? '') > before!.sequencer);
    expect(await temporary.s3.send(new HeadObjectCommand(at))).toMatchObject({
      Metadata,
      ContentType,
      ContentLanguage,
    });
  });
});

describe('ops deny', () => {
  const SHARED = 'The mill is open again, Hanne Krog said.';
  const OWN = 'The mill will never close, Hanne Krog said.';
  const textKey = (of: string) => `texts/${sha256(of)}`;

  it('removes what is there and refuses what comes, and lets it in again when it is removed', async () => {
    await put('deny/own.txt', OWN, 'The Mill Post', 'https://mill.example/own');
    await put('deny/shared.txt', SHARED, 'Mill Post');
    await put('deny/other.txt', SHARED, 'Valley News', 'https://valley.example/a');
    for (const key of ['own', 'shared', 'other']) await becomes(`deny/${key}.txt`, processed);

    const added = await ops('deny', 'add', '--publisher', 'mill post');
    expect(added.stdout).toBe(
      'Denied from now on: publisher mill post\nRemoved: 2 articles, 2 versions of uploads, 1 kept texts.\n',
    );
    for (const key of ['deny/own.txt', 'deny/shared.txt']) {
      expect(await headOf(key)).toBeNull();
      expect(await isThere(temporary.stack.bucket, key)).toBe(false);
    }
    expect(await isThere(TEXTS_BUCKET, textKey(OWN))).toBe(false);
    expect(await isThere(TEXTS_BUCKET, textKey(SHARED))).toBe(true);
    expect(processed(await headOf('deny/other.txt'))).toBe(true);

    await put('deny/new.txt', OWN, 'THE MILL POST', 'https://mill.example/own');
    const refused = await becomes('deny/new.txt', (head) => head?.status === 'refused');
    expect(refused?.refusal?.code).toBe('article.denied');
    expect(await isThere(TEXTS_BUCKET, textKey(OWN))).toBe(false);
    const kept = await table.query({ partition: `A#${refused?.id}`, from: ' ', to: '~' });
    expect(JSON.stringify(kept.items)).not.toMatch(/mill|Hanne|Krog/i);

    const list = await ops('deny', 'list');
    expect(list.stdout).toMatch(/^\d{4}-\d\d-\d\d {2}publisher {3}mill post$/m);
    expectFits(list.stdout);

    expect((await ops('deny', 'remove', '--publisher', 'The Mill Post')).code).toBe(0);
    expect((await ops('quarantine', 'retry', '--all', '--code', 'article.denied')).code).toBe(0);
    await becomes('deny/new.txt', processed);
    expect((await ops('deny', 'remove', '--publisher', 'The Mill Post')).code).toBe(1);
  });

  it('denies an address, and clears away what was refused since when it is run again', async () => {
    const url = 'https://www.valley.example/a/';
    const added = await ops('deny', 'add', '--url', url, '--json');
    expect(lines(added.stdout)).toEqual([
      { kind: 'url', value: url, removed: { articles: 1, versions: 1, texts: 1 } },
    ]);
    expect(await headOf('deny/other.txt')).toBeNull();
    await put('deny/again.txt', SHARED, 'Valley News', 'http://valley.example/a#top');
    await becomes('deny/again.txt', (head) => head?.refusal?.code === 'article.denied');
    expect(lines((await ops('deny', 'add', '--url', url, '--json')).stdout)[0].removed.articles).toBe(1);
    expect(await isThere(temporary.stack.bucket, 'deny/again.txt')).toBe(false);
    expect(await headOf('deny/again.txt')).toBeNull();
  });

  it.each([
    [['add'], /Name one publisher with --publisher, or one address with --url/],
    [['add', '--url', 'valley'], /"valley" is no http or https URL/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await ops('deny', ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('ops verify', () => {
  const verify = async (...args: string[]) => {
    const { code, stdout, stderr } = await ops('verify', '--grace', '0', '--json', ...args);
    expect(stderr).toBe('');
    const all = lines(stdout);
    return { code, findings: all.slice(0, -1), summary: all.at(-1) };
  };
  const worked = async () => {
    await put('last.txt', `All was well, Ina Dahl said at ${performance.now()}.`);
    const { sequencer } = (await becomes('last.txt', processed))!;
    await becomes('last.txt', (head) => head?.sequencer === sequencer);
  };

  it('finds nothing wrong after all that was done to this stack but the stale record, and repairs that', async () => {
    const { code, findings } = await verify('--repair');
    expect(findings.map(({ problem, key }) => [problem, key])).toEqual([['record.objectGone', 'q/gone.txt']]);
    expect(code).toBe(0);
    await worked();
    const plain = await ops('verify', '--grace', '0');
    expect(plain.stdout).toMatch(/All fits together\.\n$/);
    expectFits(plain.stdout);
  });

  it('finds damage in a real table and real buckets, says so with exit code 1, and mends it', async () => {
    const chunk = (await table.query({ partition: `A#${idOf('re/1.txt')}`, from: 'G#', to: 'G~' })).items[0]!;
    const edges = await table.query({ partition: 'N#ole-lund', from: 'M', to: 'T' });
    const edge = edges.items.find(({ sk }) => sk.includes(idOf('re/2.txt')))!;
    const old: Item = {
      ...edge,
      sk: edge.sk.replace(/#[^#]+$/, `#${'0'.repeat(32)}-0000.0001.0000.1-0a-0b`),
    };
    await table.deleteAll([chunk, edge]);
    await table.putAll([old]);
    const { textHash } = (await headOf('re/3.txt'))!;
    await temporary.s3.send(new DeleteObjectCommand({ Bucket: TEXTS_BUCKET, Key: `texts/${textHash}` }));
    const head = (await table.get(headKey(idOf('re/4.txt'))))!;
    await table.putAll([{ ...head, listed: '2020-01-01T00:00:00.000Z#' }]);
    await table.deleteAll([headKey(idOf('re/5.txt'))]);

    const found = await verify();
    expect(found.code).toBe(1);
    expect(found.findings.map(({ problem, key }) => `${problem} ${key}`)).toEqual(
      expect.arrayContaining([
        'item.missing re/1.txt',
        'item.missing re/2.txt',
        'item.orphaned re/2.txt',
        'text.missing re/3.txt',
        'index.disagrees re/4.txt',
        'object.unrecorded re/5.txt',
      ]),
    );
    expect(found.findings.every(({ repaired }) => repaired === false)).toBe(true);
    const mended = await verify('--repair');
    expect(mended.code).toBe(0);
    await worked();
    expect((await verify()).findings).toEqual([]);
    const record = await createLedger(table).article(idOf('re/5.txt'));
    expect(record?.claims[0]?.sourceName).toBe('Ole Lund');
  }, 120_000);
});

describe('ops', () => {
  it('explains each command within 80 columns', async () => {
    const commands = ['', 'dlq', 'dlq list', 'dlq redrive', 'dlq discard', 'reprocess', 'quarantine'];
    const more = ['quarantine retry', 'deny', 'deny add', 'deny remove', 'verify'];
    for (const command of [...commands, ...more]) {
      const { code, stdout } = await ops(...command.split(' ').filter(Boolean), '--help');
      expect(code).toBe(0);
      expectFits(stdout);
    }
    expect(
      await readFile(join(import.meta.dirname, '../../docs/decisions/08-operations-commands.md'), 'utf8'),
    ).toContain('sqs:SendMessage');
  }, 60_000);
});
