import { beforeAll, expect, it } from 'vitest';
import { refused, samples } from './articles.ts';
import type { Uploaded } from './driveStack.ts';
import {
  describeOnLocalStack,
  listArticles,
  listClaims,
  messagesIn,
  processed,
  queueWorkedOff,
  request,
  upload,
} from './stack.ts';

describeOnLocalStack('an article', () => {
  const uploads = new Map<string, Uploaded>();
  beforeAll(async () => {
    const all = [...samples.map((sample) => ({ metadata: {}, ...sample })), ...refused];
    await Promise.all(
      all.map(async ({ key, body, contentType, ...more }) => {
        const options = { ContentType: contentType, ...('metadata' in more && { Metadata: more.metadata }) };
        uploads.set(key, await upload(key, body, options));
      }),
    );
  });

  it.each(samples)('as $what is read and its claims are recorded', async (sample) => {
    const { head, claims } = await processed(uploads.get(sample.key)!);

    expect(head).toMatchObject({
      status: 'processed',
      format: sample.format,
      title: sample.title,
      publisher: sample.publisher,
      published: sample.published,
      claimCount: claims.length,
    });
    const { items } = await listClaims(`source=${encodeURIComponent(sample.source)}`);
    expect(items.map(({ article, id }) => `${article.id} ${id}`).sort()).toEqual(
      claims
        .filter(({ sourceName }) => sourceName === sample.source)
        .map(({ id }) => `${head.id} ${id}`)
        .sort(),
    );
    expect(items.length).toBeGreaterThan(0);
  });

  it('has a text that the spans of its claims point into', async () => {
    const sample = samples.find(({ format }) => format === 'html')!;
    const { head, claims } = await processed(uploads.get(sample.key)!);

    const response = await request(`/articles/${head.id}/text`);
    expect(response.headers.get('etag')).toBe(`"${head.textHash}"`);
    const text = await response.text();
    const claim = claims.find(({ sourceName }) => sourceName === sample.source)!;
    expect(claim.source!.map(([start, end]) => text.slice(start, end))).toEqual([sample.source]);
    expect(claim.content.map(([start, end]) => text.slice(start, end)).join(' ')).toContain('bridge');
  });

  it.each(refused)('that is $what is refused, with the reason', async ({ key, code }) => {
    const { head, claims } = await processed(uploads.get(key)!);

    expect(head).toMatchObject({ status: 'refused', refusal: { code } });
    expect(head.refusal!.message).toContain(key);
    expect(claims).toEqual([]);
    expect((await request(`/articles/${head.id}/text`)).status).toBe(404);
  });

  it('that was refused is listed, and is not tried again', async () => {
    for (const { key } of refused) await processed(uploads.get(key)!);

    const { items } = await listArticles('status=refused&limit=100');
    expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining(refused.map(({ key }) => key)));
    await queueWorkedOff();
    expect(await messagesIn('DeadLetterQueueUrl')).toBe(0);
  });
});
