import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretReader } from './createSecretReader.ts';

/** Stands for Secrets Manager, of which no server can be had: speaks the little of its protocol that is needed. */
let server: Server;
let answers: { status: number; body: object }[];
let asked: unknown[];
let client: SecretsManagerClient;
const found = { status: 200, body: { Name: 'cursors', SecretString: 'abc' } };
const missing = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such secret' } };

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer(async (request, response) => {
    asked.push(JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()));
    const { status, body } = answers.shift()!;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describe('the secret reader', () => {
  it('asks once and keeps the secret', async () => {
    answers = [found];
    const read = createSecretReader({ client, secretId: 'cursors' });
    expect([await read(), await read()]).toEqual(['abc', 'abc']);
    expect(asked).toEqual([{ SecretId: 'cursors' }]);
  });

  it('says that it may be tried again when the secret cannot be read, and then does', async () => {
    answers = [missing, { status: 200, body: { Name: 'cursors' } }, found];
    const read = createSecretReader({ client, secretId: 'cursors' });
    await expect(read()).rejects.toMatchObject({
      name: 'TransientError',
      code: 'secret.unavailable',
      message: 'The secret cursors cannot be read: ResourceNotFoundException.',
    });
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('it holds no text') });
    expect(await read()).toBe('abc');
  });
});
