import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { OperationsMetrics } from './createMetrics.ts';

/** What readers wait at most before somebody looks. A first failure is over in 30 s; a time-out or a crash is not. */
const OLDEST_MESSAGE_SECONDS = 30 * 60;

export interface AlarmsProps {
  readonly stage: StageSettings;
  readonly metrics: OperationsMetrics;
  readonly topic: Topic;
}

interface Condition {
  readonly metric: IMetric;
  readonly threshold: number;
  /** How many of the metric's last periods are looked at, and how many of them must be bad. */
  readonly periods: number;
  readonly bad?: number;
  /** Which side of the threshold is bad. */
  readonly when?: 'atLeast' | 'above' | 'below';
  /** What no data means. A rate without traffic is no fault; silence is. */
  readonly missing?: TreatMissingData;
}

/**
 * The stack's alarms. Each is described by what it means and by a link to its section of docs/operations.md, named
 * `Alarm: …`, and tells the topic when it goes off and when it is over.
 */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly props: AlarmsProps;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.props = props;
    this.watchIngest();
    this.watchLedger();
    this.watchQuery();
    this.watchForSilence();
  }

  private watchIngest(): void {
    const { deadLetters, oldestMessage, ingest } = this.props.metrics;
    this.add('dead-letters', 'dead-letters', 'Messages failed at every try and were set aside.', {
      metric: deadLetters,
      threshold: 1,
      periods: 1,
    });
    this.add('oldest-message', 'oldest-message', 'An upload has waited for half an hour.', {
      metric: oldestMessage,
      threshold: OLDEST_MESSAGE_SECONDS,
      periods: 5,
    });
    this.add('ingest-failures', 'ingest-failures', 'More than a tenth of messages fail.', {
      metric: ingest.failureRate,
      threshold: 0.1,
      when: 'above',
      periods: 3,
      bad: 2,
    });
    this.add(
      'ingest-crashes',
      'ingest-crashes',
      'The ingest function crashed or ran out of time or memory.',
      {
        metric: ingest.crashes,
        threshold: 1,
        periods: 1,
      },
    );
    this.add('ingest-throttles', 'function-throttles', 'The account had no instance free for ingest.', {
      metric: ingest.throttles,
      threshold: 1,
      periods: 3,
      bad: 2,
    });
  }

  private watchLedger(): void {
    const { readThrottles, writeThrottles, indexWriteThrottles } = this.props.metrics.table;
    const throttled = { threshold: 1, periods: 3, bad: 2 };
    const section = 'ledger-throttles';
    this.add('ledger-read-throttles', section, 'DynamoDB turned away reads of the ledger.', {
      metric: readThrottles,
      ...throttled,
    });
    this.add('ledger-write-throttles', section, 'DynamoDB turned away writes to the ledger.', {
      metric: writeThrottles,
      ...throttled,
    });
    for (const { index, metric } of indexWriteThrottles) {
      const what = `DynamoDB turned away writes to the ledger's index ${index}.`;
      this.add(`ledger-write-throttles-${index}`, section, what, { metric, ...throttled });
    }
  }

  private watchQuery(): void {
    const { errorRate, latency, throttles } = this.props.metrics.query;
    this.add('query-errors', 'query-errors', 'More than 1% of requests to the API end in a 5xx status.', {
      metric: errorRate,
      threshold: 0.01,
      when: 'above',
      periods: 3,
      bad: 2,
    });
    this.add('query-latency', 'query-latency', 'One request in twenty takes longer than 2 s.', {
      metric: latency,
      threshold: 2000,
      when: 'above',
      periods: 3,
    });
    this.add('query-throttles', 'function-throttles', 'The account had no instance free for a request.', {
      metric: throttles,
      threshold: 1,
      periods: 3,
      bad: 2,
    });
  }

  private watchForSilence(): void {
    const { stage, metrics } = this.props;
    const silent = { threshold: 1, when: 'below', missing: TreatMissingData.BREACHING } as const;
    if (stage.silentHours !== null) {
      const what = `No article was processed for ${stage.silentHours} h.`;
      const metric = metrics.ingest.processedPerHour;
      this.add('silence', 'silence', what, { metric, periods: stage.silentHours, ...silent });
    }
    for (const { name, publisher, silentHours, processedPerHour: metric } of metrics.publishers) {
      const what = `No article of ${name} was processed for ${silentHours} h.`;
      this.add(`silence-${publisher}`, 'silence', what, { metric, periods: silentHours, ...silent });
    }
  }

  private add(name: string, section: string, what: string, condition: Condition): void {
    const { stage, topic } = this.props;
    const { metric, threshold, periods, bad = periods, when = 'atLeast', missing } = condition;
    const alarm = new Alarm(this, name, {
      alarmName: `claimwire-${stage.name}-${name}`,
      alarmDescription: `${what} ${stage.runbook}#alarm-${section}`,
      metric,
      threshold,
      comparisonOperator: OPERATORS[when],
      evaluationPeriods: periods,
      datapointsToAlarm: bad,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    this.all.push(alarm);
  }
}

const OPERATORS = {
  atLeast: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;
