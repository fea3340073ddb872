import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../tests/memoryTable.ts';
import { createDenyList, type DenyList } from './createDenyList.ts';

const since = '2026-11-22T10:00:00.000Z';
let list: DenyList;
beforeEach(() => {
  list = createDenyList(createMemoryTable());
});

describe('the deny list', () => {
  it('names a publisher however its letters, accents and article are written', async () => {
    await list.add({ kind: 'publisher', value: 'The Málaga Post', since });
    expect(await list.find({ publisher: 'malaga POST', url: null })).toMatchObject({ kind: 'publisher' });
    expect(await list.find({ publisher: 'Malaga Post Weekly', url: null })).toBeNull();
    expect(await list.find({ publisher: null, url: null })).toBeNull();
  });

  it('names an address whatever its scheme, www, fragment and last slash, and no other query', async () => {
    await list.add({ kind: 'url', value: 'https://www.example.org/a/b?id=1', since });
    const finds = (url: string) => list.find({ publisher: 'X', url });
    expect(await finds('http://EXAMPLE.org/a/b/?id=1#top')).not.toBeNull();
    expect(await finds('https://example.org/a/b?id=2')).toBeNull();
    expect(await finds('https://example.org/a')).toBeNull();
    expect(await finds('no address')).toBeNull();
  });

  it('forgets an entry that is removed, and says whether there was one', async () => {
    const denial = { kind: 'publisher', value: 'Post', since } as const;
    await list.add(denial);
    expect(await list.all()).toEqual([denial]);
    expect(await list.remove({ kind: 'publisher', value: 'POST' })).toBe(true);
    expect(await list.remove({ kind: 'publisher', value: 'POST' })).toBe(false);
    expect(await list.all()).toEqual([]);
  });

  it('refuses an address that is none, and says what to give', async () => {
    await expect(list.add({ kind: 'url', value: 'example', since })).rejects.toMatchObject({
      code: 'deny.badUrl',
    });
  });
});
