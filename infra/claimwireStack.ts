import { type App, Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { ArticleStore } from './articleStore/articleStore.ts';
import { Ingest } from './ingest/ingest.ts';
import { Ledger } from './ledger/ledger.ts';
import { Operations } from './operations/operations.ts';
import { QueryApi } from './queryApi/queryApi.ts';
import type { StageSettings } from './stages.ts';

/**
 * All of Claimwire in one stack, `claimwire-<stage>`: what belongs together is deployed, rolled back and destroyed together.
 * Account and region are those of whoever deploys.
 */
export class ClaimwireStack extends Stack {
  constructor(app: App, stage: StageSettings) {
    super(app, `claimwire-${stage.name}`, {
      description: `Claimwire (${stage.name}): who said what, in a ledger you can query`,
      terminationProtection: stage.retainData,
    });
    Tags.of(this).add('project', 'claimwire');
    Tags.of(this).add('stage', stage.name);

    const articleStore = new ArticleStore(this, 'ArticleStore', stage);
    const ledger = new Ledger(this, 'Ledger', stage);
    const ingest = new Ingest(this, 'Ingest', { stage, articleStore, ledger });
    const query = new QueryApi(this, 'QueryApi', { stage, articleStore, ledger });
    const operations = new Operations(this, 'Operations', { stage, ingest, ledger, query });

    // What scripts and `cdk deploy --outputs-file` go by: the names are kept.
    const outputs: Record<string, string> = {
      Region: Aws.REGION,
      ArticlesBucketName: articleStore.uploads.bucketName,
      TextsBucketName: articleStore.texts.bucketName,
      QueueUrl: ingest.queue.queueUrl,
      DeadLetterQueueUrl: ingest.deadLetterQueue.queueUrl,
      TableName: ledger.tableName,
      ApiUrl: query.api.url,
      RestApiId: query.api.restApiId,
      ApiKeyId: query.apiKey.keyId,
      UsagePlanId: query.usagePlan.usagePlanId,
      CursorSecretArn: query.cursorSecret.secretArn,
      IngestFunctionName: ingest.lambda.function.functionName,
      IngestLogGroupName: ingest.lambda.logGroup.logGroupName,
      QueryFunctionName: query.lambda.function.functionName,
      QueryLogGroupName: query.lambda.logGroup.logGroupName,
      AlarmTopicArn: operations.alarmTopic.topic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
