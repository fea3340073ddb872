import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { report } from './articles.ts';
import {
  deployment,
  describeOnLocalStack,
  itWhenCorrected,
  listArticles,
  listClaims,
  processed,
  queueWorkedOff,
  request,
  s3,
  upload,
} from './stack.ts';
import { until } from './until.ts';

describeOnLocalStack('an object that changes', () => {
  itWhenCorrected('has the claims of its new version, and no others', async () => {
    const before = await upload('versions/again.txt', report('Ferdinand Achterberg'));
    await processed(before);
    const { head, claims } = await processed(await upload('versions/again.txt', report('Wilhelmina Osei')));

    expect(head.id).toBe(before.id);
    expect(claims.map(({ sourceName }) => sourceName)).toContain('Wilhelmina Osei');
    expect(await articlesWith('Wilhelmina Osei')).toEqual([head.id]);
    expect(await articlesWith('Ferdinand Achterberg')).toEqual([]);
  });

  itWhenCorrected('ends with the last of many versions', async () => {
    let last = await upload('versions/often.txt', report('Konstantin Alvarez'));
    for (let edition = 2; edition <= 6; edition++) {
      last = await upload(
        'versions/often.txt',
        report(edition < 6 ? 'Konstantin Brandt' : 'Konstantin Latour'),
      );
    }
    await processed(last);
    await queueWorkedOff();

    expect((await processed(last)).claims.map(({ sourceName }) => sourceName)).toContain('Konstantin Latour');
    expect(await articlesWith('Konstantin Brandt')).toEqual([]);
  });

  itWhenCorrected(
    'goes with its claims when it is deleted, and comes back when it is uploaded again',
    async () => {
      const { ArticlesBucketName: Bucket } = deployment().outputs;
      const article = await upload('versions/deleted.txt', report('Philippa Vandermeer'), {
        Metadata: { publisher: 'Vanishing Times' },
      });
      await processed(article);

      await s3.send(new DeleteObjectCommand({ Bucket, Key: article.key }));
      await until('the article is withdrawn', async () =>
        (await request(`/articles/${article.id}`)).status === 404 ? true : null,
      );
      expect(await articlesWith('Philippa Vandermeer')).toEqual([]);
      expect((await listArticles('publisher=Vanishing%20Times')).items).toEqual([]);

      await processed(await upload(article.key, report('Philippa Vandermeer')));
      expect(await articlesWith('Philippa Vandermeer')).toEqual([article.id]);
    },
  );

  itWhenCorrected('keeps its claims when only an old version of it is deleted', async () => {
    const { ArticlesBucketName: Bucket } = deployment().outputs;
    const old = await upload('versions/pruned.txt', report('Sigrid Falkenrath'));
    await processed(old);
    const current = await upload(old.key, report('Sigrid Falkenrath'));
    await processed(current);

    await s3.send(new DeleteObjectCommand({ Bucket, Key: old.key, VersionId: old.versionId }));
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: old.key, VersionId: old.versionId })),
    ).rejects.toThrow();
    await queueWorkedOff();
    expect((await processed(current)).head.status).toBe('processed');
  });
});

/** Ids of the articles with a claim of the source. */
async function articlesWith(source: string): Promise<string[]> {
  const { items } = await listClaims(`source=${encodeURIComponent(source)}&limit=100`);
  return [...new Set(items.map(({ article }) => article.id))];
}
