import { setTimeout as sleep } from 'node:timers/promises';

const SECONDS = 60;

/**
 * Asks again and again, until there is an answer.
 *
 * @param what named in the error
 * @param ask gives null as long as there is none
 * @throws Error after a minute
 */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + SECONDS * 1000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(200);
  }
  throw new Error(`Waited ${SECONDS} s in vain: ${what}.`);
}
