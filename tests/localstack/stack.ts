import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, inject, it } from 'vitest';
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

const provided = inject('deployment');

/** `describe`, left out where there is no LocalStack. */
export const describeOnLocalStack = describe.skipIf(provided === null);

/**
 * `it`, for what a LocalStack without this project's corrections (host/plugin) gets wrong: it gives all S3 events one sequencer,
 * which makes them one event to the ledger, and takes no notice of a function's log group. Left out there.
 */
export const itWhenCorrected = it.skipIf(provided?.corrected === false);

/** The stack that the tests drive. Only for the inside of tests and hooks. */
export const deployment = () => {
  if (provided === null) throw new Error('There is no LocalStack: use describeOnLocalStack.');
  return provided;
};

const client = { endpoint: provided?.endpoint ?? '', region: REGION, credentials: CREDENTIALS };

export const s3 = new S3Client({ ...client, forcePathStyle: true });
export const sqs = new SQSClient(client);
export const dynamodb = new DynamoDBClient(client);
export const logs = new CloudWatchLogsClient(client);
export const lambda = new LambdaClient(client);
export const iam = new IAMClient(client);
export const apiGateway = new APIGatewayClient(client);
export const secrets = new SecretsManagerClient(client);

/** An upload that S3 took. */
export interface Uploaded {
  readonly id: string;
  readonly key: string;
  readonly versionId: string;
}

/** Uploads an object to the articles bucket. */
export async function upload(
  key: string,
  body: string | Uint8Array,
  options: Partial<PutObjectCommandInput> = {},
): Promise<Uploaded> {
  const { ArticlesBucketName: Bucket } = deployment().outputs;
  // The SDK takes an empty string for a stream.
  const Body = Buffer.from(body);
  const { VersionId } = await s3.send(new PutObjectCommand({ ...options, Bucket, Key: key, Body }));
  return uploaded(key, VersionId);
}

/** What is known of an upload from its key and S3's answer. */
export function uploaded(key: string, versionId: string | null | undefined): Uploaded {
  if (!versionId) throw new Error(`S3 gave no version for ${key}: the bucket is not versioned.`);
  return { id: articleId(deployment().outputs.ArticlesBucketName, key), key, versionId };
}

let keyValue: Promise<string> | undefined;

/** The API key that the stack made for its first reader. */
export function apiKey(): Promise<string> {
  keyValue ??= apiGateway
    .send(new GetApiKeyCommand({ apiKey: deployment().outputs.ApiKeyId, includeValue: true }))
    .then(({ value }) => value!);
  return keyValue;
}

/**
 * Sends a request to the query API through API Gateway.
 *
 * @param path with the query, below the API's address
 * @param headers instead of the ones with the API key
 */
export async function request(path: string, headers?: Record<string, string>): Promise<Response> {
  const { endpoint, outputs } = deployment();
  // The host in the output ends in 127.0.0.1: no name that resolves, and no URL to `new URL`. Its path is the stage.
  const stage = outputs.ApiUrl.split('/')[3];
  const url = `${endpoint}/_aws/execute-api/${outputs.RestApiId}/${stage}${path}`;
  return fetch(url, { headers: headers ?? { 'x-api-key': await apiKey() } });
}

/** The answer to a request that must succeed. */
export async function get<T>(path: string): Promise<T> {
  const response = await request(path);
  if (response.status === 200) return (await response.json()) as T;
  throw new Error(`GET ${path} was answered with ${response.status}: ${await response.text()}`);
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

export const listArticles = (query: string): Promise<Page<ArticleHead>> => get(`/articles?${query}`);
export const listClaims = (query: string): Promise<Page<ListedClaim>> => get(`/claims?${query}`);

/** Waits until the API shows the uploaded version of the article. */
export const processed = ({ id, key, versionId }: Uploaded): Promise<ArticleRecord> =>
  until(`the API shows ${key}`, async () => {
    const response = await request(`/articles/${id}`);
    if (response.status === 404) return null;
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    const article = (await response.json()) as ArticleRecord;
    return article.head.versionId === versionId ? article : null;
  });

/** How many messages a queue holds, in work or not. */
export async function messagesIn(output: 'QueueUrl' | 'DeadLetterQueueUrl'): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: deployment().outputs[output],
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

/** Waits until no event is left to work off. */
export const queueWorkedOff = (): Promise<true> =>
  until('the queue is empty', async () => ((await messagesIn('QueueUrl')) === 0 ? true : null));
