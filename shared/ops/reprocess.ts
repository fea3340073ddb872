import { PermanentError } from '../errors.ts';
import { writeS3Event } from '../ingest/writeS3Event.ts';
import { generationOf } from '../ledger/generation.ts';
import type { ArticleHead, Ledger } from '../ledger/ledger.ts';
import type { MessageQueue } from './messageQueue.ts';
import { walkHeads } from './walkHeads.ts';

/** Which articles are to be processed again. */
export interface ReprocessSelection {
  readonly publisher?: string;
  /** `ArticleHead.time`, from (inclusive) and to (exclusive). */
  readonly from?: string;
  readonly to?: string;
  /** Only what an extractor of a lower version recorded. */
  readonly before?: string;
}

/** How far a run came. Where it goes on, it repeats at most the messages of one batch. */
export interface ReprocessProgress {
  /** Position in the list of heads; null at the start, and at the end. */
  readonly after: string | null;
  readonly looked: number;
  readonly sent: number;
  readonly done: boolean;
}

export const NOT_STARTED: ReprocessProgress = { after: null, looked: 0, sent: 0, done: false };

/** What SQS takes in one request. */
const LARGEST_BATCH = 10;
/** Counting sends nothing: a page as large as the index gives at once. */
const COUNTING_PAGE = 1_000;

/**
 * Sends an event for each article that is selected, as S3 sent one for its current version: same object version, same
 * sequencer. The ingest function does the rest. A newer extractor makes a greater generation of the same sequencer and so
 * replaces what is recorded; the same extractor makes the same one, and nothing changes; an upload that came meanwhile
 * has a greater sequencer and wins over both.
 *
 * @param queue null to count only
 * @param rate messages a second at most, over the whole run; a batch is no larger than one second's
 * @param start where an earlier run stopped
 * @param stopped asked between batches
 * @param report told after each batch, when its messages are with the queue: what is kept of it is where to go on
 * @param now milliseconds of a clock that only goes forward
 * @throws PermanentError `reprocess.badVersion` when `before` is no version
 */
export async function reprocess(
  {
    ledger,
    queue,
    now,
    sleep,
  }: {
    readonly ledger: Pick<Ledger, 'articles'>;
    readonly queue: Pick<MessageQueue, 'send'> | null;
    readonly now: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
  },
  { before, ...selection }: ReprocessSelection,
  {
    rate,
    start,
    stopped,
    report,
  }: {
    readonly rate: number;
    readonly start: ReprocessProgress;
    readonly stopped: () => boolean;
    readonly report: (progress: ReprocessProgress) => Promise<void>;
  },
): Promise<ReprocessProgress> {
  const isWanted = before === undefined ? () => true : olderThan(before);
  const pageSize = queue === null ? COUNTING_PAGE : Math.max(1, Math.min(LARGEST_BATCH, Math.floor(rate)));
  let progress = start;
  let sendAt = now();
  for await (const { heads, next } of walkHeads(ledger, selection, pageSize, start.after)) {
    const wanted = heads.filter(isWanted);
    if (queue !== null && wanted.length > 0) {
      await sleep(Math.max(0, sendAt - now()));
      if (stopped()) return progress;
      // Counted from now when the queue or the ledger was slower than the rate: lost time is not made up in a burst.
      sendAt = Math.max(sendAt, now()) + (wanted.length / rate) * 1000;
      await queue.send(wanted.map((head) => writeS3Event({ ...head, time: head.receivedAt })));
    }
    progress = {
      after: next,
      looked: progress.looked + heads.length,
      sent: progress.sent + wanted.length,
      done: next === null,
    };
    await report(progress);
    if (stopped()) return progress;
  }
  return progress;
}

/** By the version's numbers alone, as generations order them: builds of one version are not older than each other. */
function olderThan(before: string): (head: ArticleHead) => boolean {
  if (!/^\d+\.\d+\.\d+/.test(before)) {
    throw new PermanentError(
      'reprocess.badVersion',
      `"${before}" is no extractor version: give one such as 0.2.0. "claimwire article ID --json" shows an article's.`,
      { before },
    );
  }
  const numbers = (version: string) => generationOf('0', version).split('-')[1] ?? '';
  const bound = numbers(before);
  return ({ extractorVersion }) => numbers(extractorVersion) < bound;
}
