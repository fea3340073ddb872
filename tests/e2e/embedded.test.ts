import { existsSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../local/startEmbedded.ts';
import { putArticle } from '../../shared/aws/putArticle.ts';
import { articleId } from '../../shared/ledger/keys.ts';
import type { ArticleHead, ArticleRecord, ListedClaim } from '../../shared/ledger/ledger.ts';
import { startTemporary, type Temporary } from './startTemporary.ts';

interface List<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

const MAYOR =
  'The bridge over the Tarn will be closed until May, the mayor of Ostrava Falls, Helena Brisco, said on Monday.\n\n' +
  'Brisco said that the repairs would cost four million crowns. She denied that the council had known of the cracks.\n';

let temporary: Temporary;
const idOf = (key: string) => articleId(temporary.stack.bucket, key);
const put = (key: string, text: string | Uint8Array, rest: object = {}) =>
  temporary.s3.send(new PutObjectCommand({ Bucket: temporary.stack.bucket, Key: key, Body: text, ...rest }));
const processed = (head: ArticleHead) => head.status === 'processed';
const refused = (head: ArticleHead) => head.status === 'refused';
const eventually = async (condition: () => boolean | Promise<boolean>) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('It did not come to that in 20 s.');
};

beforeAll(async () => {
  temporary = await startTemporary();
});
afterAll(async () => {
  await temporary.stop();
});

describe('the embedded stack', () => {
  it('turns an upload into claims that can be asked for by source, page by page', async () => {
    await put('bridge.txt', MAYOR, { Metadata: { publisher: 'The Falls Gazette', published: '2026-03-02' } });
    const { head, claims } = await temporary.article(idOf('bridge.txt'), processed);
    expect(head).toMatchObject({
      publisher: 'The Falls Gazette',
      published: '2026-03-02',
      key: 'bridge.txt',
    });
    const text = await (await fetch(`${temporary.stack.apiUrl}/articles/${head.id}/text`)).text();
    expect(text).toBe(MAYOR);
    const ofMayor = claims.filter(({ sourceName }) => sourceName === 'Helena Brisco');
    expect(ofMayor.length).toBeGreaterThanOrEqual(2);
    for (const { cue } of ofMayor)
      for (const [start, end] of cue ?? []) expect(text.slice(start, end)).toMatch(/said|denied/);

    const found: ListedClaim[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await temporary.api(`/claims?source=Helena%20Brisco&limit=1${from}`);
      expect(status).toBe(200);
      const page: List<ListedClaim> = body;
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(found.map(({ id }) => id).sort()).toEqual(ofMayor.map(({ id }) => id).sort());
    expect(found[0]?.article).toMatchObject({ id: head.id, publisher: 'The Falls Gazette' });
  });

  it('finds what a government says by the names of its country, capital and house', async () => {
    const speaking = [
      'Moscow said on Monday that the bridge would open in May.',
      'The Kremlin denied that the work had stopped.',
      'Chicago said it would send two engineers to Moscow.',
      'The cracks are old, despite Russia’s claims that the bridge was new.',
    ];
    await put('capital.txt', `${speaking.join('\n\n')}\n`, { Metadata: { published: '2026-03-04' } });
    const { claims, entities } = await temporary.article(idOf('capital.txt'), processed);
    const government = entities.find(({ name }) => name === 'Government of Russia');
    expect(government).toMatchObject({
      ...{ type: 'organization', iso: 'RU', entityId: 'government-of-russia' },
      mentions: { length: 3 },
    });
    expect(entities.find(({ name }) => name === 'Moscow')).toMatchObject({
      ...{ type: 'location', entityId: 'city:524901' },
      mentions: { length: 1 },
    });
    const names = ['Moscow', 'Kremlin', 'Russia'];
    const own = claims.filter(({ sourceEntity }) => sourceEntity === government?.id);
    expect(own.map(({ sourceName }) => sourceName)).toEqual(['Russia', 'Kremlin', 'Russia']);
    for (const source of [...names, 'Government of Russia']) {
      const { body } = await temporary.api(`/claims?source=${encodeURIComponent(source)}`);
      const found = (body as List<ListedClaim>).items.filter(
        ({ article }) => article.id === idOf('capital.txt'),
      );
      expect(
        found.map(({ id }) => id),
        source,
      ).toEqual(own.map(({ id }) => id));
    }
  });

  it('replaces an article when its key is uploaded again, and takes it out when the object is deleted', async () => {
    const key = 'agency/live blog+1 (été).txt';
    await put(key, 'Olga Marten said that the talks had failed.');
    const first = await temporary.article(idOf(key), processed);
    await put(key, 'Pavel Orlik said that the talks would go on. Nobody left the room.');
    const second = await temporary.article(idOf(key), ({ sequencer }) => sequencer > first.head.sequencer);
    expect(second.head.id).toBe(first.head.id);
    const attributed = second.claims.filter(({ kind }) => kind === 'attributed');
    expect(attributed.map(({ sourceName }) => sourceName)).toEqual(['Pavel Orlik']);
    const ofOlga: List<ListedClaim> = (await temporary.api('/claims?source=Olga%20Marten')).body;
    expect(ofOlga.items).toEqual([]);

    await temporary.s3.send(new DeleteObjectCommand({ Bucket: temporary.stack.bucket, Key: key }));
    await eventually(async () => (await temporary.api(`/articles/${idOf(key)}`)).status === 404);
    const ofPavel: List<ListedClaim> = (await temporary.api('/claims?source=Pavel%20Orlik')).body;
    expect(ofPavel.items).toEqual([]);
  });

  it('reads what was uploaded in parts, and what is gzipped', async () => {
    const Bucket = temporary.stack.bucket;
    const Key = 'parts.txt.gz';
    const Body = gzipSync(MAYOR);
    const { UploadId } = await temporary.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, Metadata: { title: 'In parts' } }),
    );
    const { ETag } = await temporary.s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }),
    );
    await temporary.s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    const { head, claims } = await temporary.article(idOf(Key), processed);
    expect(head.title).toBe('In parts');
    expect(claims.map(({ sourceName }) => sourceName)).toContain('Helena Brisco');
  });

  it.each([
    ['Größe & Maß – „Ende“', '東京新聞 🗞'],
    ['100%25 of =?what?=', '50 % off'],
    ['a title of more than seventy-five characters, with an é in it, so that it must be cut in two', 'x'],
  ])('keeps metadata beyond ASCII: %s', async (title, publisher) => {
    const bucket = temporary.stack.bucket;
    const bytes = Buffer.from('The dam is safe, the mayor said.');
    await putArticle(temporary.s3, {
      bucket,
      key: `meta/${title}.txt`,
      bytes,
      metadata: { title, publisher },
    });
    const { head } = await temporary.article(idOf(`meta/${title}.txt`), processed);
    expect(head).toMatchObject({ title, publisher });
  });

  it('records what it cannot read as refused, with the reason, and goes on', async () => {
    await put('empty.txt', new Uint8Array());
    await put('program.bin', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3, 0, 0]));
    await put('after.txt', 'The vote was fair, Anna Petrov said.');
    await temporary.article(idOf('after.txt'), processed);
    const empty = await temporary.article(idOf('empty.txt'), refused);
    expect(empty.head.refusal).toMatchObject({
      code: 'article.empty',
      message: expect.stringContaining('empty.txt'),
    });
    const binary = await temporary.article(idOf('program.bin'), refused);
    expect(binary.head.refusal?.code).toMatch(/^article\./);
    const list: List<ArticleHead> = (await temporary.api('/articles?status=refused')).body;
    expect(list.items.map(({ key }) => key).sort()).toEqual(['empty.txt', 'program.bin']);
  });

  it('answers while an article is being read', async () => {
    await put('long.txt', 'The harbour is closed, the minister said on Friday.\n\n'.repeat(400));
    let answers = 0;
    let done = false;
    while (!done) {
      const { status } = await temporary.api(`/articles/${idOf('long.txt')}`);
      if (status === 200) done = true;
      else answers += 1;
    }
    // One long computation on the main thread would let one or two through.
    expect(answers).toBeGreaterThan(10);
  });

  it('takes in files that are dropped into the inbox once they are whole', async () => {
    const inbox = temporary.stack.inbox ?? '';
    const slow = join(inbox, 'slow.txt');
    await writeFile(slow, 'The wells are clean, ');
    await writeFile(join(inbox, 'broken.txt'), Buffer.alloc(100));
    for (const part of ['Doctor Lena ', 'Hofstad said ', 'on Sunday.']) {
      await sleep(400);
      await appendFile(slow, part);
    }
    const { head, claims } = await temporary.article(idOf('slow.txt'), processed);
    expect(head.key).toBe('slow.txt');
    expect(claims[0]?.standalone).toContain('The wells are clean');
    await eventually(() => existsSync(join(inbox, 'done', 'slow.txt')));
    const reason = join(inbox, 'refused', 'broken.txt.reason.txt');
    await eventually(() => existsSync(reason));
    expect(await readFile(reason, 'utf8')).toMatch(/^article\.\w+: broken\.txt /);
    expect(existsSync(slow)).toBe(false);
  });

  it('answers nobody but this machine’s own programs', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${temporary.stack.apiUrl}/claims`, { headers }).then(({ status }) => status);
    expect(await ask({ origin: 'https://news.example' })).toBe(403);
    expect(await ask({ origin: 'http://localhost:3000' })).toBe(200);
  });

  it('refuses a second process on its data folder, and a port that is taken', async () => {
    const { dataDir, apiUrl } = temporary.stack;
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data.locked' });
    const port = Number(new URL(apiUrl).port);
    const other = join(dataDir, 'other');
    await expect(
      startEmbedded({ dataDir: other, ports: { api: port, s3: 0, dynamodb: 0 } }),
    ).rejects.toMatchObject({
      code: 'port.taken',
      message: expect.stringContaining(String(port)),
    });
  });

  it('has everything again after a restart, also what was put just before, and cursors go on', async () => {
    const before: List<ArticleHead> = (await temporary.api('/articles?limit=2')).body;
    expect(before.cursor).not.toBeNull();
    await put('last.txt', 'The lights will stay on, said Marek Dvorsky of the power company.');
    await temporary.restart();
    const { claims }: ArticleRecord = await temporary.article(idOf('last.txt'), processed);
    expect(claims.map(({ sourceName }) => sourceName)).toContain('Marek Dvorsky');
    const next = await temporary.api(`/articles?limit=2&cursor=${encodeURIComponent(before.cursor ?? '')}`);
    expect(next.status).toBe(200);
    const { head } = await temporary.article(idOf('bridge.txt'), processed);
    expect(head.publisher).toBe('The Falls Gazette');
  });
});
