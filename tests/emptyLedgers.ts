import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createDynamoTable } from '../shared/aws/dynamoTable.ts';
import { createLedger } from '../shared/ledger/createLedger.ts';
import type { Ledger } from '../shared/ledger/ledger.ts';
import type { LedgerTable } from '../shared/ledger/ledgerTable.ts';
import { startDynalite } from './startDynalite.ts';

/** A ledger without a record, and the table it stands in. */
export interface EmptyLedger {
  readonly client: DynamoDBClient;
  readonly table: LedgerTable;
  readonly ledger: Ledger;
}

/** Runs a DynamoDB server while the tests of a file run. Each call of what it gives makes one more empty ledger on it. */
export function emptyLedgers(): () => Promise<EmptyLedger> {
  let server: Awaited<ReturnType<typeof startDynalite>>;
  let count = 0;
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterAll(() => server.stop());
  return async () => {
    const { client } = server;
    const tableName = `ledger-${++count}`;
    await server.createTable(tableName);
    const table = createDynamoTable({ client, tableName });
    return { client, table, ledger: createLedger(table) };
  };
}
