/**
 * Puts new figures into docs/quality.md: runs each of its commands `npm run evaluate -- … --markdown` and writes what it prints
 * between the marks below it. A command whose data are not there keeps its old figures, and is told.
 * Run: `node evaluate/updateQuality.ts`
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const path = join(root, 'docs', 'quality.md');
const FIGURES =
  /^npm run evaluate -- (.+ --markdown)\n```\n\n(<!-- figures -->\n)[\s\S]*?(<!-- end of figures -->)$/gm;

const text = readFileSync(path, 'utf8');
const day = new Date().toISOString().slice(0, 10);
let kept = 0;
const updated = text.replace(FIGURES, (section, args: string, begin: string, end: string) => {
  console.error(`npm run evaluate -- ${args}`);
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'evaluate.ts'), ...args.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (run.status !== 0) {
    kept += 1;
    return section;
  }
  const figures = run.stdout.trimEnd().replace(/^Extractor .*/, (line) => `${line}, measured on ${day}.`);
  return `npm run evaluate -- ${args}\n\`\`\`\n\n${begin}${figures}\n${end}`;
});
writeFileSync(path, updated);
if (kept > 0) console.error(`${kept} kept their old figures.`);
process.exitCode = kept > 0 ? 1 : 0;
