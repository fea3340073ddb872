import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createIngestHandler } from '../lambdas/ingest/createIngestHandler.ts';
import { createQueryHandler } from '../lambdas/query/createQueryHandler.ts';
import { createDynamoTable } from '../shared/aws/dynamoTable.ts';
import { putArticle } from '../shared/aws/putArticle.ts';
import { createS3ArticleStore } from '../shared/aws/s3ArticleStore.ts';
import { PermanentError } from '../shared/errors.ts';
import { SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
import { createDenyList } from '../shared/ingest/createDenyList.ts';
import { createLedger } from '../shared/ledger/createLedger.ts';
import { articleId } from '../shared/ledger/keys.ts';
import { extractInWorker } from './extractInWorker.ts';
import { listen } from './listen.ts';
import { ARTICLES_BUCKET, CREDENTIALS, LEDGER_TABLE, REGION, TEXTS_BUCKET } from './names.ts';
import { openDataFolder } from './openDataFolder.ts';
import { pollQueue } from './pollQueue.ts';
import { serveApi } from './serveApi.ts';
import { startObjectServer } from './startObjectServer.ts';
import { startTableServer } from './startTableServer.ts';
import { removeState, writeState } from './stateFile.ts';
import { waitForArticle } from './waitForArticle.ts';
import { type InboxOutcome, watchInbox } from './watchInbox.ts';

export interface Ports {
  readonly api: number;
  readonly s3: number;
  readonly dynamodb: number;
}

export const DEFAULT_PORTS: Ports = { api: 8710, s3: 8711, dynamodb: 8712 };

const INBOX_SECONDS = 300;
/**
 * What Lambda would set for the functions. Their log is for whoever runs a stack in the cloud: here only errors are shown, and all of
 * it with POWERTOOLS_LOG_LEVEL=INFO.
 */
const ENVIRONMENT = {
  POWERTOOLS_SERVICE_NAME: 'claimwire',
  POWERTOOLS_METRICS_NAMESPACE: 'Claimwire',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
} as const;

export interface EmbeddedOptions {
  /** Where everything is kept between runs; made when it is not there. */
  readonly dataDir: string;
  /**
   * A port that is named is used or starting fails (0: any free one). One that is not named is the default one, or any free one
   * when that is taken.
   */
  readonly ports?: Partial<Ports>;
  /** Watched folder. @default inbox in the data folder; null: none */
  readonly inbox?: string | null;
  /** Folder of the model that articles are read with from now on. @default the one that ships */
  readonly model?: string;
  /** Told, in one line, of failures that the stack survives. @default written to stderr */
  readonly onError?: (line: string) => void;
}

export interface Embedded {
  readonly apiUrl: string;
  readonly s3Endpoint: string;
  readonly dynamodbEndpoint: string;
  readonly queueUrl: string;
  readonly bucket: string;
  readonly region: string;
  readonly dataDir: string;
  readonly inbox: string | null;
  /** Finishes the articles in work and lets go of the data folder. Once stopped, further calls do nothing. */
  stop(): Promise<void>;
}

/**
 * Starts the whole of Claimwire in this process, on 127.0.0.1 alone: S3, SQS and DynamoDB servers, the two functions' handlers behind
 * a queue poller and an HTTP front, and a watched inbox folder. Anything that speaks S3 can upload to `bucket` at `s3Endpoint`
 * (path-style addresses, any credentials).
 *
 * @throws PermanentError `port.taken`, `data.locked`, `data.unusable`, `data.outdated`, `model.unreadable`
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const onError = options.onError ?? ((line: string) => process.stderr.write(`${line}\n`));
  const opened: (() => unknown)[] = [];
  let stopped: Promise<void> | undefined;
  // The last that was opened goes first: nothing loses what it stands on.
  const stop = async () => {
    for (const close of opened.toReversed()) await close();
  };

  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;

  try {
    const data = openDataFolder(options.dataDir);
    opened.push(() => data.close());
    const worker = extractInWorker(options.model ?? SHIPPED_MODELS.default);
    opened.push(() => worker.stop());
    worker.extractor.catch(() => {}); // Awaited below, unless a server fails first.

    const objects = await onPort('s3', options.ports, (port) =>
      startObjectServer({
        folder: join(data.path, 'objects'),
        port,
        nextSequencer: () => data.nextSequencer(),
      }),
    );
    opened.push(() => objects.stop());
    const table = await onPort('dynamodb', options.ports, (port) =>
      startTableServer({ folder: join(data.path, 'ledger'), port }),
    );
    opened.push(() => table.stop());
    const extractor = await worker.extractor;

    const aws = { endpoint: objects.endpoint, region: REGION, credentials: CREDENTIALS };
    const s3 = new S3Client({ ...aws, forcePathStyle: true });
    opened.push(() => s3.destroy());
    const sqs = new SQSClient(aws);
    opened.push(() => sqs.destroy());
    const store = createS3ArticleStore({ client: s3, textsBucket: TEXTS_BUCKET });
    const ledgerTable = createDynamoTable({ client: table.client, tableName: LEDGER_TABLE });
    const ledger = createLedger(ledgerTable);
    const denyList = createDenyList(ledgerTable);

    const poller = pollQueue({
      client: sqs,
      queueUrl: objects.queueUrl,
      handler: createIngestHandler({ store, extractor, ledger, denyList }),
      onError: (error) => onError(`ingest: ${messageOf(error)}`),
    });
    opened.push(() => poller.stop());

    const api = serveApi(
      createQueryHandler({ ledger, store, cursorSecret: async () => data.cursorSecret }),
      (error) => onError(`API: ${messageOf(error)}`),
    );
    const apiUrl = await onPort('api', options.ports, (port) => listen(api, port));
    opened.push(async () => {
      const closed = new Promise((done) => api.close(done));
      api.closeAllConnections();
      await closed;
    });

    const inbox = options.inbox === undefined ? join(data.path, 'inbox') : options.inbox;
    if (inbox !== null) {
      await mkdir(inbox, { recursive: true });
      const takeIn = async (name: string, bytes: Uint8Array): Promise<InboxOutcome> => {
        const startedAt = Date.now();
        const versionId = await putArticle(s3, { bucket: ARTICLES_BUCKET, key: name, bytes });
        const id = articleId(ARTICLES_BUCKET, name);
        const read = async () => (await ledger.article(id))?.head ?? null;
        const head = await waitForArticle(read, { versionId, startedAt }, INBOX_SECONDS);
        if (head === null) throw new Error(`nothing came of it within ${INBOX_SECONDS} s`);
        return head.refusal === null
          ? { accepted: true }
          : { accepted: false, reason: `${head.refusal.code}: ${head.refusal.message}` };
      };
      const watched = watchInbox({
        folder: resolve(inbox),
        takeIn,
        onError: (name, error) => onError(`inbox: ${name}: ${messageOf(error)}`),
      });
      opened.push(() => watched.stop());
    }

    const s3Endpoint = objects.endpoint;
    writeState(data.path, {
      pid: process.pid,
      apiUrl,
      s3Endpoint,
      dynamodbEndpoint: table.endpoint,
      bucket: ARTICLES_BUCKET,
      inbox,
    });
    opened.push(() => removeState(data.path));

    return {
      apiUrl,
      s3Endpoint,
      dynamodbEndpoint: table.endpoint,
      queueUrl: objects.queueUrl,
      bucket: ARTICLES_BUCKET,
      region: REGION,
      dataDir: data.path,
      inbox,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const FLAGS: Readonly<Record<keyof Ports, string>> = {
  api: '--port',
  s3: '--s3-port',
  dynamodb: '--dynamodb-port',
};

async function onPort<T>(
  name: keyof Ports,
  ports: Partial<Ports> = {},
  start: (port: number) => Promise<T>,
): Promise<T> {
  const named = ports[name];
  const wanted = named ?? DEFAULT_PORTS[name];
  if (wanted === 0 || (await isFree(wanted))) return await start(wanted);
  if (named === undefined) return await start(0);
  throw new PermanentError(
    'port.taken',
    `Port ${named} of 127.0.0.1 is taken by another program. Name a free one with ${FLAGS[name]}, or leave it out to get one.`,
    { port: named },
  );
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await listen(probe, port);
    await new Promise((done) => probe.close(done));
    return true;
  } catch {
    return false;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
