/** Requests in flight at once: enough to hide their round trips, too few to crowd out who else works there. */
export const AT_ONCE = 8;

/**
 * Does a piece of work for each input, some at a time, in no order. Ends when all that was begun has ended.
 *
 * @throws the first failure; what was not begun by then is left
 */
export async function inParallel<T>(
  inputs: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (input: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  for await (const input of inputs) {
    if (failures.length > 0) break;
    const done = work(input)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(done));
    running.add(done);
    if (running.size >= atOnce) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
