import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Consumed {
  readonly CapacityUnits?: number;
}

/** Has a client ask for the capacity that its requests consume (ReturnConsumedCapacity), and adds it up. */
export function measureCapacity(client: DynamoDBClient) {
  let written = 0;
  let read = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
        const result = await next(args);
        const consumed =
          (result.output as { ConsumedCapacity?: Consumed | Consumed[] }).ConsumedCapacity ?? [];
        const units = [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        if (/Put|Write|Update|Delete/.test(commandName)) written += units;
        else read += units;
        return result;
      },
    { step: 'initialize', name: 'measureCapacity' },
  );
  return {
    written: () => written,
    read: () => read,
    reset: () => {
      written = 0;
      read = 0;
    },
  };
}
