import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { articleId } from '../../shared/ledger/keys.ts';
import type { ArticleHead, ArticleRecord, ListedClaim } from '../../shared/ledger/ledger.ts';
import { CREDENTIALS, REGION } from './cdk.ts';
import { until } from './until.ts';

/** What `cdk deploy --outputs-file` writes. */
export interface StackOutputs {
  readonly ArticlesBucketName: string;
  readonly TextsBucketName: string;
  readonly QueueUrl: string;
  readonly DeadLetterQueueUrl: string;
  readonly TableName: string;
  readonly ApiUrl: string;
  readonly RestApiId: string;
  readonly ApiKeyId: string;
  readonly IngestFunctionName: string;
  readonly IngestLogGroupName: string;
  readonly QueryFunctionName: string;
  readonly QueryLogGroupName: string;
}

/** An upload that S3 took. */
export interface Uploaded {
  readonly id: string;
  readonly key: string;
  readonly versionId: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

/**
 * What the users of a deployed stack do with it, over the network.
 *
 * @param endpoint of the emulator, without a slash at the end
 */
export function driveStack({ endpoint, outputs }: { endpoint: string; outputs: StackOutputs }) {
  const client = { endpoint, region: REGION, credentials: CREDENTIALS };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const sqs = new SQSClient(client);
  const dynamodb = new DynamoDBClient(client);
  const logs = new CloudWatchLogsClient(client);
  const lambda = new LambdaClient(client);
  const iam = new IAMClient(client);
  const apiGateway = new APIGatewayClient(client);
  const secrets = new SecretsManagerClient(client);

  /** Uploads an object to the articles bucket. */
  async function upload(
    key: string,
    body: string | Uint8Array,
    options: Partial<PutObjectCommandInput> = {},
  ): Promise<Uploaded> {
    const Bucket = outputs.ArticlesBucketName;
    // The SDK takes an empty string for a stream.
    const Body = Buffer.from(body);
    const { VersionId } = await s3.send(new PutObjectCommand({ ...options, Bucket, Key: key, Body }));
    return uploaded(key, VersionId);
  }

  /** What is known of an upload from its key and S3's answer. */
  function uploaded(key: string, versionId: string | null | undefined): Uploaded {
    if (!versionId) throw new Error(`S3 gave no version for ${key}: the bucket is not versioned.`);
    return { id: articleId(outputs.ArticlesBucketName, key), key, versionId };
  }

  let keyValue: Promise<string> | undefined;
  /** The API key that the stack made for its first reader. */
  function apiKey(): Promise<string> {
    keyValue ??= apiGateway
      .send(new GetApiKeyCommand({ apiKey: outputs.ApiKeyId, includeValue: true }))
      .then(({ value }) => value!);
    return keyValue;
  }

  /**
   * Sends a request to the query API through API Gateway.
   *
   * @param path with the query, below the API's address
   * @param headers instead of the ones with the API key
   */
  async function request(path: string, headers?: Record<string, string>): Promise<Response> {
    // The host in the output is no name that resolves here, and for LocalStack not even a URL to `new URL`. Its path
    // is the stage.
    const stage = outputs.ApiUrl.split('/')[3];
    const url = `${endpoint}/_aws/execute-api/${outputs.RestApiId}/${stage}${path}`;
    return fetch(url, { headers: headers ?? { 'x-api-key': await apiKey() } });
  }

  /** The answer to a request that must succeed. */
  async function get<T>(path: string): Promise<T> {
    const response = await request(path);
    if (response.status === 200) return (await response.json()) as T;
    throw new Error(`GET ${path} was answered with ${response.status}: ${await response.text()}`);
  }

  const listArticles = (query: string): Promise<Page<ArticleHead>> => get(`/articles?${query}`);
  const listClaims = (query: string): Promise<Page<ListedClaim>> => get(`/claims?${query}`);

  /** Waits until the API shows the uploaded version of the article. */
  const processed = ({ id, key, versionId }: Uploaded): Promise<ArticleRecord> =>
    until(`the API shows ${key}`, async () => {
      const response = await request(`/articles/${id}`);
      if (response.status === 404) return null;
      if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
      const article = (await response.json()) as ArticleRecord;
      return article.head.versionId === versionId ? article : null;
    });

  /** How many messages a queue holds, in work or not. */
  async function messagesIn(output: 'QueueUrl' | 'DeadLetterQueueUrl'): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: outputs[output],
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  }

  /** Waits until no event is left to work off. */
  const queueWorkedOff = (): Promise<true> =>
    until('the queue is empty', async () => ((await messagesIn('QueueUrl')) === 0 ? true : null));

  return {
    s3,
    sqs,
    dynamodb,
    logs,
    lambda,
    iam,
    apiGateway,
    secrets,
    upload,
    uploaded,
    apiKey,
    request,
    get,
    listArticles,
    listClaims,
    processed,
    messagesIn,
    queueWorkedOff,
  };
}
