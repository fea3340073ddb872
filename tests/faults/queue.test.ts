import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createSqsQueue } from '../../shared/aws/sqsQueue.ts';
import { redriveDeadLetters } from '../../shared/ops/redriveDeadLetters.ts';
import { row } from './row.ts';
import { sayingExtractor, sayings, sayingText } from './sayingExtractor.ts';
import { type Rig, startRig } from './startRig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(() => rig.begin());

/** Uploads articles through S3, which tells the queue. */
async function uploadMany(name: string, count: number): Promise<Map<string, string[]>> {
  const expected = new Map<string, string[]>();
  for (let index = 0; index < count; index++) {
    const key = `${name}-${index}.txt`;
    await rig.upload(key, sayingText(key, 2));
    expected.set(key, sayings(key, 2));
  }
  return expected;
}

it('one poisoned message of a batch ends among the dead letters, and all others are done', async () => {
  const expected = await uploadMany('sound', 45);
  for (let index = 0; index < 5; index++) await rig.upload(`poison-${index}.txt`, 'This is poison.');
  await rig.drain([rig.handlerOf()], 2);
  const { lost, doubled } = await rig.compare(expected);
  row('a batch with one poisoned message', {
    trials: 50,
    // None of the poisoned may vanish.
    lost: lost + Math.abs(5 - (await rig.count(rig.failedUrl))),
    doubled,
    note: '5 of 50 messages make the function throw: 5 dead letters after 5 tries each',
  });
});

it('a message that is not JSON, or no notification, ends among the dead letters', async () => {
  const expected = await uploadMany('beside', 10);
  const sent = ['not json', '{', '[]', '{"Records":[{}]}', '{"Records":"x"}', 'null', '"text"', '{"a":1}'];
  for (const body of sent) await rig.send(body);
  await rig.drain([rig.handlerOf()], 2);
  const { lost, doubled } = await rig.compare(expected);
  row('a message that is not JSON, or no S3 notification', {
    trials: sent.length,
    lost: lost + Math.abs(sent.length - (await rig.count(rig.failedUrl))),
    doubled,
    note: `${sent.length} dead letters; the 10 articles between them are there`,
  });
});

it("S3's test event is acknowledged and does nothing", async () => {
  const expected = await uploadMany('tested', 3);
  for (let index = 0; index < 5; index++) {
    await rig.send(
      JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'claimwire-articles' }),
    );
  }
  await rig.drain([rig.handlerOf()], 2);
  row('an s3:TestEvent', {
    trials: 5,
    ...(await rig.compare(expected)),
    note: `${await rig.count(rig.failedUrl)} dead letters`,
  });
  expect(await rig.count(rig.failedUrl)).toBe(0);
});

it('dead letters are taken in after the fault is mended and they are sent back', async () => {
  const expected = await uploadMany('mended', 30);
  const broken = { ...sayingExtractor(), extract: async () => Promise.reject(new Error('A bad release.')) };
  await rig.drain([rig.handlerOf(broken)], 3);
  expect(await rig.count(rig.failedUrl)).toBe(30);
  const queueOf = (queueUrl: string) => createSqsQueue({ client: rig.sqs, queueUrl });
  const sent = await redriveDeadLetters(
    { deadLetters: queueOf(rig.failedUrl), queue: queueOf(rig.queueUrl) },
    null,
    () => {},
  );
  await rig.drain([rig.handlerOf()], 3);
  const { lost, doubled } = await rig.compare(expected);
  row('a queue redriven from the dead letters after a fix', {
    trials: sent,
    lost: lost + (await rig.count(rig.failedUrl)),
    doubled,
    note: 'with the code of "claimwire ops dlq redrive"',
  });
});
