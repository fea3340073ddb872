import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TransientError } from '../errors.ts';

/**
 * Reads a text secret once and keeps it; a failed read is tried again at the next call.
 *
 * @param secretId name or ARN
 * @returns the read, which throws TransientError `secret.unavailable` when the secret cannot be had
 */
export function createSecretReader({
  client,
  secretId,
}: {
  client: SecretsManagerClient;
  secretId: string;
}): () => Promise<string> {
  let secret: string | undefined;
  return async () => {
    secret ??= await read(client, secretId);
    return secret;
  };
}

async function read(client: SecretsManagerClient, secretId: string): Promise<string> {
  try {
    const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (secret) return secret;
  } catch (error) {
    throw unavailable(secretId, error instanceof Error ? error.name : 'unknown failure', error);
  }
  throw unavailable(secretId, 'it holds no text');
}

const unavailable = (secretId: string, why: string, cause?: unknown): TransientError =>
  new TransientError(
    'secret.unavailable',
    `The secret ${secretId} cannot be read: ${why}.`,
    { secretId },
    cause,
  );
