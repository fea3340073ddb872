import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetApiKeysCommand, GetRestApisCommand, GetUsagePlansCommand } from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListQueuesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import type { ArticleRecord } from '../../shared/ledger/ledger.ts';
import { report } from './articles.ts';
import { cdk, STACK } from './cdk.ts';
import {
  apiGateway,
  deployment,
  describeOnLocalStack,
  dynamodb,
  get,
  iam,
  itWhenCorrected,
  lambda,
  listArticles,
  logs,
  messagesIn,
  processed,
  s3,
  secrets,
  sqs,
  upload,
} from './stack.ts';

const UNCHANGED = 'Number of stacks with differences: 0';
const CHANGED_APP = ['--app', 'node tests/localstack/changedApp.ts'];

describeOnLocalStack('the stack', () => {
  it('has no difference to its source after a deployment', async () => {
    expect(await cdk(deployment(), 'diff')).toContain(UNCHANGED);
  });

  it('is updated in place and keeps its data', async () => {
    const { folder, outputs } = deployment();
    const before = await processed(await upload('lifecycle/before.txt', report('Amalia Rosenqvist')));
    expect(await cdk(deployment(), 'diff', ...CHANGED_APP)).not.toContain(UNCHANGED);

    const file = join(folder, 'outputs-updated.json');
    const update = ['deploy', '--all', '--require-approval', 'never', '--outputs-file', file];
    await cdk(deployment(), ...update, ...CHANGED_APP);

    expect(JSON.parse(readFileSync(file, 'utf8'))[STACK]).toEqual(outputs);
    expect(await cdk(deployment(), 'diff', ...CHANGED_APP)).toContain(UNCHANGED);
    for (const FunctionName of [outputs.IngestFunctionName, outputs.QueryFunctionName]) {
      const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(Environment?.Variables).toMatchObject({ POWERTOOLS_LOG_LEVEL: 'INFO' });
    }
    const { items: plans = [] } = await apiGateway.send(new GetUsagePlansCommand({}));
    expect(plans.find(({ name }) => name === STACK)?.quota?.limit).toBe(12_345);

    expect(await get(`/articles/${before.head.id}`)).toEqual(before);
    const after = await processed(await upload('lifecycle/after.txt', report('Cornelius Abara')));
    expect(after.claims.map(({ sourceName }) => sourceName)).toContain('Cornelius Abara');
  });

  it('loses and doubles nothing when it is deployed in the middle of a burst', async () => {
    const given = await messagesIn('DeadLetterQueueUrl');
    // LocalStack ends the functions that it replaces in the middle of their work; AWS lets them finish. What they had in hand
    // comes back after the visibility time-out: half an hour, but for this.
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: deployment().outputs.QueueUrl,
        Attributes: { VisibilityTimeout: '15' },
      }),
    );
    let deployed = false;
    // Back to the app as it was: both functions change.
    const deploying = cdk(deployment(), 'deploy', '--all', '--require-approval', 'never').finally(() => {
      deployed = true;
    });
    const uploads: Awaited<ReturnType<typeof upload>>[] = [];
    // A page of the list holds 100.
    while (!deployed && uploads.length < 100) {
      const key = `burst/${uploads.length}.txt`;
      const Metadata = { publisher: 'Burst Gazette' };
      uploads.push(await upload(key, report(`Wilhelmina Frost ${uploads.length}`), { Metadata }));
      await sleep(300);
    }
    await deploying;

    // One after the other: a hundred who wait at once would keep the machine from the work they wait for.
    const articles: ArticleRecord[] = [];
    for (const article of uploads) articles.push(await processed(article));
    expect(articles.every(({ claims }) => claims.length === articles[0]!.claims.length)).toBe(true);
    const { items } = await listArticles('publisher=Burst%20Gazette&limit=100');
    expect(items.map(({ id }) => id).sort()).toEqual(uploads.map(({ id }) => id).sort());
    expect(await messagesIn('DeadLetterQueueUrl')).toBe(given);
    console.log(`deployed in the middle of a burst: ${uploads.length} articles, none lost, none doubled`);
  });

  itWhenCorrected('is destroyed with all its data, and leaves nothing', async () => {
    expect(await leftOvers()).not.toEqual({});

    await cdk(deployment(), 'destroy', '--all', '--force', ...CHANGED_APP);

    expect(await leftOvers()).toEqual({});
  });
});

/** Names of what is there of the stack, by kind; kinds of which nothing is there are left out. */
async function leftOvers(): Promise<Record<string, string[]>> {
  const { ApiKeyId } = deployment().outputs;
  const [buckets, tables, queues, functions, sources, groups, roles, secretList, apis, keys, plans] =
    await Promise.all([
      s3.send(new ListBucketsCommand({})),
      dynamodb.send(new ListTablesCommand({})),
      sqs.send(new ListQueuesCommand({})),
      lambda.send(new ListFunctionsCommand({})),
      lambda.send(new ListEventSourceMappingsCommand({})),
      logs.send(new DescribeLogGroupsCommand({})),
      iam.send(new ListRolesCommand({})),
      secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true })),
      apiGateway.send(new GetRestApisCommand({})),
      apiGateway.send(new GetApiKeysCommand({})),
      apiGateway.send(new GetUsagePlansCommand({})),
    ]);
  const all: Record<string, (string | undefined)[]> = {
    buckets: (buckets.Buckets ?? []).map(({ Name }) => Name),
    tables: tables.TableNames ?? [],
    queues: (queues.QueueUrls ?? []).map((url) => url.split('/').at(-1)),
    functions: (functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    eventSources: (sources.EventSourceMappings ?? []).map(({ FunctionArn }) =>
      FunctionArn?.split(':').at(-1),
    ),
    logGroups: (groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
    roles: (roles.Roles ?? []).map(({ RoleName }) => RoleName),
    secrets: (secretList.SecretList ?? []).map(({ Description }) => Description),
    apis: (apis.items ?? []).map(({ name }) => name),
    apiKeys: (keys.items ?? []).flatMap(({ id }) => (id === ApiKeyId ? [STACK] : [])),
    usagePlans: (plans.items ?? []).map(({ name }) => name),
  };
  const ours = Object.entries(all).map(([kind, names]): [string, string[]] => [
    kind,
    names.filter((name) => name !== undefined).filter((name) => /claimwire[- ]dev/i.test(name)),
  ]);
  return Object.fromEntries(ours.filter(([, names]) => names.length > 0));
}
