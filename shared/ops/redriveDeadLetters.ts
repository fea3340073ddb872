import type { MessageQueue } from './messageQueue.ts';
import { takeDeadLetters } from './takeDeadLetters.ts';

/**
 * Sends dead letters back to the queue they came from. Each is deleted only after it was sent: an interruption between the two
 * sends it twice, which changes nothing, as events may come twice (docs/decisions/03-ledger-keys.md).
 *
 * @param ids those to send back; null for all
 * @param onProgress told how many were sent so far
 * @returns how many were sent
 */
export async function redriveDeadLetters(
  { deadLetters, queue }: { readonly deadLetters: MessageQueue; readonly queue: Pick<MessageQueue, 'send'> },
  ids: ReadonlySet<string> | null,
  onProgress: (sent: number) => void,
): Promise<number> {
  let sent = 0;
  await takeDeadLetters(deadLetters, async (messages) => {
    const wanted = messages.filter(({ id }) => ids === null || ids.has(id));
    if (wanted.length > 0) {
      await queue.send(wanted.map(({ body }) => body));
      await deadLetters.delete(wanted);
      sent += wanted.length;
      onProgress(sent);
    }
    return { deleted: wanted, goOn: ids === null || sent < ids.size };
  });
  return sent;
}
