import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  CREDENTIALS,
  FAILED_QUEUE,
  INGEST_QUEUE,
  LEDGER_TABLE,
  REGION,
  TEXTS_BUCKET,
} from '../../../local/names.ts';
import { createAuditTable } from '../../../shared/aws/createAuditTable.ts';
import { createDynamoTable } from '../../../shared/aws/dynamoTable.ts';
import { createS3ArticleStore } from '../../../shared/aws/s3ArticleStore.ts';
import { createS3TextBucket } from '../../../shared/aws/s3TextBucket.ts';
import { createS3UploadBucket } from '../../../shared/aws/s3UploadBucket.ts';
import { createSqsQueue } from '../../../shared/aws/sqsQueue.ts';
import { createDenyList } from '../../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../../shared/ledger/createLedger.ts';
import { nameRegistry } from '../../../shared/ledger/nameRegistry.ts';
import { CommandError, EXIT } from '../../exitCodes.ts';
import { connectionOf, runningStack, type TargetFlags } from '../../target.ts';

/**
 * Which deployment an operator's command works on. With none of its parts named, by option or environment, it is the stack that
 * `claimwire connect` named, unless a data folder is, and then the running embedded one.
 */
export interface OpsFlags extends Pick<TargetFlags, 'data' | 'region'> {
  readonly bucket?: string;
  readonly textsBucket?: string;
  readonly table?: string;
  readonly queueUrl?: string;
  readonly dlqUrl?: string;
}

type Setting = 'bucket' | 'textsBucket' | 'table' | 'queueUrl' | 'dlqUrl';

/** How each setting is named, and what the deployment's outputs call its value. */
const SETTINGS: Readonly<Record<Setting, { flag: string; variable: string; output: string }>> = {
  bucket: { flag: '--bucket', variable: 'CLAIMWIRE_BUCKET', output: 'ArticlesBucketName' },
  textsBucket: { flag: '--texts-bucket', variable: 'CLAIMWIRE_TEXTS_BUCKET', output: 'TextsBucketName' },
  table: { flag: '--table', variable: 'CLAIMWIRE_TABLE', output: 'TableName' },
  queueUrl: { flag: '--queue-url', variable: 'CLAIMWIRE_QUEUE_URL', output: 'QueueUrl' },
  dlqUrl: { flag: '--dlq-url', variable: 'CLAIMWIRE_DLQ_URL', output: 'DeadLetterQueueUrl' },
};

export type OpsConnection = ReturnType<typeof connectOps>;

/**
 * The parts of a Claimwire that operators' commands work on, each made when it is first asked for: a command needs only the settings
 * of the parts it uses. AWS is reached as its SDK is set up by the environment (AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL).
 *
 * @throws CommandError when no deployment is named or connected and no embedded stack runs; from a part when its setting is missing
 */
export function connectOps(flags: OpsFlags, environment: Readonly<Record<string, string | undefined>>) {
  const named = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { variable }]) => [
      name,
      flags[name as Setting] ?? (environment[variable] || undefined),
    ]),
  ) as Record<Setting, string | undefined>;
  const isNamed = Object.values(named).some((value) => value !== undefined);
  const settings = isNamed ? namedSettings() : (connectedSettings() ?? embeddedSettings());

  function namedSettings() {
    const region = flags.region ?? (environment.AWS_REGION || undefined);
    const aws = region === undefined ? {} : { region };
    const isEmulated = (service: string) =>
      Boolean(environment[`AWS_ENDPOINT_URL_${service}`] || environment.AWS_ENDPOINT_URL);
    return {
      ...named,
      s3: { ...aws, ...(isEmulated('S3') && { forcePathStyle: true }) },
      // An emulator's queue URLs have hosts that need not resolve: the endpoint is what counts.
      sqs: { ...aws, ...(isEmulated('SQS') && { useQueueUrlAsEndpoint: false }) },
      dynamodb: aws,
    };
  }
  function connectedSettings() {
    const connected = connectionOf(flags, environment);
    if (connected === null) return null;
    const { endpoint, outputs } = connected;
    const values = Object.entries(SETTINGS).map(([name, { output }]) => [name, outputs[output]]);
    // The stack's own region, whatever AWS_REGION says: it is in no other.
    const aws = { region: outputs.Region, ...(endpoint === null ? {} : { endpoint }) };
    return {
      ...(Object.fromEntries(values) as Record<Setting, string | undefined>),
      s3: { ...aws, ...(endpoint !== null && { forcePathStyle: true }) },
      sqs: aws,
      dynamodb: aws,
    };
  }
  function embeddedSettings() {
    const { bucket, s3Endpoint, dynamodbEndpoint } = runningStack(flags, environment);
    const aws = { region: REGION, credentials: CREDENTIALS };
    return {
      bucket,
      textsBucket: TEXTS_BUCKET,
      table: LEDGER_TABLE,
      queueUrl: `${s3Endpoint}/000000000000/${INGEST_QUEUE}`,
      dlqUrl: `${s3Endpoint}/000000000000/${FAILED_QUEUE}`,
      s3: { ...aws, endpoint: s3Endpoint, forcePathStyle: true },
      sqs: { ...aws, endpoint: s3Endpoint },
      dynamodb: { ...aws, endpoint: dynamodbEndpoint },
    };
  }
  const setting = (name: Setting): string => {
    const value = settings[name];
    if (value !== undefined) return value;
    const { flag, variable, output } = SETTINGS[name];
    throw new CommandError(
      `This needs ${flag} or ${variable}: the deployment's output ${output}. With no such setting, it works on the stack that "claimwire connect" named, or on the embedded one.`,
      EXIT.usage,
    );
  };

  const opened: { destroy(): void }[] = [];
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => {
      made ??= { value: make() };
      return made.value;
    };
  };
  const client = <T extends { destroy(): void }>(make: () => T) =>
    once(() => {
      const made = make();
      opened.push(made);
      return made;
    });
  const s3 = client(() => new S3Client(settings.s3));
  const sqs = client(() => new SQSClient(settings.sqs));
  const dynamodb = client(() => new DynamoDBClient(settings.dynamodb));
  const table = once(() => createDynamoTable({ client: dynamodb(), tableName: setting('table') }));

  return {
    table,
    audit: once(() => createAuditTable({ client: dynamodb(), tableName: setting('table') })),
    ledger: once(() => createLedger(table())),
    names: once(() => nameRegistry(table(), Date.now)),
    denyList: once(() => createDenyList(table())),
    store: once(() => createS3ArticleStore({ client: s3(), textsBucket: setting('textsBucket') })),
    uploads: once(() => createS3UploadBucket({ client: s3(), bucket: setting('bucket') })),
    texts: once(() => createS3TextBucket({ client: s3(), bucket: setting('textsBucket') })),
    queueUrl: () => setting('queueUrl'),
    queue: once(() => createSqsQueue({ client: sqs(), queueUrl: setting('queueUrl') })),
    deadLetters: once(() => createSqsQueue({ client: sqs(), queueUrl: setting('dlqUrl') })),
    close: () => {
      for (const each of opened) each.destroy();
    },
  };
}
