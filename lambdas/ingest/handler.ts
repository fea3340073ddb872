import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import { createS3ArticleStore } from '../../shared/aws/s3ArticleStore.ts';
import { createExtractor } from '../../shared/extract/createExtractor.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { ingestConfig } from '../config.ts';
import { createDelayRetry } from './createDelayRetry.ts';
import { createIngestHandler } from './createIngestHandler.ts';

const config = ingestConfig(process.env);
const table = createDynamoTable({ client: new DynamoDBClient({}), tableName: config.CLAIMWIRE_TABLE });

/** Entry point of the ingest function on Lambda. */
export const handler = createIngestHandler(
  {
    store: createS3ArticleStore({ client: new S3Client({}), textsBucket: config.CLAIMWIRE_TEXTS_BUCKET }),
    // One thread: the function's memory setting buys one virtual CPU.
    extractor: await createExtractor({ modelDir: config.CLAIMWIRE_MODEL_DIR, threads: 1 }),
    ledger: createLedger(table),
    denyList: createDenyList(table),
  },
  {
    delayRetry: createDelayRetry({ client: new SQSClient({}), queueUrl: config.CLAIMWIRE_QUEUE_URL }),
    watchedPublishers: config.CLAIMWIRE_WATCHED_PUBLISHERS,
  },
);
