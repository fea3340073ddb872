import * as z from 'zod';
import type { ExtractJob } from './worker.ts';

const inputLine = z.looseObject({
  id: z.string(),
  text: z.string(),
  title: z.string().nullish(),
  publisher: z.string().nullish(),
  published: z.string().nullish(),
  url: z.string().nullish(),
});

/** A line is no article. */
export class LineError extends Error {
  /** The id of the line where it has one all the same. */
  readonly id: string | null;

  constructor(message: string, id: string | null = null) {
    super(message);
    this.name = 'LineError';
    this.id = id;
  }
}

/**
 * The article that a line of the input is.
 *
 * @param number the line's, from 1
 * @returns null for a blank line
 * @throws LineError saying what is wrong; it quotes nothing of the line
 */
export function parseLine(bytes: Uint8Array, number: number): ExtractJob | null {
  const json = decode(bytes, number);
  if (json.trim() === '') return null;
  const line = parseJson(json);
  const parsed = inputLine.safeParse(line);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
    );
    throw new LineError(
      `not an article; it must be an object with the strings "id" and "text" (${wrong.join('; ')})`,
      z.looseObject({ id: z.string() }).safeParse(line).data?.id ?? null,
    );
  }
  const { id, text, title, publisher, published, url } = parsed.data;
  const metadata = {
    title: title ?? null,
    publisher: publisher ?? null,
    published: published ?? null,
    url: url ?? null,
  };
  return { id, text, metadata };
}

function decode(bytes: Uint8Array, number: number): string {
  try {
    // A byte order mark may stand at the beginning of the input, nowhere else.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: number !== 1 }).decode(bytes);
  } catch {
    throw new LineError('not UTF-8');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the input, which may be long and is not ours to show.
    const place = /position \d+/.exec((error as Error).message)?.[0];
    throw new LineError(`not JSON${place === undefined ? '' : ` (at ${place})`}`);
  }
}
