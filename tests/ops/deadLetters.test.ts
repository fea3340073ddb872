import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discardDeadLetters } from '../../shared/ops/discardDeadLetters.ts';
import { listDeadLetters } from '../../shared/ops/listDeadLetters.ts';
import type { MessageQueue, QueueMessage } from '../../shared/ops/messageQueue.ts';
import { redriveDeadLetters } from '../../shared/ops/redriveDeadLetters.ts';

/** A queue as SQS is one: what was taken is hidden until it is released or deleted. Dies at a step, if told. */
function createQueue(count: number, diesAt = Number.POSITIVE_INFINITY) {
  let waiting = Array.from(
    { length: count },
    (_, index): QueueMessage => ({
      id: `m${index}`,
      body: `body ${index}`,
      receipt: `r${index}`,
      sentAt: '2026-11-22T10:00:00.000Z',
      receiveCount: 6,
    }),
  );
  const hidden = new Map<string, QueueMessage>();
  const sent: string[] = [];
  let steps = 0;
  const step = () => {
    if (++steps >= diesAt) throw new Error('died');
  };
  const queue: MessageQueue = {
    take: async () => {
      step();
      const taken = waiting.slice(0, 10);
      waiting = waiting.slice(10);
      for (const message of taken) hidden.set(message.id, message);
      return taken;
    },
    release: async (messages) => {
      for (const { id } of messages) {
        const message = hidden.get(id);
        if (message && hidden.delete(id)) waiting.push(message);
      }
    },
    delete: async (messages) => {
      step();
      for (const { id } of messages) hidden.delete(id);
    },
    send: async (bodies) => {
      step();
      sent.push(...bodies);
    },
  };
  return { queue, sent, left: () => waiting.map(({ id }) => id).sort(), hidden };
}
const NOW = Date.parse('2026-11-22T11:00:00Z');
const died = (error: Error) => expect(error.message).toBe('died');

describe('dead letters', () => {
  it('are listed once each, as far as wanted, and all can be seen again after that', async () => {
    const { queue, left, hidden } = createQueue(34);
    const letters = await listDeadLetters(queue, { limit: 100, now: NOW });
    expect(new Set(letters.map(({ id }) => id)).size).toBe(34);
    expect(letters[0]).toMatchObject({ ageSeconds: 3600, receiveCount: 6, error: 'event.malformed' });
    expect(await listDeadLetters(queue, { limit: 7, now: NOW })).toHaveLength(7);
    expect([left().length, hidden.size]).toEqual([34, 0]);
  });

  it('are redriven and discarded by name without touching the others', async () => {
    const { queue, sent, left, hidden } = createQueue(30);
    const ids = new Set(['m3', 'm17', 'm29']);
    expect(await redriveDeadLetters({ deadLetters: queue, queue }, ids, () => {})).toBe(3);
    expect(sent).toEqual(['body 3', 'body 17', 'body 29']);
    expect(await discardDeadLetters(queue, new Set(['m0', 'm3']))).toBe(1);
    expect([left().length, hidden.size]).toEqual([26, 0]);
  });

  it('are never lost by a redrive, wherever it dies, and all sent by the next', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 16 }), async (count, diesAt) => {
        const first = createQueue(count, diesAt);
        await redriveDeadLetters({ deadLetters: first.queue, queue: first.queue }, null, () => {}).catch(
          died,
        );
        const kept = [...first.left(), ...first.hidden.keys()];
        const bodies = kept.map((id) => `body ${id.slice(1)}`);
        expect(new Set([...first.sent, ...bodies]).size).toBe(count);
        // At most the one batch that was sent and not deleted is there twice.
        expect(first.sent.length + bodies.length).toBeLessThanOrEqual(count + 10);
      }),
    );
  });
});
