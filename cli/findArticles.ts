import { readdir, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { CommandError, EXIT } from './exitCodes.ts';

/** A file to upload and the key it gets. */
export interface FoundFile {
  readonly path: string;
  readonly key: string;
}

const ARTICLE = /\.(?:txt|text|md|markdown|html?|xhtml|json)(?:\.gz)?$/i;

/**
 * The files that paths stand for: a file stands for itself, under its name; a folder for all articles in it and in its folders,
 * by their endings (txt, md, html, json, also with .gz), under their paths within it. Names with a dot in front are left out.
 *
 * @throws CommandError when there is nothing at a path, no article in a folder, or two files would get one key
 */
export async function findArticles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths) found.push(...(await articlesAt(path)));
  const byKey = new Map<string, string>();
  for (const { path, key } of found) {
    const other = byKey.get(key);
    if (other !== undefined && other !== path) {
      throw new CommandError(
        `${other} and ${path} would both be uploaded as ${key}, the second over the first. Upload them one after the other with --key, or give the folder above them.`,
        EXIT.usage,
      );
    }
    byKey.set(key, path);
  }
  return [...new Map(found.map((file) => [file.key, file])).values()];
}

async function articlesAt(path: string): Promise<FoundFile[]> {
  const info = await stat(path).catch((cause: unknown) => {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : (cause as Error).message;
    throw new CommandError(`${path} cannot be read: ${reason}.`, EXIT.usage, cause);
  });
  if (!info.isDirectory()) return [{ path, key: basename(path) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && ARTICLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file, key: file.slice(join(path, sep).length).split(sep) }))
    .filter(({ key }) => !key.some((part) => part.startsWith('.')))
    .map(({ path: file, key }) => ({ path: file, key: key.join('/') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  if (files.length === 0) {
    throw new CommandError(
      `There are no articles in the folder ${path} (files that end in .txt, .md, .html or .json, also with .gz).`,
      EXIT.usage,
    );
  }
  return files;
}
