/** Base of every error that Claimwire raises on purpose. `code` is stable and dotted: `article.empty`. */
export abstract class ClaimwireError extends Error {
  readonly code: string;
  /** What a caller needs to act on it: limits, sizes, names. Never article text. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, detail: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.detail = detail;
  }
}

/** The input will never work, however often it is tried: record it and acknowledge it. */
export class PermanentError extends ClaimwireError {}

/** The input may work later (a service was busy or away): try again. */
export class TransientError extends ClaimwireError {}
