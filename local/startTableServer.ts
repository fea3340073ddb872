import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { PermanentError } from '../shared/errors.ts';
import { tableDefinition } from '../shared/ledger/tableDefinition.ts';
import { listen } from './listen.ts';
import { CREDENTIALS, LEDGER_TABLE, REGION } from './names.ts';

/** DynamoDB on a port of 127.0.0.1, with the ledger's table. */
export interface TableServer {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/**
 * Starts dynalite with its data in `folder`; makes the ledger's table when it is not there.
 *
 * @param port 0 for any free one
 * @throws PermanentError `data.outdated` when the table there was made for another version of the ledger
 * @throws the server's error (`EADDRINUSE`) when the port is taken
 */
export async function startTableServer({
  folder,
  port,
}: {
  folder: string;
  port: number;
}): Promise<TableServer> {
  const server = dynalite({ path: folder, createTableMs: 0 });
  const endpoint = await listen(server, port);
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const stop = async () => {
    client.destroy();
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeIdleConnections();
    });
  };
  try {
    await openTable(client, folder);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, client, stop };
}

async function openTable(client: DynamoDBClient, folder: string): Promise<void> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: LEDGER_TABLE }));
    if (Table === undefined || !fits(Table)) {
      throw new PermanentError(
        'data.outdated',
        `The ledger in ${folder} was made by another version of Claimwire. Name another data folder with --data and upload the articles again.`,
        { folder },
      );
    }
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    await createTable(client);
  }
}

async function createTable(client: DynamoDBClient): Promise<void> {
  const { partitionKey, sortKey, indexes } = tableDefinition;
  const attributes = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  await client.send(
    new CreateTableCommand({
      TableName: LEDGER_TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keySchema(tableDefinition),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: LEDGER_TABLE });
}

const keySchema = (keys: { partitionKey: string; sortKey: string }): KeySchemaElement[] => [
  { AttributeName: keys.partitionKey, KeyType: 'HASH' },
  { AttributeName: keys.sortKey, KeyType: 'RANGE' },
];

function fits(table: TableDescription): boolean {
  const shape = (name: string, schema: readonly KeySchemaElement[] = []) =>
    `${name}: ${schema.map((key) => `${key.KeyType} ${key.AttributeName}`).join(', ')}`;
  const found = [
    shape('table', table.KeySchema),
    ...(table.GlobalSecondaryIndexes ?? []).map((index) => shape(index.IndexName ?? '', index.KeySchema)),
  ];
  const wanted = [
    shape('table', keySchema(tableDefinition)),
    ...tableDefinition.indexes.map((index) => shape(index.name, keySchema(index))),
  ];
  return found.sort().join('\n') === wanted.sort().join('\n');
}
