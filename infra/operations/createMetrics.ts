import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC } from '../../lambdas/ingest/metricNames.ts';
import { publisherDimension } from '../../lambdas/ingest/publisherDimension.ts';
import { tableDefinition } from '../../shared/ledger/tableDefinition.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { metricsNamespace } from '../lambdaFunction/lambdaFunction.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { QueryApi } from '../queryApi/queryApi.ts';
import type { StageSettings } from '../stages.ts';

const MINUTE = { period: Duration.minutes(1) };
const FIVE_MINUTES = { period: Duration.minutes(5) };
const HOUR = { period: Duration.hours(1) };

export type OperationsMetrics = ReturnType<typeof createMetrics>;

/**
 * What alarms and dashboard look at: AWS's own metrics of the parts, and those that the functions' log lines carry. None
 * has a label: with one, an alarm on it would become an expression.
 */
export function createMetrics(
  stage: StageSettings,
  { ingest, ledger, query }: { readonly ingest: Ingest; readonly ledger: Ledger; readonly query: QueryApi },
) {
  /** Of the ingest function's own. */
  const ofIngest = (metricName: string, options: MetricOptions = {}): Metric =>
    new Metric({
      namespace: metricsNamespace(stage),
      metricName,
      dimensionsMap: { service: ingest.lambda.serviceName },
      statistic: Stats.SUM,
      ...FIVE_MINUTES,
      ...options,
    });
  const ofTable = (metricName: string, index?: string): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: {
        TableName: ledger.tableName,
        ...(index !== undefined && { GlobalSecondaryIndexName: index }),
      },
      statistic: Stats.SUM,
      ...FIVE_MINUTES,
    });
  const sum = { ...FIVE_MINUTES, statistic: Stats.SUM };
  const ofFunction = ({ function: lambda }: Ingest['lambda']) => ({
    crashes: lambda.metricErrors(sum),
    throttles: lambda.metricThrottles(sum),
    duration: lambda.metricDuration({ ...FIVE_MINUTES, statistic: Stats.p(95) }),
    concurrency: lambda.metric('ConcurrentExecutions', { ...FIVE_MINUTES, statistic: Stats.MAXIMUM }),
  });

  return {
    deadLetters: ingest.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
      ...MINUTE,
      statistic: Stats.MAXIMUM,
    }),
    waiting: ingest.queue.metricApproximateNumberOfMessagesVisible({ ...MINUTE, statistic: Stats.MAXIMUM }),
    oldestMessage: ingest.queue.metricApproximateAgeOfOldestMessage({
      ...MINUTE,
      statistic: Stats.MAXIMUM,
    }),
    ingest: {
      ...ofFunction(ingest.lambda),
      failureRate: ofIngest(METRIC.messagesFailed, { statistic: Stats.AVERAGE }),
      failed: ofIngest(METRIC.messagesFailed),
      processed: ofIngest(METRIC.processed),
      processedPerHour: ofIngest(METRIC.processed, HOUR),
      refused: ofIngest(METRIC.refused),
      withdrawn: ofIngest(METRIC.withdrawn),
      claims: ofIngest(METRIC.claims),
      duration: ofIngest(METRIC.duration, { statistic: Stats.p(95) }),
    },
    publishers: stage.watchedPublishers.map((watched) => {
      const publisher = publisherDimension(watched.name);
      const dimensionsMap = { service: ingest.lambda.serviceName, publisher };
      return {
        ...watched,
        publisher,
        processedPerHour: ofIngest(METRIC.ofPublisher, { ...HOUR, dimensionsMap }),
      };
    }),
    table: {
      readUnits: ofTable('ConsumedReadCapacityUnits'),
      writeUnits: ofTable('ConsumedWriteCapacityUnits'),
      readThrottles: ofTable('ReadThrottleEvents'),
      writeThrottles: ofTable('WriteThrottleEvents'),
      // Writes to an index that is full hold up the table; its own metric would not say why.
      indexWriteThrottles: tableDefinition.indexes.map(({ name }) => ({
        index: name,
        metric: ofTable('WriteThrottleEvents', name),
      })),
    },
    query: {
      ...ofFunction(query.lambda),
      requests: query.api.metricCount(sum),
      clientErrors: query.api.metricClientError(sum),
      // API Gateway counts each request as one or nought: the average is the rate.
      errorRate: query.api.metricServerError({ ...FIVE_MINUTES, statistic: Stats.AVERAGE }),
      latency: query.api.metricLatency({ ...FIVE_MINUTES, statistic: Stats.p(95) }),
    },
  };
}
