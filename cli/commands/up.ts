import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CREDENTIALS } from '../../local/names.ts';
import { DEFAULT_PORTS, type Embedded, startEmbedded } from '../../local/startEmbedded.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import type { ArticleRecord } from '../../shared/ledger/ledger.ts';
import { get } from '../api.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { type FoundFile, findArticles } from '../findArticles.ts';
import { type ApiTarget, dataFolder } from '../target.ts';
import { claimsTable } from '../terminal/claimsTable.ts';
import { columns } from '../terminal/columns.ts';
import { printable } from '../terminal/printable.ts';
import { style, terminalWidth } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';
import { uploadArticle } from '../uploadArticle.ts';
import { claimsOf } from './claims.ts';

export interface UpFlags {
  readonly data?: string;
  readonly port?: number;
  readonly s3Port?: number;
  readonly dynamodbPort?: number;
  readonly inbox?: string | false;
  /** False with --no-samples. */
  readonly samples: boolean;
  /** Folder of the model. @default the one that ships */
  readonly model?: string;
}

const SAMPLES = resolve(import.meta.dirname, '..', '..', 'samples');
/** As many as fit a few screens; `claims` lists the rest. */
const SHOWN_CLAIMS = 40;
/** Uploaded together, so that the queue is not empty while outcomes are asked for. */
const AT_ONCE = 10;

/**
 * Starts the embedded stack, takes in the articles that are named (or the samples), shows their claims, and runs until it is told to stop.
 */
export async function up(paths: readonly string[], flags: UpFlags): Promise<ExitCode> {
  const wanted = paths.length > 0 ? paths : flags.samples ? [SAMPLES] : [];
  const files = await findArticles(wanted);
  const told = new AbortController();
  let toldAt = 0;
  const stop = (signal: NodeJS.Signals) => {
    // Asked again: whoever asks does not want to wait for the article in work. At once does not count: under npm, Ctrl-C comes twice.
    if (told.signal.aborted && performance.now() - toldAt > 500)
      process.exit(signal === 'SIGINT' ? 130 : 143);
    if (!told.signal.aborted) toldAt = performance.now();
    told.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);

  const stack = await startEmbedded({
    dataDir: dataFolder(flags, process.env),
    ports: {
      ...(flags.port === undefined ? {} : { api: flags.port }),
      ...(flags.s3Port === undefined ? {} : { s3: flags.s3Port }),
      ...(flags.dynamodbPort === undefined ? {} : { dynamodb: flags.dynamodbPort }),
    },
    ...(flags.model === undefined ? {} : { model: flags.model }),
    ...(flags.inbox === undefined ? {} : { inbox: flags.inbox === false ? null : flags.inbox }),
  });
  try {
    const refused = await takeIn(stack, files, told.signal);
    if (!told.signal.aborted) {
      await announce(stack, flags);
      await new Promise<void>((done) => told.signal.addEventListener('abort', () => done()));
    }
    process.stderr.write('Stopping…\n');
    return refused ? EXIT.someFailed : EXIT.done;
  } finally {
    await stack.stop();
  }
}

/** @returns whether one was refused */
async function takeIn(stack: Embedded, files: readonly FoundFile[], told: AbortSignal): Promise<boolean> {
  const api: ApiTarget = { url: stack.apiUrl, key: null };
  const client = new S3Client({
    endpoint: stack.s3Endpoint,
    region: stack.region,
    credentials: CREDENTIALS,
    forcePathStyle: true,
  });
  const records: ArticleRecord[] = [];
  let refused = false;
  const one = async ({ path, key }: FoundFile): Promise<ArticleRecord | string> => {
    const bytes = await readFile(path);
    const target = { client, bucket: stack.bucket };
    const there = await isThere(client, stack.bucket, key, bytes);
    const reason = there ? null : (await uploadArticle(target, api, { key, bytes, metadata: {} })).reason;
    const record = await get<ArticleRecord>(api, `/articles/${articleId(stack.bucket, key)}`);
    return reason ?? record?.head.refusal?.message ?? record ?? 'Nothing has come of it yet.';
  };
  try {
    for (let from = 0; from < files.length && !told.aborted; from += AT_ONCE) {
      const some = files.slice(from, from + AT_ONCE);
      for (const [index, outcome] of (await Promise.all(some.map(one))).entries()) {
        if (typeof outcome !== 'string') {
          records.push(outcome);
          continue;
        }
        refused = true;
        const cells = [
          style('red', 'refused'),
          `${printable(some[index]?.path ?? '')}\n${printable(outcome)}`,
        ];
        await writeLine(columns([{ width: 7 }, { width: null }], cells, terminalWidth()).join('\n'));
      }
    }
  } finally {
    client.destroy();
  }
  const claims = records.flatMap(claimsOf).filter(({ kind }) => kind === 'attributed');
  if (claims.length > 0) await writeLine(claimsTable(claims.slice(0, SHOWN_CLAIMS), terminalWidth()));
  if (records.length > 0) {
    const shown =
      claims.length > SHOWN_CLAIMS ? ` (${SHOWN_CLAIMS} shown; "npx claimwire claims --all" lists them)` : '';
    await writeLine(`\n${claims.length} claims in ${records.length} articles${shown}.`);
  }
  return refused;
}

/** Whether the very same bytes are there from an earlier run, taken in. */
async function isThere(client: S3Client, bucket: string, key: string, bytes: Uint8Array): Promise<boolean> {
  const digest = createHash('md5').update(bytes).digest('hex');
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(() => null);
  return head?.ETag === `"${digest}"`;
}

async function announce(stack: Embedded, flags: UpFlags): Promise<void> {
  const own = flags.data === undefined ? '' : ` --data ${shellWord(flags.data)}`;
  const line = (name: string, value: string) => writeLine(`  ${style('dim', name.padEnd(7))}${value}`);
  const moved = flags.port === undefined && !stack.apiUrl.endsWith(`:${DEFAULT_PORTS.api}`);
  await writeLine(`\n${style(['bold', 'green'], 'Claimwire is running.')} Stop it with Ctrl-C.`);
  if (moved) await writeLine(`  Port ${DEFAULT_PORTS.api} was taken, so it runs on another.`);
  await line('API', `${stack.apiUrl}/claims`);
  await line('S3', `${stack.s3Endpoint}  bucket ${stack.bucket}, any credentials`);
  if (stack.inbox !== null) await line('inbox', `${shortPath(stack.inbox)}  files put here are taken in`);
  await writeLine(`\nIn another terminal:
  npx claimwire upload${own} article.txt
  npx claimwire claims${own} --source "Institute for the Study of War"`);
}

const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** From here when it lies below, else whole. */
const shortPath = (path: string): string => {
  const below = relative('', path);
  return below.startsWith('..') ? path : below;
};
