/**
 * From the put of an article to its claims in an answer, on the embedded stack, and where the time goes: medians over the sample
 * articles, write units and memory. The baseline of the ratios is extraction alone in the same run. `node bench/pipeline.ts`
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CREDENTIALS, LEDGER_TABLE, REGION, TEXTS_BUCKET } from '../local/names.ts';
import { startEmbedded } from '../local/startEmbedded.ts';
import { readArticle } from '../shared/article/readArticle.ts';
import { createDynamoTable } from '../shared/aws/dynamoTable.ts';
import { createS3ArticleStore } from '../shared/aws/s3ArticleStore.ts';
import { createExtractor } from '../shared/extract/createExtractor.ts';
import { createLedger } from '../shared/ledger/createLedger.ts';
import { articleId, sha256 } from '../shared/ledger/keys.ts';
import { measureCapacity } from '../tests/measureCapacity.ts';

const ROUNDS = 10;
const root = join(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'claimwire-bench-'));
const stack = await startEmbedded({ dataDir: folder, ports: { api: 0, s3: 0, dynamodb: 0 }, inbox: null });
const aws = { region: REGION, credentials: CREDENTIALS };
const s3 = new S3Client({ ...aws, endpoint: stack.s3Endpoint, forcePathStyle: true });
const dynamodb = new DynamoDBClient({ ...aws, endpoint: stack.dynamodbEndpoint });
const units = measureCapacity(dynamodb);
const store = createS3ArticleStore({ client: s3, textsBucket: TEXTS_BUCKET });
const extractor = await createExtractor({ modelDir: join(root, 'model'), threads: 1 });

const times = new Map<string, number[]>();
async function timed<T>(step: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  times.set(step, [...(times.get(step) ?? []), performance.now() - started]);
  return result;
}

/** Puts an article as an uploader would and asks the API until it answers with it. */
async function putUntilQueryable(key: string, bytes: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: key, Body: bytes }));
  const url = `${stack.apiUrl}/articles/${articleId(stack.bucket, key)}`;
  while (!(await fetch(url)).ok) await new Promise((resolve) => setTimeout(resolve, 5));
}

const names = await readdir(join(root, 'samples'));
const uploads = await Promise.all(
  names.map(async (name) => ({ name, bytes: await readFile(join(root, 'samples', name)) })),
);
const written: number[] = [];
const claims: number[] = [];
for (const upload of uploads) await putUntilQueryable(`warm-up/${upload.name}`, upload.bytes);

for (let round = 0; round < ROUNDS; round++) {
  for (const upload of uploads) {
    const key = `steps/${round}/${upload.name}`;
    const ledger = createLedger(createDynamoTable({ client: dynamodb, tableName: LEDGER_TABLE }));
    const article = await timed('read', () => readArticle(upload));
    const extraction = await timed('extract', () => extractor.extract(article));
    const textHash = sha256(article.text);
    await timed('keep text', () => store.keepText(textHash, article.text));
    units.reset();
    await timed('record', () =>
      ledger.record({
        version: {
          bucket: 'bench',
          key,
          versionId: null,
          sequencer: '01',
          receivedAt: '2026-11-22T00:00:00.000Z',
        },
        article,
        extraction,
        extractorVersion: extractor.version,
        textHash,
      }),
    );
    written.push(units.written());
    claims.push(extraction.claims.length);
    await timed('put to queryable', () => putUntilQueryable(`whole/${round}/${upload.name}`, upload.bytes));
  }
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
const baseline = at(times.get('extract') ?? [], 0.5);
console.log(
  `${uploads.length} articles x ${ROUNDS} rounds, median ${at(claims, 0.5)} claims an article; one thread`,
);
console.log(`${'step'.padEnd(18)}${'median'.padStart(10)}${'p95'.padStart(10)}${'x extract'.padStart(11)}`);
for (const [step, values] of times) {
  const median = at(values, 0.5);
  console.log(
    `${step.padEnd(18)}${`${median.toFixed(1)} ms`.padStart(10)}${`${at(values, 0.95).toFixed(1)} ms`.padStart(10)}${(median / baseline).toFixed(2).padStart(11)}`,
  );
}
console.log(
  `write units of the table a record, without its indexes: median ${at(written, 0.5)}, most ${at(written, 1)}`,
);
console.log(
  `memory (servers, two models, this bench): ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident`,
);

s3.destroy();
dynamodb.destroy();
await stack.stop();
await rm(folder, { recursive: true, force: true });
