/**
 * Ends LocalStack when whoever started it lets go: standard input is a pipe that the starter holds, and its end, however it came
 * about, is the order. Then every process with the folder in its environment is killed (LocalStack, DynamoDB Local and the
 * functions, each in a group of its own) and the folder is removed. Nobody is asked to end: that can take LocalStack a
 * minute, and there is nothing to save.
 *
 * usage: node guard.ts FOLDER
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node guard.ts FOLDER');

for await (const _ of process.stdin);
// Again until there is none: what one of them started just before its end is not in the first list.
while (processes().filter(kill).length > 0) await sleep(50);
rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(belongs);
}

function belongs(pid: number): boolean {
  try {
    return pid !== process.pid && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder!);
  } catch {
    return false; // Ended meanwhile, or another user's.
  }
}

/** Whether there was something to kill. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
