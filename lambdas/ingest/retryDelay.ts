const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 1800;

/**
 * How long a message that failed is left alone before its next try: 30 s after the first, doubling to half an hour, of
 * which a random half is taken off, lest all that failed together come back together ("equal jitter":
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param receives how often the message was delivered so far, from 1
 * @param random 0 ≤ random < 1
 * @returns whole seconds
 */
export const retryDelay = (receives: number, random: number): number =>
  Math.round(Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (receives - 1)) * (0.5 + 0.5 * random));
