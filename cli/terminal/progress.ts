import { cut } from './columns.ts';
import { terminalWidth } from './style.ts';

const EVERY_MS = 100;

/**
 * One line on stderr that says how far a command is, written over itself; nothing when stderr is no terminal.
 * Call `clear` before other output.
 */
export function progressLine(): { show(line: string): void; clear(): void } {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show(line) {
      if (!process.stderr.isTTY || performance.now() - shownAt < EVERY_MS) return;
      shownAt = performance.now();
      isShown = true;
      process.stderr.write(`\r\u001b[K${cut(line, terminalWidth(process.stderr) - 1)}`);
    },
    clear() {
      if (isShown) process.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
