import type { MessageQueue, QueueMessage } from './messageQueue.ts';

/**
 * Goes once through the messages of a queue: each is given once, and those the caller does not delete are released at the
 * end, however it ends.
 *
 * @param act does what is to be done with some messages, and says which of them it deleted; `false` ends the walk
 */
export async function takeDeadLetters(
  queue: MessageQueue,
  act: (messages: readonly QueueMessage[]) => Promise<{ deleted: readonly QueueMessage[]; goOn: boolean }>,
): Promise<void> {
  const seen = new Set<string>();
  const held: QueueMessage[] = [];
  try {
    for (;;) {
      const taken = await queue.take();
      const fresh = taken.filter(({ id }) => !seen.has(id));
      // What has come round again was taken more than a minute ago: all others were given.
      held.push(...taken);
      if (fresh.length === 0) return;
      for (const { id } of fresh) seen.add(id);
      const { deleted, goOn } = await act(fresh);
      const gone = new Set(deleted.map(({ id }) => id));
      held.splice(0, held.length, ...held.filter(({ id }) => !gone.has(id)));
      if (!goOn) return;
    }
  } finally {
    await queue.release(held);
  }
}
