import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { OperationsMetrics } from './createMetrics.ts';

/** The dashboard `claimwire-<stage>`: alarms first, then the way of an article from the queue to its readers. */
export function createDashboard(
  scope: Construct,
  {
    stage,
    metrics: { ingest, query, table, ...metrics },
    alarms,
  }: {
    readonly stage: StageSettings;
    readonly metrics: OperationsMetrics;
    readonly alarms: Alarm[];
  },
): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `claimwire-${stage.name}`,
    defaultInterval: Duration.days(1),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 })],
      [
        graph('Articles', [ingest.processed, ingest.refused, ingest.withdrawn, ingest.failed]),
        graph('Queue', [metrics.waiting, metrics.deadLetters], [metrics.oldestMessage]),
        graph('Claims found', [ingest.claims]),
      ],
      [
        graph('Ingest: milliseconds an article (95%)', [ingest.duration]),
        graph('Instances at once', [ingest.concurrency, query.concurrency]),
        graph('Crashes and throttles', [ingest.crashes, ingest.throttles, query.crashes, query.throttles]),
      ],
      [
        graph('API: requests', [query.requests, query.clientErrors], [query.errorRate]),
        graph('API: milliseconds (95%)', [query.latency, query.duration]),
        graph(
          'Ledger: units',
          [table.writeUnits, table.readUnits],
          [
            table.writeThrottles,
            table.readThrottles,
            ...table.indexWriteThrottles.map(({ index, metric }) =>
              metric.with({ label: `WriteThrottleEvents ${index}` }),
            ),
          ],
        ),
      ],
      ...(metrics.publishers.length > 0
        ? [
            [
              graph(
                'Articles an hour of watched publishers',
                metrics.publishers.map(({ name, processedPerHour }) =>
                  processedPerHour.with({ label: name }),
                ),
                [],
                24,
              ),
            ],
          ]
        : []),
    ],
  });
}

const graph = (title: string, left: IMetric[], right: IMetric[] = [], width = 8): IWidget =>
  new GraphWidget({ title, left, right, width, height: 6 });
