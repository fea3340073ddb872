import { describe, expect, it } from 'vitest';
import { createDenyList } from '../../shared/ingest/createDenyList.ts';
import { createLedger } from '../../shared/ledger/createLedger.ts';
import { articleId, sha256 } from '../../shared/ledger/keys.ts';
import { removeDenied } from '../../shared/ops/removeDenied.ts';
import { articleRequest } from '../articleRequest.ts';
import { createMemoryTable } from '../memoryTable.ts';

/** A denied publisher with two articles, one of them uploaded twice, and another publisher that has one text of it, too. */
async function setUp(diesAt = Number.POSITIVE_INFINITY) {
  const table = createMemoryTable();
  const ledger = createLedger(table);
  const denyList = createDenyList(table);
  await denyList.add({ kind: 'publisher', value: 'Post', since: '2026-11-22T10:00:00.000Z' });
  const objects = new Map<string, string[]>();
  const texts = new Set<string>();
  const upload = async (key: string, publisher: string, text: string) => {
    const versions = objects.get(key) ?? [];
    objects.set(key, [text, ...versions]);
    const request = articleRequest({ key, publisher, claims: 1, sequencer: `0${versions.length + 1}` });
    texts.add(sha256(text));
    await ledger.record({ ...request, textHash: sha256(text) });
  };
  await upload('once.txt', 'The Post', 'one');
  await upload('twice.txt', 'The Post', 'two, at first');
  await upload('twice.txt', 'The Post', 'both have it');
  await upload('other.txt', 'Valley News', 'both have it');
  let steps = 0;
  const step = () => {
    if (++steps === diesAt) throw new Error('died');
  };
  const deps = {
    ledger: {
      articles: ledger.articles,
      versions: ledger.versions,
      withdraw: async (...args: Parameters<typeof ledger.withdraw>) => {
        step();
        return ledger.withdraw(...args);
      },
    },
    denyList,
    store: {
      readUpload: async (_: string, name: string, version: string | null) => ({
        name,
        bytes: new TextEncoder().encode(objects.get(name)?.[Number(version)] ?? ''),
      }),
    },
    uploads: {
      name: 'uploads',
      versionsOf: async (key: string) => (objects.get(key) ?? []).map((_, index) => String(index)),
      remove: async (key: string) => {
        step();
        objects.delete(key);
      },
    },
    texts: {
      remove: async (hash: string) => {
        step();
        texts.delete(hash);
      },
    },
  };
  return { deps, ledger, objects, texts, upload };
}

describe('removeDenied', () => {
  it('removes articles, all versions of their uploads, and texts of all versions that nobody else has', async () => {
    const { deps, ledger, objects, texts } = await setUp();
    expect(await removeDenied(deps, () => {})).toEqual({ articles: 2, versions: 3, texts: 2 });
    expect([...objects.keys()]).toEqual(['other.txt']);
    expect([...texts]).toEqual([sha256('both have it')]);
    for (const key of ['once.txt', 'twice.txt']) {
      expect(await ledger.article(articleId('uploads', key))).toBeNull();
      expect(await ledger.versions(articleId('uploads', key))).toBeNull();
    }
    expect((await ledger.article(articleId('uploads', 'other.txt')))?.claims).toHaveLength(1);
  });

  it('leaves a text that an older version of another article stands on', async () => {
    const { deps, ledger, texts, upload } = await setUp();
    await upload('changed.txt', 'Valley News', 'one');
    await upload('changed.txt', 'Valley News', 'another');
    await removeDenied(deps, () => {});
    expect([...texts].sort()).toEqual(['both have it', 'one', 'another'].map(sha256).sort());
    const versions = await ledger.versions(articleId('uploads', 'changed.txt'));
    expect(versions?.map(({ textHash }) => textHash)).toEqual([sha256('another'), sha256('one')]);
  });

  it('can be cut short anywhere, and a second run removes the rest', async () => {
    for (let diesAt = 1; diesAt <= 6; diesAt++) {
      const { deps, objects, texts, ledger } = await setUp(diesAt);
      await expect(removeDenied(deps, () => {})).rejects.toThrow('died');
      await removeDenied(deps, () => {});
      expect([...objects.keys()]).toEqual(['other.txt']);
      expect([...texts]).toEqual([sha256('both have it')]);
      expect((await ledger.articles({ limit: 10 })).items.map(({ key }) => key)).toEqual(['other.txt']);
    }
  });
});
