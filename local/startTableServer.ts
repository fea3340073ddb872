import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { ledgerTableInput } from '../shared/aws/ledgerTableInput.ts';
import { PermanentError } from '../shared/errors.ts';
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
    await client.send(new CreateTableCommand(ledgerTableInput(LEDGER_TABLE)));
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: LEDGER_TABLE });
  }
}

function fits(table: TableDescription): boolean {
  const shape = ({ KeySchema, GlobalSecondaryIndexes = [] }: TableDescription | CreateTableCommandInput) => [
    keysOf('table', KeySchema),
    ...GlobalSecondaryIndexes.map((index) => keysOf(index.IndexName ?? '', index.KeySchema)).sort(),
  ];
  return isDeepStrictEqual(shape(table), shape(ledgerTableInput(LEDGER_TABLE)));
}

const keysOf = (name: string, schema: readonly KeySchemaElement[] = []): string =>
  `${name}: ${schema.map((key) => `${key.KeyType} ${key.AttributeName}`).join(', ')}`;
