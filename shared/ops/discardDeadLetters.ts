import type { MessageQueue } from './messageQueue.ts';
import { takeDeadLetters } from './takeDeadLetters.ts';

/**
 * Deletes dead letters for good. What they told of is lost to the ledger until `verify` finds it.
 *
 * @param ids those to delete; null for all
 * @returns how many were deleted
 */
export async function discardDeadLetters(
  deadLetters: MessageQueue,
  ids: ReadonlySet<string> | null,
): Promise<number> {
  let discarded = 0;
  await takeDeadLetters(deadLetters, async (messages) => {
    const wanted = messages.filter(({ id }) => ids === null || ids.has(id));
    if (wanted.length > 0) await deadLetters.delete(wanted);
    discarded += wanted.length;
    return { deleted: wanted, goOn: ids === null || discarded < ids.size };
  });
  return discarded;
}
