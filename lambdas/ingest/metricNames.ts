/** The ingest function's metrics, by the names they have in CloudWatch; alarms and dashboard look at them. */
export const METRIC = {
  /** One for a message that failed, nought for one that did not: the average is the rate of failure. */
  messagesFailed: 'MessagesFailed',
  processed: 'ArticlesProcessed',
  refused: 'ArticlesRefused',
  withdrawn: 'ArticlesWithdrawn',
  skipped: 'ChangesSkipped',
  claims: 'Claims',
  duration: 'IngestDuration',
  /** Processed articles of a watched publisher, named by the dimension `publisher`. */
  ofPublisher: 'ArticlesOfPublisher',
} as const;
