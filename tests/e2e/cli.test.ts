import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleId } from '../../shared/ledger/keys.ts';
import type { ListedClaim } from '../../shared/ledger/ledger.ts';
import { type CliResult, cliEnvironment, runCli } from './runCli.ts';
import { startTemporary, type Temporary } from './startTemporary.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples');

let temporary: Temporary;
let folder: string;
const run = (args: readonly string[], input?: string | Uint8Array): Promise<CliResult> =>
  runCli(args, {
    ...(input === undefined ? {} : { input }),
    environment: { CLAIMWIRE_DATA: temporary.stack.dataDir },
  });
const widest = (output: string): number => Math.max(...output.split('\n').map((line) => stringWidth(line)));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-cli-'));
  temporary = await startTemporary({ inbox: null });
});
afterAll(async () => {
  await temporary.stop();
  await rm(folder, { recursive: true });
});

describe('claimwire upload', () => {
  it('tells what became of each article, with its id, and fails when one was refused', async () => {
    const bad = join(folder, 'bad.txt');
    await writeFile(bad, Buffer.alloc(50));
    const { code, stdout, stderr } = await run(['upload', bad, join(SAMPLES, 'canal-verdict.txt')]);
    expect(code).toBe(1);
    const { bucket } = temporary.stack;
    expect(stdout).toMatch(
      new RegExp(
        `^processed  ${articleId(bucket, 'canal-verdict.txt')}  canal-verdict.txt  \\d+ claims, \\d+ narrated$`,
        'm',
      ),
    );
    expect(stdout).toMatch(new RegExp(`^refused    ${articleId(bucket, 'bad.txt')}  bad.txt$`, 'm'));
    expect(stdout).toMatch(/^ {11}article\.\w+: bad\.txt/m);
    expect(stderr).toBe('1 of 2 articles were not processed.\n');
  });

  it('takes stdin, with a name and what is known of the article', async () => {
    const { code, stdout } = await run(
      [
        'upload',
        '-',
        '--key',
        'été 1.txt',
        '--publisher',
        'Die Zeit – Süd',
        '--published',
        '2026-01-05',
        '--json',
      ],
      'The river will rise, said the warden, Jakob Helm.',
    );
    expect(code).toBe(0);
    const { id, status } = JSON.parse(stdout) as { id: string; status: string };
    expect(status).toBe('processed');
    const { head } = await temporary.article(id, () => true);
    expect(head).toMatchObject({ key: 'été 1.txt', publisher: 'Die Zeit – Süd', published: '2026-01-05' });
  });

  it('takes the articles of a folder under their paths in it, and leaves other files', async () => {
    const stories = join(folder, 'stories');
    await mkdir(join(stories, 'a'), { recursive: true });
    await writeFile(join(stories, 'a', 'one.txt'), 'It was cold, Ada Lind said.');
    await writeFile(join(stories, 'a', 'photo.jpg'), 'no text');
    await writeFile(join(stories, '.hidden.txt'), 'It was warm, Ada Lind said.');
    const { code, stdout } = await run(['upload', stories, '--prefix', 'x/', '--no-wait', '--json']);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).key),
    ).toEqual(['x/a/one.txt']);
  });

  it.each([
    [['upload', 'no/such/file.txt'], /^claimwire: no\/such\/file\.txt cannot be read: does not exist\.$/m],
    [['upload', SAMPLES, '--key', 'x'], /--key names one article, but there are 7/],
    [['upload', SAMPLES, '--published', 'yesterday'], /--published must be a date/],
    [['upload', SAMPLES, '--url', 'example'], /--url must be a whole URL/],
    [['upload'], /missing required argument/],
    [['claims', '--limit', '0'], /whole number from 1/],
    [['claims', '--from', 'yesterday'], /The API does not take this: from must be a date/],
    [['claims', '--source', 'A', '--entity', 'B'], /cannot be combined/],
    [['claims', '--stance', 'denied'], /Allowed choices are assert, deny, refuse, /],
    [
      ['claims', '--stance', 'deny', '--kind', 'narrated'],
      /stance narrated claims have no stance: give another/,
    ],
    [['clams'], /Did you mean claims\?/],
    [['claims', '--api-url', 'ftp://x'], /must be an http or https URL, not "ftp:\/\/x"/],
    [
      ['upload', SAMPLES, '--api-url', 'http://127.0.0.1:9'],
      /no bucket to upload to\. Name it with --bucket/,
    ],
  ])('and every command says what is wrong with %j', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('claimwire claims, articles, article, entities, status', () => {
  beforeAll(async () => {
    expect((await run(['upload', SAMPLES])).code).toBe(0);
  });

  it('show who, the cue and what in a table that fits 80 columns and has no colours in a pipe', async () => {
    const { code, stdout } = await run(['claims', '--publisher', 'Meridian Press', '--all']);
    expect(code).toBe(0);
    expect(stdout).toContain('Central bank holds rates, hints at summer cut');
    expect(stdout).toContain('Meridian Press · 2026-04-16 · ');
    expect(stdout).toMatch(/^ {2}Karel Dubois +said +The meetings had been about a +\d+%$/m);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toBe(stripVTControlCharacters(stdout));
  });

  it('give the API’s claims as JSON Lines, by source and by article the same', async () => {
    const bySource = await run(['claims', '--source', 'karel dubois', '--json']);
    const claims = bySource.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ListedClaim);
    expect(claims.length).toBeGreaterThanOrEqual(2);
    expect(new Set(claims.map(({ sourceName }) => sourceName))).toEqual(new Set(['Karel Dubois']));
    const byArticle = await run(['claims', '--article', claims[0]?.article.id ?? '', '--all', '--json']);
    const ofArticle = byArticle.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ListedClaim);
    for (const claim of claims) expect(ofArticle).toContainEqual(claim);
  });

  it('show through whom a claim is told, and find it by either source and by its stance', async () => {
    const text =
      'Reuters reported on Monday that the harbour master, Tom Barr, had denied that the lock was unsafe. The mayor of Lenz, Ada Lind, said that the ferry had sailed.';
    expect((await run(['upload', '-', '--key', 'relay.txt', '--publisher', 'Relay Post'], text)).code).toBe(
      0,
    );
    const table = await run(['claims', '--publisher', 'Relay Post']);
    expect(table.stdout).toMatch(/^ {2}Reuters → Tom Barr +had denied/m);
    expect(table.stdout).toMatch(/^ {2}Ada Lind +said/m);
    const found = async (...filter: string[]) =>
      (await run(['claims', ...filter, '--json', '--all'])).stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ListedClaim)
        .map(({ chain, stance }) => [chain, stance]);
    const denied = [['Reuters', 'Tom Barr'], 'deny'];
    expect(await found('--via', 'reuters')).toEqual([denied]);
    expect(await found('--source', 'Reuters')).toEqual([[['Reuters'], 'assert']]);
    expect(await found('--publisher', 'Relay Post', '--stance', 'deny')).toEqual([denied]);
    const id = articleId(temporary.stack.bucket, 'relay.txt');
    expect(await found('--article', id, '--stance', 'deny')).toEqual([denied]);
  });

  it('say when there is more to see', async () => {
    const { stdout } = await run(['claims', '--limit', '2']);
    expect(stdout).toMatch(/The first 2\. More: --limit N, or --all\./);
  });

  it('list articles, refused ones with the reason, within 80 columns', async () => {
    await run(['upload', '-', '--key', 'bad again.txt'], Buffer.alloc(50));
    const { stdout } = await run(['articles', '--all']);
    expect(stdout).toMatch(/^2026-05-30 {2}Lindhurst win the cup in extra +\d+ {2}[0-9a-f]{24}$/m);
    expect(stdout).toContain('refused: bad again.txt');
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  it('show one article with its entities, and its text byte for byte', async () => {
    const id = articleId(temporary.stack.bucket, 'library-roof.json');
    const shown = await run(['article', id]);
    expect(shown.stdout).toMatch(/^Entities$/m);
    expect(shown.stdout).toContain('Agnes Thorold');
    const { stdout } = await run(['article', id, '--text']);
    expect(stdout).toMatch(/^The town library in Fennick will open again in June/);
    expect((await run(['article', '0'.repeat(24)])).code).toBe(1);
  });

  it('find entities by the start of their names', async () => {
    const { stdout } = await run(['entities', 'HENRIETTA']);
    expect(stdout).toMatch(/^Henrietta Voss +person +henrietta-voss$/m);
  });

  it('make text of articles harmless for the terminal', async () => {
    const text = `The \u202elever\u202c was \u009b31mred, said Tom \u200fBarr of Lenz Works.\n\n${'It was noon. '.repeat(50)}`;
    expect((await run(['upload', '-', '--key', 'esc.txt', '--title', 'A\u202eB'], text)).code).toBe(0);
    const { stdout } = await run(['claims', '--article', articleId(temporary.stack.bucket, 'esc.txt')]);
    expect(stdout).toMatch(/said/);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e]/);
  });

  it('say that nothing runs, and what to do, when nothing runs', async () => {
    const nowhere = ['--data', join(folder, 'nowhere')];
    const { code, stderr } = await run(['claims', ...nowhere]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^claimwire: No Claimwire is running on .*nowhere\. Start one with "npx claimwire up"/,
    );
    expect((await run(['status', ...nowhere])).code).toBe(3);
    const up = await run(['status', '--json']);
    expect(up.code).toBe(0);
    expect(JSON.parse(up.stdout)).toMatchObject({ running: true, api: temporary.stack.apiUrl, failed: 0 });
  });

  it('tell when an API that was named does not answer', async () => {
    const { code, stderr } = await run(['claims', '--api-url', 'http://127.0.0.1:9']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^claimwire: http:\/\/127\.0\.0\.1:9 does not answer: /);
  });
});

describe('claimwire extract', () => {
  const lines = (output: string) =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('gives a line for each article, in order, with spans into the text it got', async () => {
    const text = '“The lock is old,” said Ruth Amberley, the keeper.\u2028She would not say more.';
    const articles = [
      { id: 'a', text, publisher: 'X', published: '2026-01-01', title: null, url: null },
      { id: 'b', text: '' },
      { id: 'ç', text: '東京 🎉 Mara Venn said it was late.', extra: 1 },
    ];
    const { code, stdout, stderr } = await runCli(['extract'], {
      input: `\ufeff${articles.map((article) => JSON.stringify(article)).join('\r\n')}`,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const found = lines(stdout);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'ç']);
    expect(found[0].extractorVersion).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/);
    expect(found[0].claims[0].cue.map(([start, end]: [number, number]) => text.slice(start, end))).toEqual([
      'said',
    ]);
    expect(found[0].claims[0]).toMatchObject({ parent: null, chain: ['Ruth Amberley'] });
    expect(found[0].blocks[0]).toMatchObject({ kind: 'paragraph', span: [0, expect.any(Number)] });
    expect(found[1]).toMatchObject({ claims: [], entities: [], blocks: [] });
  });

  it('tells of bad lines with their numbers, does the rest, and fails at the end', async () => {
    const input = Buffer.concat([
      Buffer.from('{"id":"1","text":"It rained, Tom Barr said."}\n\n{"id":"2"}\n{"id":"3","text":\n[1]\n'),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('{"id":"7","text":"It snowed, Tom Barr said."}'),
    ]);
    const { code, stdout, stderr } = await runCli(['extract'], { input });
    expect(code).toBe(1);
    expect(lines(stdout).map(({ id }) => id)).toEqual(['1', '7']);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 20)),
    ).toEqual([
      'line 3: not an artic',
      'line 4: not JSON',
      'line 5: not an artic',
      'line 6: not UTF-8',
      '4 of 6 articles coul',
    ]);
  });

  it('ends quietly when its reader has enough', async () => {
    const article = `${JSON.stringify({ id: '1', text: 'It rained, Tom Barr said.' })}\n`;
    const cli = join(import.meta.dirname, '..', '..', 'cli', 'claimwire.ts');
    const child = spawn(process.execPath, [cli, 'extract'], { env: cliEnvironment() });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdin.on('error', () => {});
    child.stdin.write(article);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(article.repeat(20));
    const [code] = await once(child, 'close');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('claimwire up', () => {
  it('takes in the articles it is given, shows their claims, runs, and stops when told', async () => {
    const data = join(folder, 'up data');
    const story = join(folder, 'up story.txt');
    await writeFile(story, 'The mill will reopen, said its owner, Greta Holm, on Tuesday.');
    const cli = join(import.meta.dirname, '..', '..', 'cli', 'claimwire.ts');
    const free = ['--port', '0', '--s3-port', '0', '--dynamodb-port', '0'];
    const child = spawn(process.execPath, [cli, 'up', story, '--data', data, ...free], {
      env: cliEnvironment(),
    });
    let output = '';
    await new Promise<void>((running) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Claimwire is running.') && output.includes('claims --data')) running();
      });
    });
    expect(output).toMatch(/^ {2}Greta Holm +said(?: on)? +The mill will reopen/m);
    expect(output).toMatch(/^ {2}API +http:\/\/127\.0\.0\.1:\d+\/claims$/m);
    expect(output).not.toContain('"level"');
    const again = await runCli(['up', '--data', data]);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/^claimwire: Another Claimwire is using the data folder/);
    const { code, stdout } = await runCli(['claims', '--data', data, '--source', 'Greta Holm']);
    expect(code).toBe(0);
    expect(stdout).toContain('The mill will reopen');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect((await runCli(['status', '--data', data])).code).toBe(3);
  });

  it('reads with the model in the folder that --model names, and says which file is missing of it', async () => {
    const data = join(folder, 'up without model');
    const free = ['--port', '0', '--s3-port', '0', '--dynamodb-port', '0'];
    const { code, stderr } = await runCli(['up', '--data', data, '--model', folder, ...free]);
    expect(stderr).toContain(
      `claimwire: The model's file ${join(folder, 'model.onnx')} cannot be used (ENOENT`,
    );
    expect(code).toBe(2);
  });
});
