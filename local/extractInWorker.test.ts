import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'claimwire-extractor-'));
afterAll(() => rmSync(folder, { recursive: true }));
const url = (path: string) => JSON.stringify(new URL(`../${path}`, import.meta.url));

/** Runs a script that ends the extractor, in a process of its own: what is tested is that the process lives. */
function run(script: string): { status: number | null; stdout: string; stderr: string } {
  const source = `
    import { setTimeout as delay } from 'node:timers/promises';
    import { extractInWorker } from ${url('local/extractInWorker.ts')};
    import { articleFromText } from ${url('shared/article/articleFromText.ts')};
    const { extractor, stop } = extractInWorker(${JSON.stringify(join(root, 'model'))});
    const paragraph = 'The harbour master, Ines Duarte, said on Monday that the pier would be shut until May. ';
    const article = articleFromText((paragraph.repeat(8) + '\\n\\n').repeat(120), {});
    /** An article of many seconds, in the midst of which it stands when this is done. */
    const begin = async () => {
      const job = (await extractor).extract(article);
      job.catch(() => {});
      await delay(1000);
      return { job };
    };
    ${script}`;
  const file = join(folder, 'script.mjs');
  writeFileSync(file, source);
  return spawnSync(process.execPath, [file], { encoding: 'utf8' });
}

describe('extractInWorker', { timeout: 120_000 }, () => {
  it('stops in the midst of an article, whose extraction then fails', () => {
    const { status, stdout, stderr } = run(`
      const { job } = await begin();
      await stop();
      await stop();
      console.log(await job.catch(({ message }) => message));`);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'The extractor has ended.\n',
      stderr: '',
    });
  });

  it('stops while it loads the model', () => {
    const { status, stdout, stderr } = run(`
      extractor.catch(() => {});
      await delay(150);
      await stop();
      console.log('stopped');`);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'stopped\n', stderr: '' });
  });

  it('lets the process exit in the midst of an article, and while it loads the model', () => {
    expect(run('await begin(); process.exit(7);')).toMatchObject({ status: 7, stderr: '' });
    for (const wait of [50, 150, 250])
      expect(run(`await delay(${wait}); process.exit(7);`)).toMatchObject({ status: 7, stderr: '' });
  });
});
