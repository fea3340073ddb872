import { resolve } from 'node:path';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { CREDENTIALS, REGION } from '../local/names.ts';
import { type EmbeddedState, readState } from '../local/stateFile.ts';
import { type Connection, readConnection } from './connection.ts';
import { CommandError, EXIT } from './exitCodes.ts';

/**
 * Which Claimwire a command talks to, as the command line says. What it does not say, the environment does; then it is the
 * stack that `claimwire connect` named, and then the embedded one. A data folder that is named means the embedded one.
 */
export interface TargetFlags {
  readonly data?: string;
  readonly apiUrl?: string;
  readonly apiKey?: string;
  readonly bucket?: string;
  readonly region?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface ApiTarget {
  readonly url: string;
  readonly key: string | null;
}

export interface BucketTarget {
  readonly bucket: string;
  readonly client: S3ClientConfig;
}

/** Where the embedded stack keeps its data unless told otherwise: beside the code, whatever folder a command is run from. */
export function dataFolder(flags: TargetFlags, environment: Environment): string {
  const named = flags.data ?? setting(environment, 'CLAIMWIRE_DATA');
  return named === undefined ? resolve(import.meta.dirname, '..', '.claimwire') : resolve(named);
}

/**
 * The API to ask: the one that is named, that of the connected stack, or that of the running embedded stack.
 *
 * @throws CommandError when none is named and none runs, or the URL is none
 */
export function apiTarget(flags: TargetFlags, environment: Environment): ApiTarget {
  const url = flags.apiUrl ?? setting(environment, 'CLAIMWIRE_API_URL');
  const key = flags.apiKey ?? setting(environment, 'CLAIMWIRE_API_KEY') ?? null;
  if (url === undefined) {
    const connected = connectionOf(flags, environment);
    // The connection's key goes to its own API alone.
    if (connected !== null) return { url: connected.apiUrl, key: key ?? connected.apiKey };
    return { url: runningStack(flags, environment).apiUrl, key: null };
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CommandError(
      `The API's address must be an http or https URL, not "${url}". Set --api-url or CLAIMWIRE_API_URL to what the deployment printed.`,
      EXIT.usage,
    );
  }
  return { url: url.replace(/\/+$/, ''), key };
}

/**
 * The bucket to upload to: the one that is named or the connected stack's, by AWS's usual settings and credentials, or that
 * of the running embedded stack.
 *
 * @throws CommandError when an API is named but no bucket, or nothing is named and no stack runs
 */
export function bucketTarget(flags: TargetFlags, environment: Environment): BucketTarget {
  const bucket = flags.bucket ?? setting(environment, 'CLAIMWIRE_BUCKET');
  if (bucket !== undefined) {
    const region = flags.region ?? setting(environment, 'AWS_REGION');
    const emulated = setting(environment, 'AWS_ENDPOINT_URL_S3') ?? setting(environment, 'AWS_ENDPOINT_URL');
    return {
      bucket,
      client: {
        ...(region === undefined ? {} : { region }),
        ...(emulated === undefined ? {} : { forcePathStyle: true }),
      },
    };
  }
  if (namesUrl(flags, environment)) {
    throw new CommandError(
      'An API is named but no bucket to upload to. Name it with --bucket or CLAIMWIRE_BUCKET.',
      EXIT.usage,
    );
  }
  const connected = connectionOf(flags, environment);
  if (connected !== null) {
    const { endpoint, outputs } = connected;
    return {
      bucket: outputs.ArticlesBucketName,
      // The bucket's own region, whatever AWS_REGION says: it is in no other.
      client: { region: outputs.Region, ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }) },
    };
  }
  const stack = runningStack(flags, environment);
  return {
    bucket: stack.bucket,
    client: {
      endpoint: stack.s3Endpoint,
      region: REGION,
      credentials: CREDENTIALS,
      forcePathStyle: true,
    },
  };
}

/** Whether an API is named, by flag, environment or connection, and the embedded stack is not meant. */
export const namesApi = (flags: TargetFlags, environment: Environment): boolean =>
  namesUrl(flags, environment) || connectionOf(flags, environment) !== null;

const namesUrl = (flags: TargetFlags, environment: Environment): boolean =>
  (flags.apiUrl ?? setting(environment, 'CLAIMWIRE_API_URL')) !== undefined;

/** The connected stack, unless a data folder says that the embedded one is meant. */
export const connectionOf = (flags: TargetFlags, environment: Environment): Connection | null =>
  (flags.data ?? setting(environment, 'CLAIMWIRE_DATA')) === undefined ? readConnection(environment) : null;

/** @throws CommandError when no stack runs on the data folder */
export function runningStack(flags: TargetFlags, environment: Environment): EmbeddedState {
  const folder = dataFolder(flags, environment);
  const state = readState(folder);
  if (state !== null) return state;
  throw new CommandError(
    `No Claimwire is running on ${folder}. Start one with "npx claimwire up", or name a deployed one with "npx claimwire connect", --api-url or CLAIMWIRE_API_URL.`,
    EXIT.unreachable,
  );
}

/** An empty variable counts as not set. */
const setting = (environment: Environment, name: string): string | undefined =>
  environment[name] === '' ? undefined : environment[name];
