import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, it } from 'vitest';
import { report } from './articles.ts';
import { deployment, describeOnLocalStack, listClaims, processed, s3, upload, uploaded } from './stack.ts';

/** The longest key that S3 takes has 1,024 bytes of UTF-8. */
const LONGEST = `keys/x${'ä/'.repeat(338)}.txt`;

describeOnLocalStack('an upload', () => {
  it('by the SDK becomes claims', async () => {
    const article = await upload('ways/sdk.txt', report('Ingrid Halvorsen'));

    const { claims } = await processed(article);
    expect(claims.map(({ sourceName }) => sourceName)).toContain('Ingrid Halvorsen');
    const listed = await listClaims('source=Ingrid%20Halvorsen');
    expect(new Set(listed.items.map((claim) => claim.article.id))).toEqual(new Set([article.id]));
  });

  it('by a presigned URL needs no credentials of AWS', async () => {
    const { ArticlesBucketName: Bucket } = deployment().outputs;
    const Key = 'ways/presigned, by hand.txt';
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });

    const response = await fetch(url, { method: 'PUT', body: report('Pavel Novotny') });
    expect(response.status, await response.text()).toBe(200);

    const article = await processed(uploaded(Key, response.headers.get('x-amz-version-id')));
    expect(article.claims.map(({ sourceName }) => sourceName)).toContain('Pavel Novotny');
  });

  it('in parts is one article', async () => {
    const { ArticlesBucketName: Bucket } = deployment().outputs;
    const Key = 'ways/parts.html';
    // All parts but the last have 5 MiB or more: a page with its scripts in it.
    const body = Buffer.from(
      `<!doctype html><html><head><title>Bridge</title><script>/*${'x'.repeat(5 * 2 ** 20)}*/</script></head><body><article><h1>Bridge to stay closed</h1><p>${report('Yusuf Demirel').replaceAll('\n\n', '</p><p>')}</p></article></body></html>`,
    );
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/html; charset=utf-8' }),
    );
    const cut = 5 * 2 ** 20;
    const parts = await Promise.all(
      [body.subarray(0, cut), body.subarray(cut)].map(async (Body, index) => {
        const part = { Bucket, Key, UploadId, PartNumber: index + 1 };
        const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body }));
        return { ETag, PartNumber: part.PartNumber };
      }),
    );
    const { VersionId } = await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: parts } }),
    );

    const article = await processed(uploaded(Key, VersionId));
    expect(article.head.format).toBe('html');
    expect(article.claims.map(({ sourceName }) => sourceName)).toContain('Yusuf Demirel');
  });

  it.each([
    ['spaces', 'keys/a  key with spaces .txt'],
    ['plus signs', 'keys/1+1=2+.txt'],
    ['percent signs', 'keys/100%25 sure %2B.txt'],
    ['letters beyond ASCII', 'keys/Übersicht/日本/📰 été.txt'],
    ['punctuation', `keys/who's & "what"? (a;b,c:d@e$f!g*h)#1.txt`],
    ['1,024 bytes', LONGEST],
  ])('keeps a key with %s', async (_, key) => {
    const article = await processed(await upload(key, report('Ingrid Halvorsen')));
    expect(article.head).toMatchObject({ key, status: 'processed' });
  });
});
