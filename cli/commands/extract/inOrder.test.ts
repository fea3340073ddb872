import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from './inOrder.ts';

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('inOrder', () => {
  it('gives results in the order of the items, however long each takes, and never has more in hand than it may', async () => {
    const ticks = fc.array(fc.nat(5), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(ticks, fc.integer({ min: 1, max: 5 }), async (waits, most) => {
        let inHand = 0;
        const work = async (index: number) => {
          inHand += 1;
          expect(inHand).toBeLessThanOrEqual(most);
          for (let i = 0; i < (waits[index] ?? 0); i++) await null;
          return index;
        };
        const found: number[] = [];
        for await (const index of inOrder(from([...waits.keys()]), work, most)) {
          found.push(index);
          inHand -= 1;
        }
        expect(found).toEqual([...waits.keys()]);
      }),
    );
  });

  it('works on several at a time', async () => {
    const all = Promise.withResolvers<void>();
    let begun = 0;
    const work = async (item: string) => {
      begun += 1;
      if (begun === 3) all.resolve();
      await all.promise;
      return item;
    };
    expect(await Array.fromAsync(inOrder(from(['a', 'b', 'c']), work, 3))).toEqual(['a', 'b', 'c']);
  });

  it('gives a result at once while its input is waiting for more', async () => {
    async function* stalled() {
      yield 'a';
      await new Promise(() => {});
    }
    const results = inOrder(stalled(), async (item) => item, 4);
    expect(await results.next()).toEqual({ done: false, value: 'a' });
  });

  it('reads no more while nobody takes the results', async () => {
    let read = 0;
    async function* counted() {
      for (;;) yield read++;
    }
    const results = inOrder(counted(), async (item) => item, 3);
    await results.next();
    await delay(20);
    expect(read).toBeLessThanOrEqual(4);
  });

  it('throws what went wrong in its turn, after the results before it', async () => {
    const work = async (item: number) => {
      if (item === 1) throw new Error('of one');
      await delay(10);
      return item;
    };
    const results = inOrder(from([0, 1, 2]), work, 3);
    expect(await results.next()).toEqual({ done: false, value: 0 });
    await expect(results.next()).rejects.toThrow('of one');
  });
});
