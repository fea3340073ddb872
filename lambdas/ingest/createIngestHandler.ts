import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ClaimwireError, PermanentError } from '../../shared/errors.ts';
import { type IngestDependencies, ingestChange } from '../../shared/ingest/ingestChange.ts';
import { parseS3Event } from '../../shared/ingest/parseS3Event.ts';
import type { DelayRetry } from './createDelayRetry.ts';
import { METRIC } from './metricNames.ts';
import { publisherDimension } from './publisherDimension.ts';
import { retryDelay } from './retryDelay.ts';

/** What a deployed function has besides: a queue that can be told when a message comes back, and alarms to feed. */
export interface IngestOperations {
  readonly delayRetry: DelayRetry;
  /** Dimensions (`publisherDimension`) of the publishers that have a metric of their own. */
  readonly watchedPublishers: readonly string[];
  /** 0 ≤ random() < 1. */
  readonly random?: () => number;
}

/** Where the poller itself says when a message comes back, and nobody watches: the embedded stack. */
const NONE: IngestOperations = { delayRetry: async () => {}, watchedPublishers: [] };

/**
 * The ingest function: takes a batch of queue messages with S3 events and carries each into the ledger, one after the other
 * (extraction fills the CPU). Messages that failed are returned, so that the queue delivers them again and, in the end,
 * to the dead-letter queue; the rest of the batch is done. One that failed for now comes back soon, at first, then ever
 * later; one that can never be read comes back at once, to be among the dead letters while it is news.
 */
export function createIngestHandler(
  deps: IngestDependencies,
  { delayRetry, watchedPublishers, random = Math.random }: IngestOperations = NONE,
) {
  const logger = new Logger();
  const metrics = new Metrics();
  const watched = new Set(watchedPublishers);

  async function handleMessage(message: SQSRecord): Promise<void> {
    for (const change of parseS3Event(message.body)) {
      const started = performance.now();
      const { publisher, ...outcome } = await ingestChange(change, deps);
      const milliseconds = Math.round(performance.now() - started);
      logger.info('ingested', { ...outcome, key: change.key, sequencer: change.sequencer, milliseconds });
      metrics.addMetric(METRIC[outcome.result], MetricUnit.Count, 1);
      if (outcome.result !== 'processed') continue;
      metrics.addMetric(METRIC.claims, MetricUnit.Count, outcome.claims);
      metrics.addMetric(METRIC.duration, MetricUnit.Milliseconds, milliseconds);
      if (publisher !== null) countForPublisher(publisherDimension(publisher));
    }
  }

  /** Only for those who are watched: each value of a dimension is a metric that costs, and anybody can name a publisher. */
  function countForPublisher(publisher: string): void {
    if (!watched.has(publisher)) return;
    const metric = metrics.singleMetric();
    metric.addDimension('publisher', publisher);
    metric.addMetric(METRIC.ofPublisher, MetricUnit.Count, 1);
  }

  async function handleLogged(message: SQSRecord): Promise<void> {
    try {
      await handleMessage(message);
      metrics.addMetric(METRIC.messagesFailed, MetricUnit.Count, 0);
    } catch (error) {
      metrics.addMetric(METRIC.messagesFailed, MetricUnit.Count, 1);
      const receives = Number(message.attributes.ApproximateReceiveCount);
      const seconds = error instanceof PermanentError ? 0 : retryDelay(receives, random());
      logger.error('message failed, it will be delivered again', {
        messageId: message.messageId,
        receiveCount: receives,
        nextTrySeconds: seconds,
        code: error instanceof ClaimwireError ? error.code : 'unexpected',
        error: error as Error,
      });
      await delayRetry(message.receiptHandle, seconds).catch((reason: unknown) =>
        // It comes back all the same, when the queue's visibility time-out is over.
        logger.warn('the next try could not be set', {
          messageId: message.messageId,
          error: reason as Error,
        }),
      );
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
