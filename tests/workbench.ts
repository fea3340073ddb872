import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.env.CLAIMWIRE_WORKBENCH ?? join(import.meta.dirname, '..', '..', 'shared'));

/**
 * Path of a file of the workbench: annotated data and articles that may not be shipped with the project.
 * It is looked for beside the checkout (`../shared`) or in the folder CLAIMWIRE_WORKBENCH names.
 * Gives null, and says on stderr what is left out, when the file is not there.
 */
export function workbench(file: string): string | null {
  const path = join(folder, file);
  if (existsSync(path)) return path;
  console.warn(
    `left out: tests on ${file} (no workbench data beside the checkout; CLAIMWIRE_WORKBENCH can name its folder)`,
  );
  return null;
}
