import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../ledger/ledgerTable.ts';
import type { AuditTable } from '../ops/verify/auditTable.ts';
import { asTransient } from './dynamoTable.ts';

/** Read at once: an audit is to be done in minutes, and to leave the table to its readers. */
const SEGMENTS = 4;

/** The whole of a table, in parallel segments. @throws TransientError `ledger.tableBusy` */
export function createAuditTable({
  client,
  tableName,
}: {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}): AuditTable {
  const documents = DynamoDBDocumentClient.from(client);

  async function* segment(Segment: number): AsyncGenerator<readonly Item[], void, void> {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await asTransient(tableName, () =>
        documents.send(
          new ScanCommand({ TableName: tableName, Segment, TotalSegments: SEGMENTS, ExclusiveStartKey }),
        ),
      );
      yield (page.Items ?? []) as Item[];
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  return {
    async *scan() {
      const segments = Array.from({ length: SEGMENTS }, (_, index) => segment(index));
      // The next page of each segment is on its way while the caller looks at one.
      const next = new Map(segments.map((pages) => [pages, tagged(pages)]));
      while (next.size > 0) {
        const { pages, result } = await Promise.race(next.values());
        if (result.done) next.delete(pages);
        else {
          next.set(pages, tagged(pages));
          yield result.value;
        }
      }
    },
  };
}

const tagged = async <T>(pages: AsyncGenerator<T, void, void>) => ({ pages, result: await pages.next() });
