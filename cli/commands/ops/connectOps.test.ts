import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeConnection } from '../../connection.ts';
import { connectOps } from './connectOps.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'claimwire-connect-ops-'));
  writeConnection(
    { XDG_CONFIG_HOME: home },
    {
      stack: 'claimwire-dev',
      endpoint: null,
      apiUrl: 'https://api.example/v1',
      apiKey: 'k',
      outputs: {
        Region: 'eu-west-1',
        ArticlesBucketName: 'connected-uploads',
        ApiUrl: 'https://api.example/v1/',
        RestApiId: 'r',
        ApiKeyId: 'i',
        QueueUrl: 'https://sqs.example/connected',
      },
    },
  );
});
afterAll(() => rm(home, { recursive: true }));

describe('connectOps', () => {
  it('works on the connected stack when nothing is named', () => {
    const ops = connectOps({}, { XDG_CONFIG_HOME: home });
    expect(ops.uploads().name).toBe('connected-uploads');
    expect(ops.queueUrl()).toBe('https://sqs.example/connected');
    ops.close();
  });

  it('never mixes what is named with another stack’s parts', () => {
    const ops = connectOps({ bucket: 'mine' }, { XDG_CONFIG_HOME: home, AWS_REGION: 'eu-west-1' });
    expect(ops.uploads().name).toBe('mine');
    expect(() => ops.queueUrl()).toThrow(/needs --queue-url or CLAIMWIRE_QUEUE_URL/);
    ops.close();
  });

  it('says how to name a part that the connected stack does not tell of', () => {
    const ops = connectOps({}, { XDG_CONFIG_HOME: home });
    expect(() => ops.table()).toThrow(/needs --table or CLAIMWIRE_TABLE: the deployment's output TableName/);
    ops.close();
  });

  it('takes a data folder for the embedded stack, connected or not', () => {
    expect(() => connectOps({ data: join(home, 'none') }, { XDG_CONFIG_HOME: home })).toThrow(
      /No Claimwire is running on /,
    );
  });
});
