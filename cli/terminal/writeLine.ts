import { once } from 'node:events';

/** Writes a line to stdout, and waits while its reader is slower than we are. */
export async function writeLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
