import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../shared/ledger/keys.ts';
import { report } from './articles.ts';
import { ACCOUNT, cdk, REGION } from './cdk.ts';
import { driveStack, type StackOutputs, type Uploaded } from './driveStack.ts';
import { startMinistack } from './ministack/startMinistack.ts';
import { describeOnHost } from './stack.ts';
import { until } from './until.ts';

/** Its data outlives it, so it has no custom resource that empties buckets: ministack waits an hour for that one's answer. */
const STAGE = 'prod';
/** The name of each role's only policy (infra/lambdaFunction). */
const POLICY = 'function';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** LocalStack allows everything to everybody; ministack asks the policies, those of the buckets included. */
describeOnHost('a function that is held to its role', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimwire-ministack-'));
  let stop = async () => {};
  let driver: ReturnType<typeof driveStack>;
  let outputs: StackOutputs;
  /** An article that stays as it is. */
  let standing: Uploaded;

  beforeAll(async () => {
    const { endpoint, certificate, stop: stopServer } = await startMinistack(folder);
    stop = stopServer;
    const to = { endpoint, folder, certificate };
    const file = join(folder, 'outputs.json');
    await cdk(to, 'bootstrap', `aws://${ACCOUNT}/${REGION}`);
    await cdk(to, 'deploy', '-c', `stage=${STAGE}`, '--require-approval', 'never', '--outputs-file', file);
    outputs = JSON.parse(readFileSync(file, 'utf8'))[`claimwire-${STAGE}`];
    driver = driveStack({ endpoint, outputs });
    await nameSecretByArn();
    standing = await driver.upload('rights/standing.txt', report('Theodora Blixen'), {
      Metadata: { publisher: 'Rights Review' },
    });
    await driver.processed(standing);
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('may do all that it has to', async () => {
    const { upload, processed, request, s3 } = driver;
    await processed(await upload('rights/article.txt', report('Theodora Blixen')));
    const article = await upload('rights/article.txt', report('Valentin Horvath'));
    const { head, claims } = await processed(article);

    expect(claims.map(({ sourceName }) => sourceName)).toContain('Valentin Horvath');
    expect(head.textHash).toBe(sha256(report('Valentin Horvath')));
    expect(await statuses()).toEqual(queries().map(() => 200));
    expect((await processed(await upload('rights/empty.txt', ''))).head.status).toBe('refused');

    await s3.send(new DeleteObjectCommand({ Bucket: outputs.ArticlesBucketName, Key: article.key }));
    await until('the article is withdrawn', async () =>
      (await request(`/articles/${article.id}`)).status === 404 ? true : null,
    );
  });

  it('may do nothing that ingestion can do without', async () => {
    const { lambda, upload, s3 } = driver;
    // From here on the function gets its events from the test alone.
    const { EventSourceMappings: [source] = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: source!.UUID!, Enabled: false }));
    let round = 0;
    const worksOff = async () => {
      const key = `rights/${round++}.txt`;
      const first = await upload(key, report('Theodora Blixen'));
      const second = await upload(key, report('Valentin Horvath'));
      await s3.send(new DeleteObjectCommand({ Bucket: outputs.ArticlesBucketName, Key: key }));
      return (
        (await ingests('ObjectCreated:Put', first, 1)) &&
        (await ingests('ObjectCreated:Put', second, 2)) &&
        (await ingests('ObjectRemoved:DeleteMarkerCreated', { ...second, versionId: 'none' }, 3))
      );
    };
    expect(await worksOff()).toBe(true);
    expect(await spared(outputs.IngestFunctionName, worksOff)).toEqual([
      // ministack writes the log and polls the queue itself, and asks no role for it.
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      // Without it AWS answers 403 for what is not there; ministack answers 404 all the same.
      's3:ListBucket',
      // Used when an article fails for now; the failure is the same without it.
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ]);
  });

  it('may do nothing that answering queries can do without', async () => {
    const { lambda } = driver;
    const FunctionName = outputs.QueryFunctionName;
    const { Environment: environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    let round = 0;
    const answers = async () => {
      // Starts it anew: it reads its secret once.
      const Variables = { ...environment?.Variables, ROUND: String(round++) };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
      return (await statuses()).every((status) => status === 200);
    };
    expect(await answers()).toBe(true);
    expect(await spared(FunctionName, answers)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:ListBucket',
    ]);
  });

  /** Requests that touch everything: the lists by their indexes and without, the directory, an article, its text. */
  const queries = () => [
    '/articles',
    '/articles?publisher=Rights%20Review',
    '/articles?status=processed',
    '/articles?entity=Theodora%20Blixen',
    '/claims?source=Theodora%20Blixen',
    // Goes on: its cursor is signed.
    '/claims?publisher=Rights%20Review&limit=1',
    '/entities?prefix=theo',
    `/articles/${standing.id}`,
    `/articles/${standing.id}/text`,
  ];

  const statuses = () => Promise.all(queries().map(async (path) => (await driver.request(path)).status));

  /** Whether the function does what an event says, without a failure that would bring the event back. */
  async function ingests(eventName: string, { key, versionId }: Uploaded, order: number): Promise<boolean> {
    const object = { key, versionId, sequencer: String(order).padStart(18, '0') };
    const s3 = { bucket: { name: outputs.ArticlesBucketName }, object };
    const body = { Records: [{ eventSource: 'aws:s3', eventName, eventTime: new Date().toISOString(), s3 }] };
    const message = {
      messageId: key,
      receiptHandle: 'none',
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
    };
    const { Payload, FunctionError } = await driver.lambda.send(
      new InvokeCommand({
        FunctionName: outputs.IngestFunctionName,
        Payload: JSON.stringify({ Records: [message] }),
      }),
    );
    const answer = JSON.parse(Buffer.from(Payload!).toString('utf8'));
    return FunctionError === undefined && answer.batchItemFailures.length === 0;
  }

  /** Takes each right away from a function in turn: which of them does it not miss? */
  async function spared(functionName: string, works: () => Promise<boolean>): Promise<string[]> {
    const { document, put } = await policyOf(functionName);
    const notMissed: string[] = [];
    for (const [at, statement] of document.Statement.entries()) {
      for (const action of [statement.Action].flat()) {
        const Action = [statement.Action].flat().filter((other) => other !== action);
        await put(
          document.Statement.toSpliced(at, 1, ...(Action.length > 0 ? [{ ...statement, Action }] : [])),
        );
        if (await works()) notMissed.push(action);
      }
    }
    await put(document.Statement);
    return notMissed.sort();
  }

  /** The policy of a function's role, and how to put others in its place. */
  async function policyOf(FunctionName: string) {
    const { iam, lambda } = driver;
    const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const policy = { RoleName: Role!.split('/').at(-1)!, PolicyName: POLICY };
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand(policy));
    const document: { Version: string; Statement: Statement[] } = JSON.parse(
      decodeURIComponent(PolicyDocument!),
    );
    const put = (Statement: Statement[]) =>
      iam.send(
        new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify({ ...document, Statement }) }),
      );
    return { document, put };
  }

  /** `Ref` of a secret is its ARN on AWS and its name on ministack, which no policy can allow. */
  async function nameSecretByArn(): Promise<void> {
    const { secrets } = driver;
    const { document, put } = await policyOf(outputs.QueryFunctionName);
    const at = document.Statement.findIndex(({ Action }) => Action === 'secretsmanager:GetSecretValue');
    const statement = document.Statement[at]!;
    const { ARN } = await secrets.send(new DescribeSecretCommand({ SecretId: String(statement.Resource) }));
    await put(document.Statement.with(at, { ...statement, Resource: ARN! }));
  }
});
