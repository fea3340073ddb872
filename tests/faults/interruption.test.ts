import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ARTICLES_BUCKET } from '../../local/names.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { row } from './row.ts';
import { sayings, sayingText } from './sayingExtractor.ts';
import { type Fault, noFault } from './startFaultProxy.ts';
import { eventOf, type Rig, startRig } from './startRig.ts';

let rig: Rig;
let program: string;
beforeAll(async () => {
  rig = await startRig();
  // In one file, as the function is deployed: it starts in a third of the time.
  program = join(rig.folder, 'ingestProcess.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'ingestProcess.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterAll(() => rig.stop());
beforeEach(() => rig.begin());

/** An article that stands, and the event of a newer version of it: its writing has most steps. */
async function replacement(key: string): Promise<string> {
  await rig.upload(key, sayingText(`${key} old`, 4));
  await rig.deliver(rig.handlerOf(), rig.event(key));
  await rig.upload(key, sayingText(`${key} new`, 6));
  return rig.event(key);
}

/** Counts an article as lost unless readers find the new version, whole, and the old one, whole, in its history. */
async function result(keys: readonly string[]) {
  const found = await rig.compare(new Map(keys.map((key) => [key, sayings(`${key} new`, 6)])));
  let { lost, doubled } = found;
  for (const key of keys) {
    const id = articleId(ARTICLES_BUCKET, key);
    const [, past, ...more] = (await rig.ledger().versions(id)) ?? [];
    const record = past && (await rig.ledger().article(id, past.version));
    if (record?.claims.length !== 4) lost++;
    doubled += more.length;
  }
  return { lost, doubled };
}

async function startProcess(): Promise<ChildProcess> {
  const child = fork(program, rig.processArguments(), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(rig.folder, 'compiled') },
  });
  await once(child, 'message');
  return child;
}

/**
 * Lets a function process work on an event and kills it at its n-th request to S3 or DynamoDB: before the service gets it, or
 * after the service has done it and before the process is told.
 * @returns whether it was killed; it was not when it had no such request
 */
async function killAt(
  n: number,
  when: 'before' | 'after',
  event: string,
  child: ChildProcess,
): Promise<boolean> {
  let requests = 0;
  const gone = once(child, 'exit');
  const kill: Fault = async (_call, forward) => {
    requests++;
    if (requests < n) return forward();
    if (requests === n && when === 'after') await forward();
    child.kill('SIGKILL');
    throw new Error('nobody to answer');
  };
  rig.proxy.fault = kill;
  child.send(eventOf({ MessageId: 'm', Body: event }));
  await gone;
  rig.proxy.fault = noFault;
  return child.signalCode === 'SIGKILL';
}

it('a function that is killed at any step of a write loses nothing once the message comes again', async () => {
  const keys: string[] = [];
  let steps = 0;
  let next = startProcess();
  for (const when of ['before', 'after'] as const) {
    for (let n = 1; ; n++) {
      const key = `kill-${when}-${n}.txt`;
      const event = await replacement(key);
      const child = await next;
      // The next process starts up while this one works.
      next = startProcess();
      const killed = await killAt(n, when, event, child);
      keys.push(key);
      // Readers see the old version or the new one meanwhile, whole.
      const { claims = [] } = (await rig.ledger().article(articleId(ARTICLES_BUCKET, key))) ?? {};
      const told = claims.map(({ standalone }) => standalone);
      expect([sayings(`${key} old`, 4), sayings(`${key} new`, 6)]).toContainEqual(told);
      if (!killed) break;
      steps++;
      await rig.deliver(rig.handlerOf(), event);
    }
  }
  (await next).kill('SIGKILL');
  expect(steps).toBeGreaterThan(20);
  row('a function killed (SIGKILL) at every step of a write, then redelivery', {
    trials: steps,
    ...(await result(keys)),
    note: 'processes of their own, at every request to S3 and DynamoDB, before and after it was done',
  });
}, 120_000);

it('a function that hangs at any step until its message has been handled by another, and then goes on, changes nothing', async () => {
  const keys: string[] = [];
  for (let n = 1; ; n++) {
    const key = `hang-${n}.txt`;
    const event = await replacement(key);
    keys.push(key);
    let [requests, isHanging] = [0, false];
    const hanging = Promise.withResolvers<void>();
    const awake = Promise.withResolvers<void>();
    rig.proxy.fault = async (_call, forward) => {
      if (++requests === n) {
        isHanging = true;
        hanging.resolve();
        await awake.promise;
      }
      return forward();
    };
    const slow = rig.deliver(rig.handlerOf(), event);
    await Promise.race([slow, hanging.promise]);
    if (!isHanging) break;
    await rig.deliver(rig.handlerOf(), event);
    awake.resolve();
    await slow;
  }
  rig.proxy.fault = noFault;
  expect(keys.length).toBeGreaterThan(10);
  row('time-out in the middle: redelivered while the first still hangs, which then goes on', {
    trials: keys.length - 1,
    ...(await result(keys)),
    note: 'at every request to S3 and DynamoDB',
  });
}, 60_000);

it('a version that was being written when a newer one came and never is again leaves nothing that readers see', async () => {
  const expected = new Map<string, string[]>();
  for (let n = 1; ; n++) {
    const key = `abandoned-${n}.txt`;
    await rig.upload(key, sayingText(`${key} old`, 4));
    await rig.deliver(rig.handlerOf(), rig.event(key));
    await rig.upload(key, sayingText(`${key} lost`, 5));
    let requests = 0;
    rig.proxy.fault = (_call, forward) => (++requests < n ? forward() : new Promise(() => {}));
    const stuck = await Promise.race([
      rig.deliver(rig.handlerOf(), rig.event(key)).then(() => false),
      untilTrue(() => requests >= n),
    ]);
    rig.proxy.fault = noFault;
    expected.set(key, stuck ? sayings(`${key} new`, 6) : sayings(`${key} lost`, 5));
    if (!stuck) break;
    await rig.upload(key, sayingText(`${key} new`, 6));
    await rig.deliver(rig.handlerOf(), rig.event(key));
  }
  row('a write abandoned at every step, and a newer version after it', {
    trials: expected.size - 1,
    ...(await rig.compare(expected)),
    note: 'the abandoned event is never delivered again',
  });
}, 60_000);

async function untilTrue(condition: () => boolean): Promise<true> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  return true;
}
