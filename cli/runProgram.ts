import { type Command, CommanderError } from 'commander';
import { ClaimwireError } from '../shared/errors.ts';
import { CommandError, EXIT } from './exitCodes.ts';
import { printableLines } from './terminal/printable.ts';

/**
 * Runs a command line: ends quietly when whoever read the output has enough of it (`| head`), and turns an error that
 * has a cause to tell into one line on stderr, after the program's name, and an exit code. Any other error is thrown.
 *
 * @param name what the lines on stderr begin with
 */
export async function runProgram(program: Command, name: string): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.done);
  });
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help that was asked for is no failure; the rest has been printed already.
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    } else if (error instanceof CommandError || error instanceof ClaimwireError) {
      // It may quote what a server answered or what a file holds.
      process.stderr.write(`${name}: ${printableLines(error.message)}\n`);
      process.exitCode = error instanceof CommandError ? error.exitCode : EXIT.usage;
    } else {
      throw error;
    }
  }
}
