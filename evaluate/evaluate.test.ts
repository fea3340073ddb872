import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** Runs the command as `npm run evaluate` does, with the model that ships. */
const evaluate = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'evaluate.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwire-evaluate-'));
  file(
    'said.txt',
    [
      '=== id=said-01 genre=war style=plain',
      '{s1 The minister} {c1 said on Monday} {t1 that the bridge would open in May}.',
      '=== id=said-02 genre=sport style=plain',
      'The crowd, {c1 allegedly}, {t1 sang \u001b]0;mine\u0007}.',
    ].join('\n'),
  );
  const text = 'Marta Oliveira flew to Lisbon on Tuesday.';
  const entities = [
    { start: 0, end: 14, type: 'Person' },
    { start: 23, end: 29, type: 'Location' },
  ];
  file('names.jsonl', `${JSON.stringify({ id: 'n', text, entities })}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Each run loads the model anew, three of them in one test.
describe('npm run evaluate', { timeout: 120_000 }, () => {
  it('prints tables of at most 80 columns for all the files of a folder, and the worst errors', () => {
    const { status, stdout, stderr } = evaluate('--data', folder, '--errors', '5');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Extractor \d+\.\d+\.\d+\S*\+[0-9a-f]{8}\n/);
    expect(stdout).toContain('Attributions in 2 articles');
    expect(stdout).toContain('Named entities in 1 article, typed and exact');
    expect(stdout).toMatch(/^Person +\d/m);
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/\{c allegedly\}/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u0007');
  });

  it('gives the same figures as JSON, however many work at it', () => {
    const figures = (jobs: string) => {
      const { status, stdout } = evaluate('--data', folder, '--json', '-', '--jobs', jobs);
      expect(status).toBe(0);
      return stdout;
    };
    const { attributions, entities, annotators } = JSON.parse(figures('1'));
    expect(annotators).toBe('first');
    expect(attributions).toMatchObject({ articles: 2, triples: { exact: { gold: 2 } } });
    expect(entities).toMatchObject({ articles: 1, all: { gold: 2 } });
    expect(figures('2')).toBe(figures('1'));
  });

  it('writes JSON to a file beside the tables, and tables as Markdown', () => {
    const path = join(folder, 'figures.json');
    const data = join(folder, 'said.txt');
    const { stdout } = evaluate('--data', data, '--json', path, '--markdown', '--limit', '1');
    expect(stdout).toContain('**Attributions in 1 article**');
    expect(stdout).toMatch(/^\| triple \| \d/m);
    const [, labels, bars, line] =
      /```mermaid\nxychart-beta\n[\s\S]*?x-axis \[(.+)\]\n[\s\S]*?bar \[(.+)\]\n {2}line \[(.+)\]\n```/.exec(
        stdout,
      )!;
    expect(labels!.split(', ').length).toBeGreaterThan(0);
    expect(bars!.split(', ')).toHaveLength(labels!.split(', ').length);
    expect(line!.split(', ')).toHaveLength(labels!.split(', ').length);
    expect(JSON.parse(readFileSync(path, 'utf8')).attributions.articles).toBe(1);
    rmSync(path);
  });

  it.each([
    ['no data', [], /--data/],
    [
      'a path that is not there',
      ['--data', '/nowhere/x.jsonl'],
      /\/nowhere\/x\.jsonl cannot be read: ENOENT/,
    ],
    ['data of another form', ['--data', import.meta.filename], /evaluate\.test\.ts:1: neither JSON Lines/],
    ['a limit of nothing', ['--data', import.meta.filename, '--limit', '0'], /whole number/],
  ])('says what is wrong with %s, and exits with 2', (_, args, message) => {
    const { status, stdout, stderr } = evaluate(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('says that a model cannot be loaded', () => {
    const { status, stderr } = evaluate('--data', join(folder, 'names.jsonl'), '--model', folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^evaluate: The model's file .*model\.onnx cannot be used/);
  });
});
