import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ingestConfig, queryConfig } from '../lambdas/config.ts';
import { tableDefinition } from '../shared/ledger/tableDefinition.ts';
import { type StageName, type StageSettings, stageSettings } from './stages.ts';
import { testStack } from './testStack.ts';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const built = { dev: build('dev'), prod: build('prod') };

function build(stage: StageName, changed: Partial<StageSettings> = {}) {
  const { stack } = testStack(stage, changed);
  const template = Template.fromStack(stack).toJSON();
  const resources: Record<string, Resource> = template.Resources;
  const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  const only = (type: string, id: RegExp): Resource => {
    const found = ofType(type).filter(([name]) => id.test(name));
    expect(
      found.map(([name]) => name),
      `${type} ${id}`,
    ).toHaveLength(1);
    return found[0]![1];
  };
  return { stack, template, resources, ofType, only };
}

const FUNCTIONS = { ingest: /^IngestFunction/, query: /^QueryApiQueryFunction/ } as const;
const ROLES = { ingest: /^IngestRole/, query: /^QueryApiQueryRole/ } as const;
const stages: StageName[] = ['dev', 'prod'];
const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);

/** What a function may do: resource → actions. Resources are written as in the template, references by logical id. */
function rights(stage: StageName, name: keyof typeof ROLES): Record<string, string[]> {
  const role = built[stage].only('AWS::IAM::Role', ROLES[name]);
  expect(role.Properties.ManagedPolicyArns, 'no managed policy').toBeUndefined();
  const statements: Statement[] = role.Properties.Policies.flatMap(
    (policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement,
  );
  const granted: Record<string, string[]> = {};
  for (const { Effect, Action, Resource } of statements) {
    expect(Effect).toBe('Allow');
    for (const resource of list(Resource)) {
      const readable = readableArn(resource);
      granted[readable] = [...(granted[readable] ?? []), ...list(Action)].sort();
    }
  }
  return granted;
}

function readableArn(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown[]>;
  if (join) return (join[1] as unknown[]).map(readableArn).join('');
  const id = String(attribute ? attribute[0] : ref);
  return `<${id.replace(/[0-9A-F]{8}$/, '')}>`;
}

describe.each(stages)('the stack of %s', (stage) => {
  const { ofType, only, template } = built[stage];

  describe('buckets', () => {
    const buckets = ofType('AWS::S3::Bucket');

    it('are two: uploads and texts', () => {
      expect(buckets).toHaveLength(2);
    });

    it.each(buckets)(
      '%s is versioned, encrypted, closed to the public and without ACLs',
      (_id, { Properties }) => {
        expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
        expect(
          Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
            .SSEAlgorithm,
        ).toBe('AES256');
        expect(Properties.PublicAccessBlockConfiguration).toEqual({
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
        expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
      },
    );

    it.each(buckets)('%s forgets replaced versions and parts of broken uploads', (_id, { Properties }) => {
      const rules = Properties.LifecycleConfiguration.Rules;
      expect(rules).toContainEqual(
        expect.objectContaining({
          Status: 'Enabled',
          NoncurrentVersionExpiration: {
            NoncurrentDays: stageSettings(stage).keepReplacedUploads.toDays(),
          },
        }),
      );
      expect(rules).toContainEqual(
        expect.objectContaining({
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        }),
      );
    });

    it.each(buckets)('%s is reached over TLS 1.2 or better only', (id) => {
      const policy = ofType('AWS::S3::BucketPolicy').find(
        ([, { Properties }]) => Properties.Bucket.Ref === id,
      );
      const denied: Statement[] = policy?.[1].Properties.PolicyDocument.Statement.filter(
        ({ Effect }: Statement) => Effect === 'Deny',
      );
      expect(denied.map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
        { Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Action: 's3:*', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
      ]);
    });
  });

  describe('queues', () => {
    const queue = only('AWS::SQS::Queue', /^IngestQueue/);
    const deadLetters = only('AWS::SQS::Queue', /^IngestDeadLetters/);
    const ingest = only('AWS::Lambda::Function', FUNCTIONS.ingest);
    const source = only('AWS::Lambda::EventSourceMapping', /^IngestSource/);

    it('are encrypted', () => {
      for (const { Properties } of [queue, deadLetters]) expect(Properties.SqsManagedSseEnabled).toBe(true);
    });

    it.each(ofType('AWS::SQS::QueuePolicy'))('%s refuses all but TLS', (_id, { Properties }) => {
      expect(Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    });

    it('have one for dead letters, that a message reaches after ten tries and that keeps it longer', () => {
      expect(readableArn(queue.Properties.RedrivePolicy.deadLetterTargetArn)).toBe('<IngestDeadLetters>');
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBe(10);
      expect(deadLetters.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
      expect(deadLetters.Properties.MessageRetentionPeriod).toBeGreaterThan(
        queue.Properties.MessageRetentionPeriod,
      );
    });

    it('hide a message for at least six times the time the function has, and keep it for all its tries', () => {
      const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = queue.Properties;
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * ingest.Properties.Timeout);
      expect(MessageRetentionPeriod).toBeGreaterThan(RedrivePolicy.maxReceiveCount * VisibilityTimeout);
    });

    it('are emptied by no more functions at once than the stage allows, failed messages going back alone', () => {
      expect(readableArn(source.Properties.EventSourceArn)).toBe('<IngestQueue>');
      expect(source.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(source.Properties.ScalingConfig).toEqual({
        MaximumConcurrency: stageSettings(stage).ingestConcurrency,
      });
    });

    it('take messages from the uploads bucket of this account alone', () => {
      const allowed: Statement[] = ofType('AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
        Properties.PolicyDocument.Statement.filter(({ Effect }: Statement) => Effect === 'Allow'),
      );
      const bucket = only('AWS::S3::Bucket', /^ArticleStoreUploads/);
      expect(allowed).toHaveLength(1);
      expect(allowed[0]).toMatchObject({
        Action: 'sqs:SendMessage',
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      });
      const condition = allowed[0]!.Condition as { ArnEquals: { 'aws:SourceArn': unknown } };
      const sourceArn = JSON.stringify(condition.ArnEquals['aws:SourceArn']);
      // The parts after "arn:<partition>:s3:::" are those of the bucket's name.
      const [first, ...rest] = bucket.Properties.BucketName['Fn::Join'][1];
      expect(sourceArn).toContain(`:s3:::${first}`);
      for (const part of rest) expect(sourceArn).toContain(JSON.stringify(part));
    });
  });

  describe('notifications', () => {
    it('tell the queue of every object that comes or goes, and only the uploads bucket sends them', () => {
      const uploads = only('AWS::S3::Bucket', /^ArticleStoreUploads/);
      const texts = only('AWS::S3::Bucket', /^ArticleStoreTexts/);
      const { QueueConfigurations } = uploads.Properties.NotificationConfiguration;
      expect(
        QueueConfigurations.map(({ Event, Queue, Filter }: Record<string, unknown>) => [
          Event,
          readableArn(Queue),
          Filter,
        ]),
      ).toEqual([
        ['s3:ObjectCreated:*', '<IngestQueue>', undefined],
        ['s3:ObjectRemoved:*', '<IngestQueue>', undefined],
      ]);
      expect(texts.Properties.NotificationConfiguration).toBeUndefined();
    });

    it('are set up after the queue allows them', () => {
      const [policy] = ofType('AWS::SQS::QueuePolicy').find(([id]) => id.startsWith('IngestQueuePolicy'))!;
      expect(only('AWS::S3::Bucket', /^ArticleStoreUploads/).DependsOn).toContain(policy);
    });
  });

  describe('the ledger', () => {
    const table = only('AWS::DynamoDB::Table', /^LedgerTable/);

    it('has the keys and indexes that the code goes by', () => {
      const keys = (partitionKey: string, sortKey: string) => [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ];
      expect(table.Properties.KeySchema).toEqual(keys(tableDefinition.partitionKey, tableDefinition.sortKey));
      expect(table.Properties.GlobalSecondaryIndexes).toEqual(
        tableDefinition.indexes.map(({ name, partitionKey, sortKey }) => ({
          IndexName: name,
          KeySchema: keys(partitionKey, sortKey),
          Projection: { ProjectionType: 'ALL' },
        })),
      );
    });

    it('is billed on demand and can be restored to any second', () => {
      expect(table.Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(table.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    });
  });

  describe('functions', () => {
    it.each(['ingest', 'query'] as const)(
      '%s runs on Node 24, x86_64, and writes to a log group of its own',
      (name) => {
        const { Properties } = only('AWS::Lambda::Function', FUNCTIONS[name]);
        expect(Properties.Runtime).toBe('nodejs24.x');
        expect(Properties.Architectures).toEqual(['x86_64']);
        const logs = built[stage].resources[Properties.LoggingConfig.LogGroup.Ref];
        expect(logs?.Properties.RetentionInDays).toBe(stageSettings(stage).logRetention);
      },
    );

    it('have code of their own', () => {
      const key = (name: keyof typeof FUNCTIONS) =>
        only('AWS::Lambda::Function', FUNCTIONS[name]).Properties.Code.S3Key;
      expect(key('ingest')).not.toBe(key('query'));
    });

    it('have the settings that they parse at start', () => {
      const environment = (name: keyof typeof FUNCTIONS): Record<string, unknown> =>
        only('AWS::Lambda::Function', FUNCTIONS[name]).Properties.Environment.Variables;
      // References become names at deployment.
      const deployed = (variables: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(variables).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        );
      expect(() => ingestConfig(deployed(environment('ingest')))).not.toThrow();
      expect(() => queryConfig(deployed(environment('query')))).not.toThrow();
      for (const name of ['ingest', 'query'] as const) {
        expect(environment(name)).toMatchObject({
          POWERTOOLS_SERVICE_NAME: name,
          POWERTOOLS_METRICS_NAMESPACE: `Claimwire/${stage}`,
          POWERTOOLS_LOG_LEVEL: stageSettings(stage).logLevel,
        });
      }
    });

    it('let ingest do just what ingesting takes', () => {
      expect(rights(stage, 'ingest')).toEqual({
        '<IngestLogs>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
        '<ArticleStoreUploads>/*': ['s3:GetObject', 's3:GetObjectVersion'],
        '<ArticleStoreUploads>': ['s3:ListBucket'],
        '<ArticleStoreTexts>/texts/*': ['s3:PutObject'],
        '<LedgerTable>': [
          'dynamodb:BatchGetItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
        ],
        '<IngestQueue>': [
          'sqs:ChangeMessageVisibility',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:ReceiveMessage',
        ],
      });
    });

    it('let query read, and nothing else', () => {
      expect(rights(stage, 'query')).toEqual({
        '<QueryApiQueryLogs>': ['logs:CreateLogStream', 'logs:PutLogEvents'],
        '<LedgerTable>': ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
        '<LedgerTable>/index/byPublisher': ['dynamodb:Query'],
        '<LedgerTable>/index/byStatus': ['dynamodb:Query'],
        '<ArticleStoreTexts>/texts/*': ['s3:GetObject'],
        '<ArticleStoreTexts>': ['s3:ListBucket'],
        '<QueryApiCursorSecret>': ['secretsmanager:GetSecretValue'],
      });
    });

    it('have no wildcard among their actions, and none among their resources but for object keys', () => {
      for (const name of ['ingest', 'query'] as const) {
        const granted = rights(stage, name);
        expect(
          Object.values(granted)
            .flat()
            .filter((action) => action.includes('*')),
        ).toEqual([]);
        const wide = Object.keys(granted).filter((resource) => resource.includes('*'));
        expect(
          wide.filter((resource) => !/^<ArticleStore(Uploads|Texts)>\/(texts\/)?\*$/.test(resource)),
        ).toEqual([]);
      }
    });

    it('have instances set aside for queries where the stage says so, and never for ingest', () => {
      const reserved = (name: keyof typeof FUNCTIONS) =>
        only('AWS::Lambda::Function', FUNCTIONS[name]).Properties.ReservedConcurrentExecutions ?? null;
      expect(reserved('query')).toBe(stageSettings(stage).queryConcurrency);
      expect(reserved('ingest')).toBeNull();
    });

    it('get no rights but those of their own roles', () => {
      expect(ofType('AWS::IAM::Policy')).toEqual([]);
      expect(ofType('AWS::IAM::ManagedPolicy')).toEqual([]);
    });
  });

  describe('the query API', () => {
    it('wants a key for every method, and has no method but GET', () => {
      const methods = ofType('AWS::ApiGateway::Method').map(([, { Properties }]) => Properties);
      expect(methods.length).toBeGreaterThan(0);
      for (const method of methods) expect(method).toMatchObject({ ApiKeyRequired: true, HttpMethod: 'GET' });
    });

    it('is throttled for each key and for all together, with a quota a day', () => {
      const { perKey, allKeys } = stageSettings(stage);
      const { Properties: plan } = only('AWS::ApiGateway::UsagePlan', /./);
      expect(plan.Throttle).toEqual({ BurstLimit: perKey.burst, RateLimit: perKey.requestsPerSecond });
      expect(plan.Quota).toEqual({ Limit: perKey.requestsPerDay, Period: 'DAY' });
      expect(plan.ApiStages).toHaveLength(1);
      const { Properties: deployed } = only('AWS::ApiGateway::Stage', /./);
      expect(deployed.MethodSettings).toEqual([
        expect.objectContaining({
          HttpMethod: '*',
          ResourcePath: '/*',
          DataTraceEnabled: false,
          ThrottlingBurstLimit: allKeys.burst,
          ThrottlingRateLimit: allKeys.requestsPerSecond,
        }),
      ]);
    });

    it('logs every request without its parameters and without who sent it', () => {
      const { Properties: deployed } = only('AWS::ApiGateway::Stage', /./);
      expect(readableArn(deployed.AccessLogSetting.DestinationArn)).toContain('<QueryApiAccessLogs>');
      const fields = Object.values<string>(JSON.parse(deployed.AccessLogSetting.Format));
      expect(fields).toContain('$context.status');
      expect(fields.filter((field) => /query|sourceIp|caller|user/i.test(field))).toEqual([]);
    });

    it('tells what it refuses on its own as problem documents', () => {
      const responses = ofType('AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => Properties);
      expect(responses.map(({ ResponseType }) => ResponseType)).toEqual(
        expect.arrayContaining([
          'INVALID_API_KEY',
          'THROTTLED',
          'QUOTA_EXCEEDED',
          'DEFAULT_4XX',
          'DEFAULT_5XX',
        ]),
      );
      for (const response of responses) {
        expect(response.ResponseParameters['gatewayresponse.header.Content-Type']).toBe(
          "'application/problem+json'",
        );
        const problem = JSON.parse(response.ResponseTemplates['application/json']);
        expect(problem).toMatchObject({ status: Number(response.StatusCode), title: expect.any(String) });
      }
    });

    it('answers before API Gateway gives up', () => {
      expect(only('AWS::Lambda::Function', FUNCTIONS.query).Properties.Timeout).toBeLessThan(29);
    });

    it('signs cursors with a secret that AWS makes up, and keeps the key and the secret out of the template', () => {
      const secret = only('AWS::SecretsManager::Secret', /CursorSecret/);
      expect(secret.Properties.SecretString).toBeUndefined();
      expect(secret.Properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32);
      expect(only('AWS::ApiGateway::ApiKey', /./).Properties.Value).toBeUndefined();
    });
  });

  it('tags what it is made of', () => {
    const { Properties } = only('AWS::DynamoDB::Table', /./);
    expect(Properties.Tags).toEqual(
      expect.arrayContaining([
        { Key: 'project', Value: 'claimwire' },
        { Key: 'stage', Value: stage },
      ]),
    );
  });

  it('tells scripts where everything is', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'AlarmTopicArn',
      'ApiKeyId',
      'ApiUrl',
      'ArticlesBucketName',
      'CursorSecretArn',
      'DeadLetterQueueUrl',
      'IngestFunctionName',
      'IngestLogGroupName',
      'QueryFunctionName',
      'QueryLogGroupName',
      'QueueUrl',
      'Region',
      'RestApiId',
      'TableName',
      'TextsBucketName',
      'UsagePlanId',
    ]);
  });

  it('has no resource that needs an account or region to be known beforehand', () => {
    expect(built[stage].stack.environment).toBe('aws://unknown-account/unknown-region');
  });
});

it('a stack with a restored ledger uses that table, and keeps its own', () => {
  const { ofType, only, template } = build('prod', { restoredTable: 'ledger-of-yesterday' });
  for (const name of ['ingest', 'query'] as const) {
    const { Environment } = only('AWS::Lambda::Function', FUNCTIONS[name]).Properties;
    expect(Environment.Variables.CLAIMWIRE_TABLE).toBe('ledger-of-yesterday');
    const rights = JSON.stringify(only('AWS::IAM::Role', ROLES[name]).Properties.Policies);
    expect(rights).toContain(':table/ledger-of-yesterday');
    expect(rights).not.toContain('LedgerTable');
  }
  expect(template.Outputs.TableName.Value).toBe('ledger-of-yesterday');
  expect(ofType('AWS::DynamoDB::Table')).toHaveLength(1);
});

describe('prod', () => {
  const { ofType, only, stack } = built.prod;

  it('keeps articles, texts, ledger and logs when the stack goes', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::Logs::LogGroup']) {
      for (const [id, resource] of ofType(type)) {
        expect(resource, id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      }
    }
    expect(ofType('Custom::S3AutoDeleteObjects')).toEqual([]);
  });

  it('lets nobody delete the table or the stack by mistake', () => {
    expect(only('AWS::DynamoDB::Table', /./).Properties.DeletionProtectionEnabled).toBe(true);
    expect(stack.terminationProtection).toBe(true);
  });
});

describe('dev', () => {
  const { resources, ofType, only, stack } = built.dev;

  it('leaves nothing behind', () => {
    for (const [id, resource] of Object.entries(resources)) {
      expect(resource.DeletionPolicy ?? 'Delete', id).toBe('Delete');
    }
    expect(ofType('Custom::S3AutoDeleteObjects')).toHaveLength(2);
    // Lambda makes a log group for a function that has none, and nobody deletes it.
    for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(resources[Properties.LoggingConfig?.LogGroup?.Ref]?.Type, id).toBe('AWS::Logs::LogGroup');
    }
    expect(only('AWS::DynamoDB::Table', /./).Properties.DeletionProtectionEnabled).not.toBe(true);
    expect(stack.terminationProtection).toBe(false);
  });
});
