import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecretReader } from '../../shared/aws/createSecretReader.ts';
import { createDynamoTable } from '../../shared/aws/dynamoTable.ts';
import { createS3ArticleStore } from '../../shared/aws/s3ArticleStore.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { queryConfig } from '../config.ts';
import { createQueryHandler } from './createQueryHandler.ts';

const config = queryConfig(process.env);

/** Entry point of the query function on Lambda. */
export const handler = createQueryHandler({
  ledger: createLedger(
    createDynamoTable({ client: new DynamoDBClient({}), tableName: config.CLAIMWIRE_TABLE }),
  ),
  store: createS3ArticleStore({ client: new S3Client({}), textsBucket: config.CLAIMWIRE_TEXTS_BUCKET }),
  cursorSecret: createSecretReader({
    client: new SecretsManagerClient({}),
    secretId: config.CLAIMWIRE_CURSOR_SECRET_ID,
  }),
});
