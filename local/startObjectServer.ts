import { findPackageJSON } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildApp, type S3SpyEvent } from 'fauxqs';
import { isLocalRequest } from './isLocalRequest.ts';
import { ARTICLES_BUCKET, FAILED_QUEUE, INGEST_QUEUE, REGION, TEXTS_BUCKET } from './names.ts';
import { type S3Change, s3Event } from './s3Event.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type SqsStore = Stores['sqsStore'];
type S3Store = Stores['s3Store'];
type Queue = NonNullable<ReturnType<SqsStore['getQueueByName']>>;
type Message = Parameters<Queue['enqueue']>[0];
type Persistence = NonNullable<SqsStore['persistence']>;

/** S3 and SQS on one port of 127.0.0.1. */
export interface ObjectServer {
  readonly endpoint: string;
  readonly queueUrl: string;
  stop(): Promise<void>;
}

/** As long as the slowest article may take; the embedded stack makes what was in work ready again when it starts. */
const VISIBILITY_SECONDS = 900;
/** The same as the deployed queue's. */
const MAX_RECEIVES = 5;

/**
 * Starts fauxqs with its data in `folder`, makes buckets and queues, and does what it leaves out: tells the ingest queue of
 * every change in the articles bucket, in the form and order in which S3 does.
 *
 * @param port 0 for any free one
 * @throws the server's error (`EADDRINUSE`) when the port is taken
 */
export async function startObjectServer({
  folder,
  port,
  nextSequencer,
}: {
  folder: string;
  port: number;
  nextSequencer: () => string;
}): Promise<ObjectServer> {
  const { stores, persistence, createMessage } = await openStores(folder);
  const { sqsStore, s3Store } = stores;
  for (const bucket of [ARTICLES_BUCKET, TEXTS_BUCKET]) s3Store.createBucket(bucket);

  const app = buildApp({ logger: false, defaultRegion: REGION, stores });
  app.addHook('onRequest', async (request, reply) => {
    if (isLocalRequest(request.headers)) return;
    await reply.status(403).type('application/xml').send(errorXml('AccessDenied', 'Not a local request.'));
  });
  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    const code = status === 413 ? 'EntityTooLarge' : status < 500 ? 'InvalidRequest' : 'InternalError';
    await reply.status(status).type('application/xml').send(errorXml(code, error.message));
  });
  // Only now may the databases be closed: fauxqs stops its queues in a hook of the same name, added before this one.
  app.addHook('preClose', async () => persistence.close());

  try {
    await app.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const queue = openQueues(sqsStore, address);
  notify(s3Store, nextSequencer, (body) => queue.enqueue(createMessage(body)));

  return {
    endpoint: `http://${address}`,
    queueUrl: `http://${address}/000000000000/${INGEST_QUEUE}`,
    stop: async () => {
      await app.close();
    },
  };
}

/**
 * fauxqs's stores over its SQLite file. Its own `startFauxqs` cannot be used, as it listens on all interfaces; the classes that
 * it wires up are not exported, so they are taken from its files (docs/decisions/06-embedded-stack.md).
 */
async function openStores(folder: string) {
  const packageFile = findPackageJSON('fauxqs', import.meta.url);
  if (packageFile === undefined) throw new Error('The package fauxqs is not installed. Run npm install.');
  const part = (file: string) =>
    import(/* @vite-ignore */ pathToFileURL(join(packageFile, '..', 'dist', file)).href);
  const { SqsStore } = (await part('sqs/sqsStore.js')) as {
    SqsStore: (new () => SqsStore) & { createMessage(body: string): Message };
  };
  const { SnsStore } = (await part('sns/snsStore.js')) as { SnsStore: new () => Stores['snsStore'] };
  const { S3Store } = (await part('s3/s3Store.js')) as { S3Store: new () => S3Store };
  const { PersistenceManager } = (await part('persistence.js')) as {
    PersistenceManager: new (folder: string) => Persistence;
  };

  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  const persistence = new PersistenceManager(folder);
  // Loaded before it is attached: else loading a queue would write it anew and drop its messages.
  persistence.load(stores.sqsStore, stores.snsStore, stores.s3Store);
  // Whoever took the messages in work is gone, as the data folder is open in one process only: they are ready again. Before the
  // attaching, too: fauxqs 2.4.1 fails to write a visibility of 0.
  for (const queue of stores.sqsStore.allQueues()) {
    for (const receipt of [...queue.inflightMessages.keys()]) queue.changeVisibility(receipt, 0);
  }
  stores.sqsStore.persistence = persistence;
  stores.s3Store.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;
  return { stores, persistence, createMessage: SqsStore.createMessage };
}

function openQueues(sqsStore: SqsStore, address: string): Queue {
  const open = (name: string, attributes: Record<string, string>): Queue =>
    sqsStore.getQueueByName(name) ??
    sqsStore.createQueue(
      name,
      `http://${address}/000000000000/${name}`,
      `arn:aws:sqs:${REGION}:000000000000:${name}`,
      attributes,
    );
  const failed = open(FAILED_QUEUE, {});
  return open(INGEST_QUEUE, {
    VisibilityTimeout: String(VISIBILITY_SECONDS),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: MAX_RECEIVES }),
  });
}

/** Listens where fauxqs reports what it did to its objects, at the moment it did it: the order of events is that of the changes. */
function notify(s3Store: S3Store, nextSequencer: () => string, send: (body: string) => void): void {
  let waiting: S3Change[] = [];
  const add = (change: S3Change) => {
    // A copy is reported as an upload first and named a copy in the same turn.
    if (waiting.push(change) === 1) queueMicrotask(flush);
  };
  const flush = () => {
    const changes = waiting;
    waiting = [];
    for (const change of changes) send(s3Event(change));
  };

  const spy = {
    addMessage(event: S3SpyEvent) {
      if (event.service !== 's3' || event.bucket !== ARTICLES_BUCKET) return;
      const { bucket, key, status } = event;
      const change = { bucket, key, time: new Date(), sequencer: '' };
      if (status === 'uploaded') {
        const { contentLength: size, etag, parts } = s3Store.headObject(bucket, key);
        const eventName = parts ? 'ObjectCreated:CompleteMultipartUpload' : 'ObjectCreated:Put';
        add({ ...change, eventName, sequencer: nextSequencer(), object: { size, etag } });
      } else if (status === 'copied') {
        const upload = waiting.pop();
        if (upload) waiting.push({ ...upload, eventName: 'ObjectCreated:Copy' });
      } else if (status === 'deleted') {
        add({ ...change, eventName: 'ObjectRemoved:Delete', sequencer: nextSequencer() });
      }
    },
  };
  s3Store.spy = spy as unknown as NonNullable<S3Store['spy']>;
}

const errorXml = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replace(/[<>&]/g, ' ')}</Message></Error>`;
