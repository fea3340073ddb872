import { FAILED_QUEUE, INGEST_QUEUE } from '../../local/names.ts';
import { readState } from '../../local/stateFile.ts';
import { get } from '../api.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { apiTarget, dataFolder, namesApi, type TargetFlags } from '../target.ts';
import { style } from '../terminal/style.ts';
import { writeLine } from '../terminal/writeLine.ts';

export interface StatusFlags extends TargetFlags {
  readonly json?: boolean;
}

interface Queue {
  readonly name: string;
  readonly approximateMessageCount: number;
  readonly approximateInflightCount: number;
  readonly approximateDelayedCount: number;
}

/** Says whether Claimwire is up, where, and what waits to be done. @returns exit code 3 when it is not up */
export async function status(flags: StatusFlags): Promise<ExitCode> {
  const folder = dataFolder(flags, process.env);
  const stack = namesApi(flags, process.env) ? null : readState(folder);
  if (stack === null && !namesApi(flags, process.env)) {
    if (flags.json === true) await writeLine(JSON.stringify({ running: false, dataDir: folder }));
    else await writeLine(`Not running on ${folder}. Start it with "npx claimwire up".`);
    return EXIT.unreachable;
  }
  const target = apiTarget(flags, process.env);
  await get(target, '/health');
  const queues =
    stack === null ? null : await get<Queue[]>({ url: stack.s3Endpoint, key: null }, '/_fauxqs/queues');
  const queue = (name: string) => queues?.find((candidate) => candidate.name === name);
  const waiting = queue(INGEST_QUEUE);
  const failed = queue(FAILED_QUEUE);
  const report = {
    running: true,
    api: target.url,
    ...(stack === null
      ? {}
      : {
          s3: stack.s3Endpoint,
          bucket: stack.bucket,
          inbox: stack.inbox,
          dataDir: folder,
          waiting: (waiting?.approximateMessageCount ?? 0) + (waiting?.approximateDelayedCount ?? 0),
          inWork: waiting?.approximateInflightCount ?? 0,
          failed: failed?.approximateMessageCount ?? 0,
        }),
  };
  if (flags.json === true) {
    await writeLine(JSON.stringify(report));
    return EXIT.done;
  }
  await writeLine(`${style('green', 'Running')}`);
  await line('API', report.api);
  if (stack !== null) {
    await line('S3', `${report.s3}  bucket ${report.bucket}`);
    await line('inbox', report.inbox ?? 'none');
    await line('data', folder);
    await line('queue', `${report.waiting} waiting, ${report.inWork} in work, ${report.failed} given up`);
  }
  return EXIT.done;
}

const line = (name: string, value: string) => writeLine(`  ${style('dim', name.padEnd(7))}${value}`);
