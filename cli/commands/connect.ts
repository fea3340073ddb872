import { readFileSync } from 'node:fs';
import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { get } from '../api.ts';
import {
  type Connection,
  forgetConnection,
  pathOfApi,
  stackOutputs,
  writeConnection,
} from '../connection.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCodes.ts';
import { writeLine } from '../terminal/writeLine.ts';

export interface ConnectFlags {
  readonly stack?: string;
  readonly outputs?: string;
  readonly region?: string;
  readonly forget?: boolean;
}

type Outputs = Connection['outputs'];

interface Stack {
  readonly name: string;
  readonly outputs: Outputs;
}

const outputsFile = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Has the other commands talk to a deployed stack, by its outputs: of CloudFormation, or of the file that
 * `cdk deploy --outputs-file` wrote. Nothing is kept unless the API answers.
 *
 * @throws CommandError when there is no such stack, or it or its API cannot be reached
 */
export async function connect(flags: ConnectFlags): Promise<ExitCode> {
  if (flags.forget === true) {
    forgetConnection(process.env);
    await writeLine('Not connected any more.');
    return EXIT.done;
  }
  const { name, outputs } = await findStack(flags);
  const endpoint = process.env.AWS_ENDPOINT_URL || null;
  const made: Connection = {
    stack: name,
    endpoint,
    apiUrl: addressOfApi(outputs, endpoint),
    apiKey: await readApiKey(outputs),
    outputs,
  };
  if ((await get({ url: made.apiUrl, key: made.apiKey }, '/health')) === null) {
    throw new CommandError(`${made.apiUrl} has no /health. Is it a Claimwire API?`, EXIT.unreachable);
  }
  const file = writeConnection(process.env, made);
  await writeLine(`Connected to ${name} in ${outputs.Region}: ${made.apiUrl}`);
  await writeLine(`Kept in ${file}; "claimwire connect --forget" takes it away.`);
  return EXIT.done;
}

async function findStack({ stack, outputs, region }: ConnectFlags): Promise<Stack> {
  if (outputs !== undefined) return readOutputsFile(outputs, stack);
  if (stack !== undefined) return await describeStack(stack, region);
  throw new CommandError(
    'What to connect to? Name a stack with --stack (claimwire-dev), or the file that "cdk deploy --outputs-file" wrote with --outputs.',
    EXIT.usage,
  );
}

function readOutputsFile(file: string, wanted: string | undefined): Stack {
  let stacks: z.infer<typeof outputsFile>;
  try {
    stacks = outputsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new CommandError(
      `${file} cannot be read as what "cdk deploy --outputs-file" writes: ${(cause as Error).message}`,
      EXIT.usage,
      cause,
    );
  }
  const names = Object.keys(stacks);
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  const found = name === undefined ? undefined : stacks[name];
  if (name === undefined || found === undefined) {
    throw new CommandError(
      `${file} has ${names.join(', ') || 'no stack'}. Choose one with --stack.`,
      EXIT.usage,
    );
  }
  return { name, outputs: parseOutputs(name, found) };
}

async function describeStack(name: string, region: string | undefined): Promise<Stack> {
  const client = new CloudFormationClient({ ...(region !== undefined && { region }) });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const pairs = Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? [];
    return { name, outputs: parseOutputs(name, Object.fromEntries(pairs)) };
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    if (/does not exist/.test((cause as Error).message)) {
      throw new CommandError(
        `There is no stack ${name} in ${await client.config.region()}. Deploy it with "npx cdk deploy", or choose its region with --region.`,
        EXIT.usage,
        cause,
      );
    }
    throw unreachable(`The outputs of ${name} could not be read`, cause);
  } finally {
    client.destroy();
  }
}

function parseOutputs(name: string, outputs: unknown): Outputs {
  const parsed = stackOutputs.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new CommandError(
    `${name} is no Claimwire of this version: its outputs lack ${missing.join(', ')}. Deploy it again.`,
    EXIT.usage,
  );
}

async function readApiKey({ ApiKeyId, Region }: Outputs): Promise<string> {
  const client = new APIGatewayClient({ region: Region });
  try {
    const { value } = await client.send(new GetApiKeyCommand({ apiKey: ApiKeyId, includeValue: true }));
    if (value) return value;
    throw new Error('it came without a value');
  } catch (cause) {
    throw unreachable(`The API key ${ApiKeyId} could not be read (apigateway:GET)`, cause);
  } finally {
    client.destroy();
  }
}

/** An emulator serves APIs below its own address: nothing resolves the host that stands in the outputs. */
function addressOfApi({ ApiUrl, RestApiId }: Outputs, endpoint: string | null): string {
  const url =
    endpoint === null
      ? ApiUrl
      : `${endpoint.replace(/\/+$/, '')}/_aws/execute-api/${RestApiId}${pathOfApi(ApiUrl)}`;
  return url.replace(/\/+$/, '');
}

function unreachable(what: string, cause: unknown): CommandError {
  const { name, message } = cause as Error;
  const why =
    name === 'CredentialsProviderError'
      ? 'no AWS credentials were found. Set them as for the AWS CLI.'
      : /region is missing/i.test(message)
        ? 'no AWS region is set. Set --region or AWS_REGION.'
        : `${name}: ${message}`;
  return new CommandError(`${what}: ${why}`, EXIT.unreachable, cause);
}
