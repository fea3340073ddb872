import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ClaimwireError } from '../../shared/errors.ts';
import { type IngestDependencies, ingestChange } from '../../shared/ingest/ingestChange.ts';
import { parseS3Event } from '../../shared/ingest/parseS3Event.ts';

const RESULT_METRIC = {
  processed: 'ArticlesProcessed',
  refused: 'ArticlesRefused',
  withdrawn: 'ArticlesWithdrawn',
  skipped: 'ChangesSkipped',
} as const;

/**
 * The ingest function: takes a batch of queue messages with S3 events and carries each into the ledger, one after the other
 * (extraction fills the CPU). Messages that failed are returned, so that the queue delivers them again and, in the end,
 * to the dead-letter queue; the rest of the batch is done.
 */
export function createIngestHandler(deps: IngestDependencies) {
  const logger = new Logger();
  const metrics = new Metrics();

  async function handleMessage(message: SQSRecord): Promise<void> {
    for (const change of parseS3Event(message.body)) {
      const started = performance.now();
      const outcome = await ingestChange(change, deps);
      const milliseconds = Math.round(performance.now() - started);
      logger.info('ingested', { ...outcome, key: change.key, sequencer: change.sequencer, milliseconds });
      metrics.addMetric(RESULT_METRIC[outcome.result], MetricUnit.Count, 1);
      if (outcome.result !== 'processed') continue;
      metrics.addMetric('Claims', MetricUnit.Count, outcome.claims);
      metrics.addMetric('IngestDuration', MetricUnit.Milliseconds, milliseconds);
    }
  }

  async function handleLogged(message: SQSRecord): Promise<void> {
    try {
      await handleMessage(message);
    } catch (error) {
      const code = error instanceof ClaimwireError ? error.code : 'unexpected';
      logger.error('message failed, it will be delivered again', {
        messageId: message.messageId,
        receiveCount: message.attributes.ApproximateReceiveCount,
        code,
        error: error as Error,
      });
      throw error;
    }
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    try {
      return await processPartialResponse(event, handleLogged, new BatchProcessor(EventType.SQS), {
        context,
        processInParallel: false,
        throwOnFullBatchFailure: false,
      });
    } finally {
      metrics.publishStoredMetrics();
    }
  };
}
