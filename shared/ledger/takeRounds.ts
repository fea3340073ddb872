import type { Entry } from './timeline.ts';

/** Entries that one round looks into, and rounds that one page may take: they bound what a page can cost. */
export const MAX_ENTRIES = 25;
const MAX_ROUNDS = 12;

/** Entries in rounds of at most `size`; `last` says that the list ends with this round. Ends early when it grows long. */
export async function* takeRounds(
  entries: AsyncGenerator<Entry, void, void>,
  size: number,
): AsyncGenerator<{ readonly round: readonly Entry[]; readonly last: boolean }, void, void> {
  let front = await entries.next();
  for (let count = 0; count < MAX_ROUNDS; count++) {
    const round: Entry[] = [];
    while (front.value && round.length < Math.min(size, MAX_ENTRIES)) {
      round.push(front.value);
      front = await entries.next();
    }
    yield { round, last: !front.value };
    if (!front.value) return;
  }
}
