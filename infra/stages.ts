import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs between a stack to try things on and the one that readers depend on. Everything else is the same. */
export interface StageSettings {
  readonly name: StageName;
  /** Keep articles, texts, ledger and logs when the stack goes, and let nobody delete the stack or its table by mistake. */
  readonly retainData: boolean;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO';
  /** How long an upload that was replaced or deleted can still be brought back. */
  readonly keepReplacedUploads: Duration;
  /** Articles in work at once. */
  readonly ingestConcurrency: number;
  /** What one API key may ask for. */
  readonly perKey: Throttle & { readonly requestsPerDay: number };
  /** What all keys together may ask for. */
  readonly allKeys: Throttle;
}

interface Throttle {
  readonly requestsPerSecond: number;
  /** Requests at once, before the rate counts. */
  readonly burst: number;
}

export type StageName = 'dev' | 'prod';

const stages: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    name: 'dev',
    retainData: false,
    logRetention: RetentionDays.ONE_WEEK,
    logLevel: 'DEBUG',
    keepReplacedUploads: Duration.days(7),
    // Enough to see parallel work; a new AWS account has 10 function instances in all.
    ingestConcurrency: 5,
    perKey: { requestsPerSecond: 10, burst: 20, requestsPerDay: 10_000 },
    allKeys: { requestsPerSecond: 20, burst: 40 },
  },
  prod: {
    name: 'prod',
    retainData: true,
    logRetention: RetentionDays.THREE_MONTHS,
    logLevel: 'INFO',
    // A quarter to notice that a feed overwrote its articles.
    keepReplacedUploads: Duration.days(90),
    // Some 40 articles a second at 0.5 s each, 3 million a day. At 60 write units an article that is 2,400 a second,
    // within the 4,000 that a new on-demand table takes at once.
    ingestConcurrency: 20,
    perKey: { requestsPerSecond: 50, burst: 100, requestsPerDay: 1_000_000 },
    // Four busy keys. At 0.1 s a request 20 function instances.
    allKeys: { requestsPerSecond: 200, burst: 400 },
  },
};

/**
 * Settings of a stage.
 * @param name as given by `-c stage=…`; `dev` when nothing is given
 * @throws Error that lists the stages there are
 */
export function stageSettings(name: unknown = 'dev'): StageSettings {
  if (name === 'dev' || name === 'prod') return stages[name];
  throw new Error(
    `There is no stage ${JSON.stringify(name)}. Choose one of ${Object.keys(stages).join(', ')}, for example: npx cdk deploy -c stage=dev`,
  );
}
