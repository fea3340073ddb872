import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { ledgerTableInput } from '../shared/aws/ledgerTableInput.ts';

/** A DynamoDB server in memory with the ledger's table, for tests and benchmarks. */
export async function startDynalite(): Promise<{
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Makes one more empty ledger table. */
  readonly createTable: (tableName: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const createTable = async (tableName: string) => {
    await client.send(new CreateTableCommand(ledgerTableInput(tableName)));
  };
  await createTable('ledger');
  return {
    client,
    tableName: 'ledger',
    createTable,
    stop: async () => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
