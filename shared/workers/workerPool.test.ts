import { afterEach, describe, expect, it } from 'vitest';
import type { Said, SayingData, SayingJob } from './sayingWorker.ts';
import { createWorkerPool, type Outcome, type WorkerPool } from './workerPool.ts';

const SCRIPT = new URL('./sayingWorker.ts', import.meta.url);
const SMALL = 100;
const LARGE = 10_000;

let pool: WorkerPool<SayingJob, Said>;
afterEach(() => pool?.stop());

/** A pool on a machine that has room for so many workers. */
async function create(most: number, room?: number, otherwise: SayingData['otherwise'] = 'tells') {
  const data: SayingData = {
    otherwise,
    room: room === undefined ? undefined : new Int32Array(new SharedArrayBuffer(4)).fill(room),
  };
  pool = await createWorkerPool<SayingJob, Said>({ script: SCRIPT, data, most });
  return pool;
}

const threads = (outcomes: readonly Outcome<Said>[]): number =>
  new Set(outcomes.map((outcome) => ('result' in outcome ? outcome.result.by : outcome.error))).size;

describe('createWorkerPool', () => {
  it('does a few small jobs in one worker, though it might have more', async () => {
    const { run } = await create(4);
    const outcomes = await Promise.all(['a', 'b', 'c'].map((say) => run({ say, afterMs: 50 }, SMALL)));
    expect(outcomes.map((outcome) => 'result' in outcome && outcome.result.said)).toEqual(['a', 'b', 'c']);
    expect(threads(outcomes)).toBe(1);
  });

  it.each([
    ['large jobs wait', LARGE, 3],
    ['many jobs wait', SMALL, 2],
  ])('starts workers while %s, never more than it may', async (_what, size, most) => {
    const { run } = await create(most);
    const jobs = Array.from({ length: 60 }, (_, index) => run({ say: `${index}`, afterMs: 40 }, size));
    expect(threads(await Promise.all(jobs))).toBe(most);
  });

  it('tells why a job failed, and uses the worker again', async () => {
    const { run } = await create(1);
    expect(await run({ fail: 'too long' }, SMALL)).toEqual({ error: 'too long' });
    expect(await run({ say: 'a' }, SMALL)).toMatchObject({ result: { said: 'a' } });
  });

  it.each([
    ['throws', { die: 'out of memory' }, 'the extractor died at this article: out of memory'],
    ['ends', { leave: true }, 'the extractor died at this article: it ended'],
  ] as const)(
    'loses only the job of a worker that %s, and puts another in its place',
    async (_, last, error) => {
      const { run } = await create(1);
      const outcomes = await Promise.all([
        run({ say: 'a' }, SMALL),
        run(last, SMALL),
        run({ say: 'b' }, SMALL),
      ]);
      expect(outcomes).toMatchObject([{ result: { said: 'a' } }, { error }, { result: { said: 'b' } }]);
    },
  );

  it('throws when its first worker cannot get ready, saying why', async () => {
    await expect(create(4, 0)).rejects.toThrow('no model');
    await expect(create(4, 0, 'dies')).rejects.toThrow('The extractor did not start: it ended.');
  });

  it.each(['tells', 'dies'] as const)(
    'makes do with the workers that got ready when one %s',
    async (otherwise) => {
      const { run } = await create(4, 2, otherwise);
      const jobs = Array.from({ length: 40 }, (_, index) => run({ say: `${index}`, afterMs: 40 }, LARGE));
      const outcomes = await Promise.all(jobs);
      expect(outcomes.every((outcome) => 'result' in outcome)).toBe(true);
      expect(threads(outcomes)).toBe(2);
    },
  );

  it('throws for what waits when the last worker died and no other can be had', async () => {
    const { run } = await create(2, 1);
    const outcomes = await Promise.allSettled([run({ die: 'broken' }, SMALL), run({ say: 'a' }, SMALL)]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { error: 'the extractor died at this article: broken' } },
      { status: 'rejected', reason: { code: 'model.unreadable' } },
    ]);
    await expect(run({ say: 'b' }, SMALL)).rejects.toThrow('no model');
  });

  it('gives an error for jobs in work, that wait, and that come, once it is stopped', async () => {
    const { run, stop } = await create(1);
    const jobs = [run({ say: 'a', afterMs: 60_000 }, SMALL), run({ say: 'b' }, SMALL)];
    stop();
    const outcomes = await Promise.all([...jobs, run({ say: 'c' }, SMALL)]);
    expect(outcomes).toEqual(Array(3).fill({ error: 'The extractor has ended.' }));
  });
});
