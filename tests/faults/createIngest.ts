import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createIngestHandler } from '../../lambdas/ingest/createIngestHandler.ts';
import { CREDENTIALS, REGION, TEXTS_BUCKET } from '../../local/names.ts';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import { createS3ArticleStore } from '../../shared/aws/s3ArticleStore.ts';
import type { Extractor } from '../../shared/extract/extraction.ts';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';

/** The ingest function as on Lambda, its services at the given addresses. */
export function createIngest({
  s3,
  dynamodb,
  tableName,
  extractor,
}: {
  readonly s3: string;
  readonly dynamodb: string;
  readonly tableName: string;
  readonly extractor: Extractor;
}): ReturnType<typeof createIngestHandler> {
  const aws = { region: REGION, credentials: CREDENTIALS };
  const table = createDynamoTable({ client: new DynamoDBClient({ ...aws, endpoint: dynamodb }), tableName });
  return createIngestHandler({
    store: createS3ArticleStore({
      client: new S3Client({ ...aws, endpoint: s3, forcePathStyle: true }),
      textsBucket: TEXTS_BUCKET,
    }),
    extractor,
    ledger: createLedger(table),
    denyList: createDenyList(table),
  });
}
