import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { ARTICLES_BUCKET } from '../../local/names.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import { row } from './row.ts';
import { sayingExtractor, sayings, sayingText } from './sayingExtractor.ts';
import { type Rig, startRig } from './startRig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(() => rig.begin());

const versionsOf = async (key: string) =>
  (await rig.ledger().versions(articleId(ARTICLES_BUCKET, key))) ?? [];

describe('events', () => {
  it('that come 50 times at once are recorded once', async () => {
    const expected = new Map<string, string[]>();
    let doubled = 0;
    for (const key of ['a.txt', 'b c.txt', 'd/é+.txt', 'e.txt']) {
      await rig.upload(key, sayingText(key, 5));
      const event = rig.event(key);
      const handlers = Array.from({ length: 5 }, () => rig.handlerOf());
      await Promise.all(Array.from({ length: 50 }, (_, index) => rig.deliver(handlers[index % 5]!, event)));
      expected.set(key, sayings(key, 5));
      doubled += (await versionsOf(key)).length - 1;
    }
    const result = await rig.compare(expected);
    row('the same event 50 times at once', {
      trials: 200,
      lost: result.lost,
      doubled: result.doubled + doubled,
      note: '4 articles, 5 function instances',
    });
  });

  it('of one key that come in any order end at the newest version', async () => {
    const names = ['v1', 'v2', 'v3', 'v4'];
    const orders = permutations(names);
    const expected = new Map<string, string[]>();
    let lost = 0;
    // The S3 server here keeps no versions: each is an object of its own behind the proxy.
    rig.proxy.fault = ({ path }, forward) => {
      const [, object, version] = /^([^?]+)\?.*versionId=(\w+)/.exec(path) ?? [];
      return forward(version === undefined ? {} : { path: `${object}.versions/${version}` });
    };
    for (const [index, order] of orders.entries()) {
      const key = `order-${index}.txt`;
      const events = new Map<string, string>();
      for (const name of names) {
        await rig.upload(`${key}.versions/${name}`, sayingText(`${key} ${name}`, 3));
        events.set(name, withVersion(rig.event(key), name));
      }
      for (const name of order) await rig.deliver(rig.handlerOf(), events.get(name)!);
      expected.set(key, sayings(`${key} v4`, 3));
      // What was current before v4 came stays readable, and it alone.
      const shown = order
        .slice(0, order.indexOf('v4') + 1)
        .filter((name, place, all) => all.slice(0, place).every((before) => before < name));
      const kept = await versionsOf(key);
      if (kept.length !== shown.length) lost++;
    }
    const { lost: gone, doubled } = await rig.compare(expected);
    row('events out of order for one key', {
      trials: orders.length,
      lost: lost + gone,
      doubled,
      note: 'all orders of 4 versions, the old one last among them; history checked too',
    });
  });

  it('may be handled by two extractor versions at once: the newer one wins, whoever is last', async () => {
    const handlers = ['0.1.0+0a1b2c3d', '0.2.0+4e5f6a7b'].map((version) =>
      rig.handlerOf(sayingExtractor(version)),
    );
    const expected = new Map<string, string[]>();
    let lost = 0;
    const keys = Array.from({ length: 40 }, (_, index) => `rollout-${index}.txt`);
    for (const key of keys) {
      await rig.upload(key, sayingText(key, 4));
      expected.set(key, sayings(key, 4));
    }
    await inGroups(keys, 8, async (key) => {
      const event = rig.event(key);
      const index = keys.indexOf(key);
      const order = [
        [0, 1],
        [1, 0],
        [0, 1, 0],
        [1, 0, 1],
      ][index % 4]!;
      const work = order.map((which) => () => rig.deliver(handlers[which]!, event));
      if (index % 8 < 4) await Promise.all(work.map((one) => one()));
      else for (const one of work) await one();
    });
    for (const key of keys) {
      const [current] = await versionsOf(key);
      if (current?.extractorVersion !== '0.2.0+4e5f6a7b') lost++;
    }
    const result = await rig.compare(expected);
    row('two extractor versions live at once', {
      trials: keys.length,
      lost: result.lost + lost,
      doubled: result.doubled,
      note: 'half of them truly at once, half one after the other, the older one last in every second',
    });
  });
});

describe('bursts', () => {
  it('of 1,000 articles are taken in by five functions at once', async () => {
    const expected = new Map(
      Array.from(
        { length: 1_000 },
        (_, index) => [`burst/${index}.txt`, sayings(`burst ${index}`, 2)] as const,
      ),
    );
    await inGroups([...expected.keys()], 20, async (key) => {
      await rig.upload(key, sayingText(key.replace('burst/', 'burst ').replace('.txt', ''), 2));
    });
    await rig.drain(
      Array.from({ length: 5 }, () => rig.directHandler()),
      5,
    );
    const result = await rig.compare(expected);
    row('1,000 articles uploaded at once, concurrency 5', {
      trials: 1_000,
      ...result,
      note: `through S3 and the queue, batches of up to 10; ${await rig.count(rig.failedUrl)} dead letters`,
    });
  }, 120_000);
});

const withVersion = (event: string, versionId: string): string => {
  const parsed = JSON.parse(event);
  parsed.Records[0].s3.object.versionId = versionId;
  return JSON.stringify(parsed);
};

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((first) =>
        permutations(all.filter((one) => one !== first)).map((rest) => [first, ...rest]),
      );

async function inGroups<T>(all: readonly T[], size: number, work: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += size) {
    await Promise.all(all.slice(start, start + size).map(work));
  }
}
