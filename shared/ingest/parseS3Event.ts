import * as z from 'zod';
import { PermanentError } from '../errors.ts';
import type { ObjectChange } from './objectChange.ts';

const record = z.looseObject({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  eventTime: z.iso.datetime(),
  s3: z.looseObject({
    bucket: z.looseObject({ name: z.string().min(1) }),
    object: z.looseObject({
      key: z.string().min(1),
      versionId: z.string().optional(),
      sequencer: z.string().regex(/^[0-9A-Fa-f]+$/),
    }),
  }),
});
const notification = z.looseObject({ Records: z.array(record) });
/** S3's own: 1,024 bytes, each up to three signs when encoded. */
const LONGEST_KEY = 3 * 1_024;
const MOST_REASONS = 5;
const testEvent = z.looseObject({ Event: z.literal('s3:TestEvent') });

/**
 * What one queue message says happened to objects. S3's `s3:TestEvent` (sent when notifications are set up) gives none,
 * and neither do events that are not about an object's coming or going.
 *
 * @param body a queue message's body, as S3 wrote it (event structure 2.x)
 * @throws PermanentError `event.malformed` when it is not JSON or not an S3 notification
 */
export function parseS3Event(body: string): ObjectChange[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // Without its cause: the parser's message quotes the body, which may be an article that somebody sent here.
    throw new PermanentError('event.malformed', 'The queue message is not JSON.', { length: body.length });
  }
  if (testEvent.safeParse(json).success) return [];
  const parsed = notification.safeParse(json);
  if (!parsed.success) {
    throw new PermanentError(
      'event.malformed',
      `The queue message is not an S3 event notification: ${reasonsOf(parsed.error)}`,
      { length: body.length },
    );
  }
  return parsed.data.Records.flatMap(({ eventName, eventTime, s3 }): ObjectChange[] => {
    const kind = kindOf(eventName);
    if (kind === null) return [];
    return [
      {
        kind,
        bucket: s3.bucket.name,
        key: decodeKey(s3.object.key),
        versionId: s3.object.versionId ?? null,
        sequencer: s3.object.sequencer.toUpperCase(),
        time: new Date(eventTime).toISOString(),
      },
    ];
  });
}

/** What is wrong and where, of the first few: a message may hold thousands of records. It quotes none of their values. */
function reasonsOf({ issues }: z.ZodError): string {
  const first = issues
    .slice(0, MOST_REASONS)
    .map(({ path, message }) => `${message} at ${path.join('.') || 'the top'}`);
  return `${first.join('; ')}${issues.length > first.length ? `; and ${issues.length - first.length} more` : ''}.`;
}

function kindOf(eventName: string): ObjectChange['kind'] | null {
  if (eventName.startsWith('ObjectCreated:')) return 'created';
  if (eventName.startsWith('ObjectRemoved:')) return 'removed';
  return null;
}

/** S3 writes keys as HTML forms do: percent escapes of UTF-8, `+` for a space. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    const shown = key.length <= LONGEST_KEY ? key : `${key.slice(0, LONGEST_KEY)}…`;
    throw new PermanentError(
      'event.malformed',
      `The object key in the S3 event is not URL-encoded: ${shown}`,
      { key: shown },
      cause,
    );
  }
}
