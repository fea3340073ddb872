import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { MODEL_FILES, modelFolder, SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';

/** What differs between a stack to try things on and the one that readers depend on. Everything else is the same. */
export interface StageSettings {
  readonly name: StageName;
  /** Keep articles, texts, ledger and logs when the stack goes, and let nobody delete the stack or its table by mistake. */
  readonly retainData: boolean;
  /** Folder of the model that articles are read with. */
  readonly model: string;
  /** A table restored from a backup, to be the ledger in place of the stack's own; null: the stack's own. */
  readonly restoredTable: string | null;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO';
  /** How long an upload that was replaced or deleted can still be brought back. */
  readonly keepReplacedUploads: Duration;
  /** Articles in work at once. */
  readonly ingestConcurrency: number;
  /** Instances of the query function that the account sets aside for it, and the most it may have; null: as many as are free. */
  readonly queryConcurrency: number | null;
  /** What one API key may ask for. */
  readonly perKey: Throttle & { readonly requestsPerDay: number };
  /** What all keys together may ask for. */
  readonly allKeys: Throttle;
  /** Hours without any processed article that are a fault, 1 to 168; null: silence is none. */
  readonly silentHours: number | null;
  /** Publishers whose silence is a fault of its own. Each is a metric and an alarm: some $0.40 a month. */
  readonly watchedPublishers: readonly WatchedPublisher[];
  /** Who gets a mail when an alarm goes off and when it is over; null: nobody yet (the topic is among the outputs). */
  readonly alarmEmail: string | null;
  /** Where operators read docs/operations.md; alarms link to its sections. */
  readonly runbook: string;
}

interface Throttle {
  readonly requestsPerSecond: number;
  /** Requests at once, before the rate counts. */
  readonly burst: number;
}

export interface WatchedPublisher {
  /** As articles name it; letter case and accents do not matter. */
  readonly name: string;
  /** 1 to 168. */
  readonly silentHours: number;
}

export type StageName = 'dev' | 'prod';

const RUNBOOK = 'docs/operations.md';

const stages: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    name: 'dev',
    model: SHIPPED_MODELS.default,
    retainData: false,
    restoredTable: null,
    logRetention: RetentionDays.ONE_WEEK,
    logLevel: 'DEBUG',
    keepReplacedUploads: Duration.days(7),
    // Enough to see parallel work; a new AWS account has 10 function instances in all.
    ingestConcurrency: 5,
    // An account must keep 100 instances that nobody has set aside: a new one has none to give.
    queryConcurrency: null,
    perKey: { requestsPerSecond: 10, burst: 20, requestsPerDay: 10_000 },
    allKeys: { requestsPerSecond: 20, burst: 40 },
    silentHours: null,
    // Of the sample articles: a watch to try things on.
    watchedPublishers: [{ name: 'The Harbour Courier', silentHours: 24 }],
    alarmEmail: null,
    runbook: RUNBOOK,
  },
  prod: {
    name: 'prod',
    model: SHIPPED_MODELS.default,
    retainData: true,
    restoredTable: null,
    logRetention: RetentionDays.THREE_MONTHS,
    logLevel: 'INFO',
    // A quarter to notice that a feed overwrote its articles.
    keepReplacedUploads: Duration.days(90),
    // Some 40 articles a second at 0.5 s each, 3 million a day. At 60 write units an article that is 2,400 a second,
    // within the 4,000 that a new on-demand table takes at once.
    ingestConcurrency: 20,
    // 200 requests a second at 0.1 s are 20; the rest is for slow ones. Whatever else runs in the account, readers have these.
    queryConcurrency: 50,
    perKey: { requestsPerSecond: 50, burst: 100, requestsPerDay: 1_000_000 },
    // Four busy keys. At 0.1 s a request 20 function instances.
    allKeys: { requestsPerSecond: 200, burst: 400 },
    // News stops for no weekend; nothing in a day means that nothing arrives.
    silentHours: 24,
    // For example: { name: 'The Harbour Courier', silentHours: 6 }
    watchedPublishers: [],
    alarmEmail: null,
    runbook: RUNBOOK,
  },
};

/**
 * Settings of a stage.
 * @param name as given by `-c stage=…`; `dev` when nothing is given
 * @param deployer what whoever deploys may say besides (`-c model=…`, `-c alarmEmail=…`, `-c runbook=…`): which model, by name or
 *   folder, is a choice of speed; an address is nobody else's business; where the runbook is read depends on where the project lies
 * @throws Error that lists the stages or the models there are
 */
export function stageSettings(
  name: unknown = 'dev',
  deployer: { readonly model?: string; readonly alarmEmail?: string; readonly runbook?: string } = {},
): StageSettings {
  if (name === 'dev' || name === 'prod') {
    const { model, alarmEmail, runbook } = deployer;
    return {
      ...stages[name],
      ...(model && { model: deployedModel(model) }),
      ...(alarmEmail && { alarmEmail }),
      ...(runbook && { runbook }),
    };
  }
  throw new Error(
    `There is no stage ${JSON.stringify(name)}. Choose one of ${Object.keys(stages).join(', ')}, for example: npx cdk deploy -c stage=dev`,
  );
}

function deployedModel(choice: string): string {
  const folder = modelFolder(choice);
  const missing = MODEL_FILES.filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return folder;
  throw new Error(
    `There is no model ${JSON.stringify(choice)}: ${folder} lacks ${missing.join(', ')}. Choose one of ${Object.keys(SHIPPED_MODELS).join(', ')}, or name the folder of your own, for example: npx cdk deploy -c model=fast`,
  );
}
