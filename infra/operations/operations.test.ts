import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { METRIC } from '../../lambdas/ingest/metricNames.ts';
import { projectRoot } from '../lambdaFunction/bundleFunction.ts';
import type { StageName, StageSettings } from '../stages.ts';
import { testStack } from '../testStack.ts';

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: unknown[];
  readonly OKActions: unknown[];
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Threshold: number;
  readonly TreatMissingData: string;
}

function build(stage: StageName, changed: Partial<StageSettings> = {}) {
  const template = Template.fromStack(testStack(stage, changed).stack);
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes
  const ofType = (type: string): [string, any][] =>
    Object.entries(template.findResources(type)).map(([id, { Properties }]) => [id, Properties]);
  const alarms = ofType('AWS::CloudWatch::Alarm').map(([, properties]) => properties as AlarmProperties);
  const alarm = (name: string) => {
    const found = alarms.find(({ AlarmName }) => AlarmName === `claimwire-${stage}-${name}`);
    expect(found, name).toBeDefined();
    return found as AlarmProperties;
  };
  return { ofType, alarms, alarm };
}

const built = { dev: build('dev'), prod: build('prod') };

/** Headings as the anchors that GitHub and others make of them. */
const sections = new Set(
  readFileSync(join(projectRoot, 'docs/operations.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
);
const sectionOf = ({ AlarmDescription }: AlarmProperties): string =>
  /docs\/operations\.md#(\S+)$/.exec(AlarmDescription)?.[1] ?? '';

describe.each(['dev', 'prod'] as const)('the alarms of %s', (stage) => {
  const { alarms, alarm, ofType } = built[stage];

  it.each(alarms.map((each) => [each.AlarmName, each] as const))(
    '%s leads to its section of docs/operations.md',
    (_name, each) => {
      expect(sectionOf(each)).toMatch(/^alarm-/);
      expect(sections).toContain(sectionOf(each));
    },
  );

  it('tell the topic when they go off and when they are over', () => {
    const [topic] = ofType('AWS::SNS::Topic').map(([id]) => ({ Ref: id }));
    for (const { AlarmActions, OKActions } of alarms) {
      expect({ AlarmActions, OKActions }).toEqual({ AlarmActions: [topic], OKActions: [topic] });
    }
  });

  it('look back no further than CloudWatch can', () => {
    for (const { AlarmName, Period, EvaluationPeriods, DatapointsToAlarm } of alarms) {
      const days = Period < 3600 ? 1 : 7;
      expect(Period * EvaluationPeriods, AlarmName).toBeLessThanOrEqual(days * 24 * 3600);
      expect(DatapointsToAlarm, AlarmName).toBeLessThanOrEqual(EvaluationPeriods);
    }
  });

  it('take no data for no fault, but for silence', () => {
    for (const { AlarmName, TreatMissingData } of alarms) {
      expect(TreatMissingData, AlarmName).toBe(AlarmName.includes('-silence') ? 'breaching' : 'notBreaching');
    }
  });

  it('go off for a single dead letter', () => {
    expect(alarm('dead-letters')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 1,
      Period: 60,
      EvaluationPeriods: 1,
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [expect.stringMatching(/^IngestDeadLetters/), 'QueueName'] },
        },
      ],
    });
  });

  it("look at the ingest function's own metrics of this stage alone", () => {
    expect(alarm('ingest-failures')).toMatchObject({
      Namespace: `Claimwire/${stage}`,
      MetricName: METRIC.messagesFailed,
      Statistic: 'Average',
      Dimensions: [{ Name: 'service', Value: 'ingest' }],
    });
    const [[, { Environment }]] = ofType('AWS::Lambda::Function').filter(([id]) =>
      /^IngestFunction/.test(id),
    ) as [[string, { Environment: { Variables: Record<string, unknown> } }]];
    expect(Environment.Variables).toMatchObject({
      POWERTOOLS_METRICS_NAMESPACE: `Claimwire/${stage}`,
      POWERTOOLS_SERVICE_NAME: 'ingest',
    });
  });

  it('see throttling of both functions, the table and each of its indexes', () => {
    const throttles = alarms
      .filter(({ MetricName }) => /Throttle/.test(MetricName))
      .map(({ AlarmName }) => AlarmName.replace(`claimwire-${stage}-`, ''));
    expect(throttles.sort()).toEqual([
      'ingest-throttles',
      'ledger-read-throttles',
      'ledger-write-throttles',
      'ledger-write-throttles-byPublisher',
      'ledger-write-throttles-byStatus',
      'query-throttles',
    ]);
  });

  it('see that readers get errors, or wait', () => {
    expect(alarm('query-errors')).toMatchObject({ MetricName: '5XXError', Statistic: 'Average' });
    expect(alarm('query-latency')).toMatchObject({ MetricName: 'Latency', ExtendedStatistic: 'p95' });
  });

  it('are all on the dashboard, with what they look at', () => {
    const [[, { DashboardBody, DashboardName }]] = ofType('AWS::CloudWatch::Dashboard') as [
      [string, { DashboardBody: unknown; DashboardName: string }],
    ];
    const body = JSON.stringify(DashboardBody);
    expect(DashboardName).toBe(`claimwire-${stage}`);
    for (const [id] of ofType('AWS::CloudWatch::Alarm')) expect(body).toContain(id);
    for (const { MetricName } of alarms) expect(body).toContain(MetricName);
  });
});

it('no section of docs/operations.md is about an alarm that there is not', () => {
  const described = [...sections].filter((section) => section.startsWith('alarm-'));
  const { alarms } = build('prod', { silentHours: 24 });
  expect(described.sort()).toEqual([...new Set(alarms.map(sectionOf))].sort());
});

describe('silence', () => {
  const { alarm, ofType } = build('prod', {
    silentHours: 24,
    watchedPublishers: [
      { name: 'The Harbour Courier', silentHours: 6 },
      { name: 'Вестник', silentHours: 168 },
    ],
  });

  it('of all publishers is a day without a processed article', () => {
    expect(alarm('silence')).toMatchObject({
      MetricName: METRIC.processed,
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Period: 3600,
      EvaluationPeriods: 24,
      DatapointsToAlarm: 24,
    });
  });

  it('of a watched publisher is an alarm of its own, on the metric that the function writes for it', () => {
    const publisher = 'harbour-courier';
    expect(alarm(`silence-${publisher}`)).toMatchObject({
      AlarmDescription: expect.stringContaining('No article of The Harbour Courier was processed for 6 h.'),
      MetricName: METRIC.ofPublisher,
      EvaluationPeriods: 6,
      Dimensions: [
        { Name: 'publisher', Value: publisher },
        { Name: 'service', Value: 'ingest' },
      ],
    });
    const [watched] = ofType('AWS::Lambda::Function')
      .map(([, { Environment }]) => Environment?.Variables.CLAIMWIRE_WATCHED_PUBLISHERS)
      .filter((list) => list !== undefined);
    expect(watched.split(',')).toEqual([publisher, encodeURIComponent('вестник')]);
    expect(alarm(`silence-${encodeURIComponent('вестник')}`).EvaluationPeriods).toBe(168);
  });

  it('is no fault where the stage expects nothing', () => {
    const { alarms } = build('dev', { silentHours: null, watchedPublishers: [] });
    expect(alarms.filter(({ AlarmName }) => AlarmName.includes('silence'))).toEqual([]);
  });
});

describe('the topic of the alarms', () => {
  it('is encrypted with a key that rotates and that alarms of this account may use', () => {
    const { ofType } = built.prod;
    const [[keyId, key]] = ofType('AWS::KMS::Key') as [[string, { KeyPolicy: { Statement: object[] } }]];
    const [[topicId, topic]] = ofType('AWS::SNS::Topic') as [[string, object]];
    const alarmsOfThisAccount = {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    };
    expect(topic).toMatchObject({ KmsMasterKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } });
    expect(key).toMatchObject({ EnableKeyRotation: true });
    expect(key.KeyPolicy.Statement).toContainEqual({
      ...alarmsOfThisAccount,
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
    const [[, policy]] = ofType('AWS::SNS::TopicPolicy') as [
      [string, { PolicyDocument: { Statement: { Effect: string }[] } }],
    ];
    const allowed = policy.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({ ...alarmsOfThisAccount, Action: 'sns:Publish', Resource: { Ref: topicId } }),
    ]);
    expect(policy.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('mails whoever the deployer named, and nobody otherwise', () => {
    expect(built.prod.ofType('AWS::SNS::Subscription')).toEqual([]);
    const { ofType } = build('prod', { alarmEmail: 'desk@example.org' });
    expect(
      ofType('AWS::SNS::Subscription').map(([, { Protocol, Endpoint }]) => [Protocol, Endpoint]),
    ).toEqual([['email', 'desk@example.org']]);
  });
});

it('alarms link to wherever the operators read their runbook', () => {
  const { alarms } = build('dev', { runbook: 'https://example.org/operations.md' });
  for (const { AlarmDescription } of alarms) {
    expect(AlarmDescription).toMatch(/ https:\/\/example\.org\/operations\.md#alarm-[a-z-]+$/);
  }
});
