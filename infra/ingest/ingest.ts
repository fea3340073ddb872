import { Aws, Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { type CfnQueuePolicy, Queue, QueueEncryption, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { publisherDimension } from '../../lambdas/ingest/publisherDimension.ts';
import type { ArticleStore } from '../articleStore/articleStore.ts';
import { MODEL_FOLDER } from '../lambdaFunction/bundleFunction.ts';
import { LambdaFunction } from '../lambdaFunction/lambdaFunction.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StageSettings } from '../stages.ts';

/**
 * One virtual CPU (Lambda gives CPU in proportion, one at 1,769 MB). The model runs in one thread: less memory would make
 * it slower for the same price, more would buy a CPU that idles. It needs some 350 MB.
 */
const MEMORY_MB = 1769;

/**
 * The longest there is, as shared/article/limits.ts has it. Without VNNI one virtual CPU reads 950 pieces in 0.6 s: the
 * longest English article (1,000,000 code units, 250,000 pieces) takes 160 s. Text of signs or
 * digits has more pieces, up to 600,000 (shared/extract/readWords.ts), read 1.3 times where a block is too long: 500 s.
 */
const TIMEOUT = Duration.minutes(15);

/**
 * One article a call. The work is bound by the CPU, so a larger batch is no quicker: it would make articles wait for each
 * other while other instances idle, and one that runs out of time would take the others of its batch with it. It costs
 * less than $1 more per million articles (calls and queue requests), under 1% of the whole.
 */
const BATCH_SIZE = 1;

/**
 * The function has what failed for now brought back after 30 s, doubling to half an hour (lambdas/ingest/retryDelay.ts):
 * ten tries outlast a service that is away for an hour and a half; what still fails then needs a person.
 */
const MAX_RECEIVES = 10;

export interface IngestProps {
  readonly stage: StageSettings;
  readonly articleStore: ArticleStore;
  readonly ledger: Ledger;
}

/** From an upload's event to its claims in the ledger: S3 → queue → function, and the queue for what cannot be done. */
export class Ingest extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, { stage, articleStore, ledger }: IngestProps) {
    super(scope, id);
    // SQS's own key, not KMS: S3 cannot write to a queue under the AWS managed key, and a key of our own would cost a
    // request per message and a policy to keep in order; messages hold only bucket names and object keys.
    const encryption = QueueEncryption.SQS_MANAGED;
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      encryption,
      enforceSSL: true,
      // The longest there is. The count starts when the message was first sent, so the queue itself keeps less.
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption,
      // AWS's advice: six times the function's, so that a message is not delivered again while it waits for a free instance.
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      // Long enough for a weekend without ingestion; leaves ten days in the dead-letter queue.
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
    this.announceUploads(articleStore);

    this.lambda = new LambdaFunction(this, 'Ingest', {
      stage,
      entry: 'lambdas/ingest/handler.ts',
      model: stage.model,
      description: 'Reads an uploaded article and records its claims and entities in the ledger',
      serviceName: 'ingest',
      memoryMB: MEMORY_MB,
      timeout: TIMEOUT,
      environment: {
        CLAIMWIRE_TABLE: ledger.tableName,
        CLAIMWIRE_TEXTS_BUCKET: articleStore.texts.bucketName,
        CLAIMWIRE_MODEL_DIR: MODEL_FOLDER,
        CLAIMWIRE_QUEUE_URL: this.queue.queueUrl,
        CLAIMWIRE_WATCHED_PUBLISHERS: stage.watchedPublishers
          .map(({ name }) => publisherDimension(name))
          .join(','),
      },
      statements: [
        ...articleStore.readUploadsStatements(),
        ...articleStore.keepTextsStatements(),
        ...ledger.writeStatements(),
        new PolicyStatement({
          actions: [
            'sqs:ChangeMessageVisibility',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
            'sqs:ReceiveMessage',
          ],
          resources: [this.queue.queueArn],
        }),
      ],
    });
    new EventSourceMapping(this, 'Source', {
      target: this.lambda.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH_SIZE,
      // Not reserved concurrency: that would make the queue's pollers fail, and each failure counts as a receive.
      maxConcurrency: stage.ingestConcurrency,
      // The function answers with the messages that failed; without this they would be taken for done.
      reportBatchItemFailures: true,
    });
  }

  /** Has S3 put a message on the queue for every object that comes or goes. */
  private announceUploads(articleStore: ArticleStore): void {
    const policy = new QueuePolicy(this, 'QueuePolicy', { queues: [this.queue] });
    policy.document.addStatements(
      new PolicyStatement({
        sid: 'UploadsBucketAnnounces',
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': articleStore.uploadsArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
      new PolicyStatement({
        sid: 'TlsOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sqs:*'],
        resources: [this.queue.queueArn],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    // CloudFormation's own property: the construct library's way is a custom resource with a function to run.
    const bucket = articleStore.uploads.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => ({
        event,
        queue: this.queue.queueArn,
      })),
    };
    // S3 sends a test message when the bucket is made, and refuses a queue that does not take it.
    bucket.addResourceDependency(policy.node.defaultChild as CfnQueuePolicy);
  }
}
