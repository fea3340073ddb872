/** What the process's exit code says. They are part of the interface: scripts branch on them. */
export const EXIT = {
  done: 0,
  /** Some of the input was bad or refused; the rest was done. */
  someFailed: 1,
  /** The command line or a setting is wrong; nothing was done. */
  usage: 2,
  /** Claimwire or AWS could not be reached, or answered with an error. */
  unreachable: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one line on stderr and an exit code. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
