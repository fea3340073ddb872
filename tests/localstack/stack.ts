import { describe, inject, it } from 'vitest';
import { driveStack, type StackOutputs } from './driveStack.ts';

const provided = inject('deployment');

/** `describe`, left out where there is no LocalStack. */
export const describeOnLocalStack = describe.skipIf(provided === null);

/** `describe`, left out where the emulators are not installed on this machine. */
export const describeOnHost = describe.skipIf(provided?.kind !== 'host');

/**
 * `it`, for what a LocalStack without this project's corrections (host/plugin) gets wrong: it gives all S3 events one sequencer,
 * which makes them one event to the ledger, and takes no notice of a function's log group. Left out there.
 */
export const itWhenCorrected = it.skipIf(provided?.corrected === false);

/** The stack on LocalStack. Only for the inside of tests and hooks, as all below. */
export const deployment = () => {
  if (provided === null) throw new Error('There is no LocalStack: use describeOnLocalStack.');
  return provided;
};

export const {
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
} = driveStack(provided ?? { endpoint: '', outputs: {} as StackOutputs });
