import { resolve } from 'node:path';
import * as z from 'zod';
import type { Article } from '../../shared/article/article.ts';
import { articleFromText } from '../../shared/article/articleFromText.ts';
import { createExtractor } from '../../shared/extract/createExtractor.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { readLines } from '../readLines.ts';
import { writeLine } from '../terminal/writeLine.ts';

/** A text of the greatest length, every unit of it escaped (`\\u0000`), and the other fields. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;
const MODEL = resolve(import.meta.dirname, '..', '..', 'model');

const inputLine = z.looseObject({
  id: z.string(),
  text: z.string(),
  title: z.string().nullish(),
  publisher: z.string().nullish(),
  published: z.string().nullish(),
  url: z.string().nullish(),
});

/**
 * Reads articles as JSON Lines from stdin and writes what was found in each as one JSON line, in the same order.
 * A line that cannot be done is told on stderr, with its number; the others are done.
 *
 * @returns exit code 1 when there was such a line
 */
export async function extract(): Promise<ExitCode> {
  const extractor = await createExtractor({ modelDir: MODEL });
  let bad = 0;
  let good = 0;
  for await (const { number, bytes } of readLines(process.stdin, MAX_LINE_BYTES)) {
    try {
      const line = parseLine(bytes, number);
      if (line === null) continue;
      const { claims, entities } = await extractor.extract(line.article);
      const { blocks } = line.article;
      await writeLine(
        JSON.stringify({ id: line.id, extractorVersion: extractor.version, claims, entities, blocks }),
      );
      good += 1;
    } catch (error) {
      bad += 1;
      process.stderr.write(`line ${number}: ${(error as Error).message}\n`);
    }
  }
  if (bad === 0) return EXIT.done;
  process.stderr.write(`${bad} of ${good + bad} articles could not be done.\n`);
  return EXIT.someFailed;
}

/** Null for a blank line. */
function parseLine(bytes: Uint8Array | null, number: number): { id: string; article: Article } | null {
  if (bytes === null) throw new Error(`longer than ${MAX_LINE_BYTES} bytes; cut the article into parts`);
  const json = decode(bytes, number);
  if (json.trim() === '') return null;
  const parsed = inputLine.safeParse(parseJson(json));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the line'}: ${message}`,
    );
    throw new Error(
      `not an article; it must be an object with the strings "id" and "text" (${wrong.join('; ')})`,
    );
  }
  const { id, text, title, publisher, published, url } = parsed.data;
  const metadata = {
    title: title ?? null,
    publisher: publisher ?? null,
    published: published ?? null,
    url: url ?? null,
  };
  return { id, article: articleFromText(text, metadata) };
}

function decode(bytes: Uint8Array, number: number): string {
  try {
    // A byte order mark may stand at the beginning of the input, nowhere else.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: number !== 1 }).decode(bytes);
  } catch {
    throw new Error('not UTF-8');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message quotes the input, which may be long and is not ours to show.
    const place = /position \d+/.exec((error as Error).message)?.[0];
    throw new Error(`not JSON${place === undefined ? '' : ` (at ${place})`}`);
  }
}
