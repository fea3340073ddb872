import { ClaimwireError } from '../errors.ts';
import { parseS3Event } from '../ingest/parseS3Event.ts';
import type { MessageQueue, QueueMessage } from './messageQueue.ts';
import { takeDeadLetters } from './takeDeadLetters.ts';

/** A message that failed as often as it may. */
export interface DeadLetter {
  readonly id: string;
  /** When the event was first sent, ISO 8601 UTC. */
  readonly sentAt: string;
  readonly ageSeconds: number;
  /** How often it was received, by looks at the dead letters, too. */
  readonly receiveCount: number;
  /** The objects it is about; none when it is no event of S3. */
  readonly objects: readonly { readonly change: string; readonly bucket: string; readonly key: string }[];
  /** Code of what is wrong with the message itself; null when it is an event, whose failure is in the ingest log. */
  readonly error: string | null;
}

/**
 * The dead letters, as far as `limit` goes. Looking hides them from others for a moment and takes none away.
 *
 * @param now milliseconds since 1970
 */
export async function listDeadLetters(
  queue: MessageQueue,
  { limit, now }: { readonly limit: number; readonly now: number },
): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  await takeDeadLetters(queue, async (messages) => {
    letters.push(...messages.map((message) => describe(message, now)));
    return { deleted: [], goOn: letters.length < limit };
  });
  return letters.slice(0, limit);
}

function describe({ id, body, sentAt, receiveCount }: QueueMessage, now: number): DeadLetter {
  const ageSeconds = Math.max(0, Math.round((now - Date.parse(sentAt)) / 1000));
  const letter = { id, sentAt, ageSeconds, receiveCount };
  try {
    const objects = parseS3Event(body).map(({ kind, bucket, key }) => ({ change: kind, bucket, key }));
    return { ...letter, objects, error: null };
  } catch (error) {
    if (!(error instanceof ClaimwireError)) throw error;
    return { ...letter, objects: [], error: error.code };
  }
}
