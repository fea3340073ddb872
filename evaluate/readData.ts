import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CommandError, EXIT } from '../cli/exitCodes.ts';
import type { Example } from '../shared/evaluate/example.ts';
import { readExamples } from '../shared/evaluate/readExamples.ts';

/**
 * Reads files of annotated articles, and folders of them: their `.txt` and `.jsonl` files, by name.
 *
 * @throws CommandError when a path cannot be read; PermanentError when a file's content is not understood
 */
export async function readData(paths: readonly string[]): Promise<Example[]> {
  const files = await Promise.all(paths.map(filesOf));
  const examples: Example[] = [];
  for (const path of files.flat()) {
    const raw = await readFile(path, 'utf8').catch((error: Error) => {
      throw unreadable(path, error);
    });
    // Errors name the whole path; tables have no room for it.
    for (const example of readExamples(path, raw)) examples.push({ ...example, file: basename(path) });
  }
  return examples;
}

async function filesOf(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => /\.(?:txt|jsonl)$/.test(name)).sort();
    if (names.length === 0) throw new Error('the folder has no .txt or .jsonl files');
    return names.map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error as Error);
  }
}

const unreadable = (path: string, cause: Error) =>
  new CommandError(`${path} cannot be read: ${cause.message}`, EXIT.usage, cause);
