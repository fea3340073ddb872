import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  type IApiKey,
  LambdaIntegration,
  LogGroupLogDestination,
  Period,
  RestApi,
  type UsagePlan,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ArticleStore } from '../articleStore/articleStore.ts';
import { LambdaFunction } from '../lambdaFunction/lambdaFunction.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StageSettings } from '../stages.ts';
import { addProblemResponses } from './addProblemResponses.ts';

/** The work is waiting for DynamoDB; the CPU that comes with it (0.3) parses and validates a page in milliseconds. */
const MEMORY_MB = 512;

/** A page is a handful of DynamoDB requests. Well below API Gateway's 29 s, so that the reader gets our answer, not its. */
const TIMEOUT = Duration.seconds(10);

export interface QueryApiProps {
  readonly stage: StageSettings;
  readonly articleStore: ArticleStore;
  readonly ledger: Ledger;
}

/**
 * The query API: REST, every request with an API key, throttled for each key and for all together. URL and headers are
 * bounded by API Gateway (10,240 bytes in all); there is no method that takes a body.
 */
export class QueryApi extends Construct {
  readonly api: RestApi;
  readonly apiKey: IApiKey;
  readonly usagePlan: UsagePlan;
  readonly cursorSecret: Secret;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, { stage, articleStore, ledger }: QueryApiProps) {
    super(scope, id);
    this.cursorSecret = new Secret(this, 'CursorSecret', {
      description: `Signs the cursors of Claimwire ${stage.name}'s query API`,
      // 380 bits, more than HMAC-SHA-256 uses.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      // Also in prod: with it go only the cursors that readers are using just then.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.cursorSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A new secret makes every cursor in use invalid, so it is changed on purpose and not by the calendar: docs/operations.md says how.',
    });

    this.lambda = new LambdaFunction(this, 'Query', {
      stage,
      entry: 'lambdas/query/handler.ts',
      model: null,
      description: 'Answers questions about articles, claims and entities from the ledger',
      serviceName: 'query',
      memoryMB: MEMORY_MB,
      timeout: TIMEOUT,
      ...(stage.queryConcurrency !== null && { reservedConcurrency: stage.queryConcurrency }),
      environment: {
        CLAIMWIRE_TABLE: ledger.tableName,
        CLAIMWIRE_TEXTS_BUCKET: articleStore.texts.bucketName,
        CLAIMWIRE_CURSOR_SECRET_ID: this.cursorSecret.secretArn,
      },
      statements: [
        ...ledger.readStatements(),
        ...articleStore.readTextsStatements(),
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          resources: [this.cursorSecret.secretArn],
        }),
      ],
    });

    this.api = this.createApi(stage);
    this.usagePlan = this.createUsagePlan(stage);
    // API Gateway makes up its value: it stands in no template.
    this.apiKey = this.api.addApiKey('Reader', {
      description: `First reader of Claimwire ${stage.name}'s query API`,
    });
    this.usagePlan.addApiKey(this.apiKey);
  }

  private createApi(stage: StageSettings): RestApi {
    const removalPolicy = stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const accessLogs = new LogGroup(this, 'AccessLogs', { retention: stage.logRetention, removalPolicy });
    const api = new RestApi(this, 'Api', {
      restApiName: `claimwire-${stage.name}`,
      description: 'Who said what: articles, claims and entities of the ledger',
      endpointTypes: [EndpointType.REGIONAL],
      // API Gateway writes access logs only in an account that has named it a role for that. The setting is the account's:
      // the stack that was deployed last has it, see docs/operations.md.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: removalPolicy,
      deployOptions: {
        stageName: 'v1',
        throttlingRateLimit: stage.allKeys.requestsPerSecond,
        throttlingBurstLimit: stage.allKeys.burst,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: accessLogFormat(),
      },
      defaultMethodOptions: { apiKeyRequired: true },
    });
    // The construct library's own output; ours is ApiUrl.
    api.node.tryRemoveChild('Endpoint');
    // The function knows the routes, and answers in one form what it does not know: no second list of them here.
    const integration = new LambdaIntegration(this.lambda.function, { allowTestInvoke: false });
    api.root.addMethod('GET', integration);
    api.root.addResource('{proxy+}').addMethod('GET', integration);
    addProblemResponses(api);
    acknowledgeApi(api);
    return api;
  }

  private createUsagePlan({ name, perKey }: StageSettings): UsagePlan {
    return this.api.addUsagePlan('Readers', {
      name: `claimwire-${name}`,
      throttle: { rateLimit: perKey.requestsPerSecond, burstLimit: perKey.burst },
      quota: { limit: perKey.requestsPerDay, period: Period.DAY },
      apiStages: [{ stage: this.api.deploymentStage }],
    });
  }
}

/** Who asked for what, what came of it and how long it took. The reader is named by key, not by IP address. */
const accessLogFormat = (): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      time: AccessLogField.contextRequestTimeEpoch(),
      requestId: AccessLogField.contextRequestId(),
      apiKeyId: AccessLogField.contextIdentityApiKeyId(),
      method: AccessLogField.contextHttpMethod(),
      path: AccessLogField.contextPath(),
      status: AccessLogField.contextStatus(),
      responseLength: AccessLogField.contextResponseLength(),
      latency: AccessLogField.contextResponseLatency(),
      functionLatency: AccessLogField.contextIntegrationLatency(),
      error: AccessLogField.contextErrorMessage(),
    }),
  );

function acknowledgeApi(api: RestApi): void {
  Validations.of(api).acknowledge(
    {
      id: 'AwsSolutions-APIG2',
      reason:
        'The function validates every parameter by the schemas that the OpenAPI document is made from, and says what is wrong. API Gateway could check presence only, and no parameter must be present.',
    },
    {
      id: 'AwsSolutions-APIG3',
      reason:
        'A web ACL costs from $5 a month and guards against nothing here that the key, the throttle and bounded read-only requests do not. To be added in front where the operator has one.',
    },
    {
      id: 'AwsSolutions-APIG4',
      reason:
        'Readers are told apart by API key: the data is public news, read only, and the key is there to throttle and to be withdrawn.',
    },
    { id: 'AwsSolutions-COG4', reason: 'As APIG4: readers are programs with a key, not people who sign in.' },
    {
      id: 'AwsSolutions-APIG6',
      reason:
        'The access log has every request and the function logs its own errors. Execution logs would repeat them in a log group that API Gateway makes itself: kept for ever, and left behind by destroy.',
    },
    {
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason:
        'The role that API Gateway writes logs with: AWS documents this managed policy, and the rights in it, for that purpose.',
    },
  );
}
