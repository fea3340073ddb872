/**
 * The ledger's table: names of its keys and indexes, all of them strings. Billed on demand; every index holds whole
 * items. What lies under the keys: docs/decisions/03-ledger-keys.md.
 */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which DynamoDB may delete an item (its time to live); items without it stay. */
  expires: 'expires',
  /** Only article heads that are listed have an index's keys; all other items stay out of it. */
  indexes: [
    { name: 'byPublisher', partitionKey: 'publisherList', sortKey: 'listed' },
    { name: 'byStatus', partitionKey: 'statusList', sortKey: 'listed' },
  ],
} as const;

export type IndexName = (typeof tableDefinition)['indexes'][number]['name'];
