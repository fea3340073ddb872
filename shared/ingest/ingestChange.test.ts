import { describe, expect, it } from 'vitest';
import { PermanentError, TransientError } from '../errors.ts';
import type { Extractor } from '../extract/extraction.ts';
import { sha256 } from '../ledger/keys.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Denial } from './createDenyList.ts';
import { type IngestDependencies, ingestChange } from './ingestChange.ts';
import type { ObjectChange } from './objectChange.ts';

const change: ObjectChange = {
  kind: 'created',
  bucket: 'uploads',
  key: 'a.txt',
  versionId: null,
  sequencer: '0A',
  time: '2026-11-22T10:00:00.000Z',
};

/** Parts that note what they are asked; `fault` makes one of them fail as its service would, `denials` is what the list says. */
function parts(
  text: string,
  fault: Partial<Record<'read' | 'keep' | 'record', Error>> = {},
  denials: (Denial | null)[] = [],
) {
  const asked: string[] = [];
  const note = async <T>(what: string, error: Error | undefined, answer: T): Promise<T> => {
    asked.push(what);
    if (error !== undefined) throw error;
    return answer;
  };
  const extractor: Extractor = {
    version: '0.1.0+00000000',
    extract: () => note('extract', undefined, { claims: [], setAside: [], entities: [] }),
  };
  const ledger: Pick<Ledger, 'record' | 'refuse' | 'withdraw'> = {
    record: ({ textHash }) => note(`record ${textHash}`, fault.record, 'recorded'),
    refuse: (_, { code }) => note(`refuse ${code}`, undefined, 'recorded'),
    withdraw: () => note('withdraw', undefined, 'recorded'),
  };
  const store: IngestDependencies['store'] = {
    readUpload: (_, key) => note('read', fault.read, { name: key, bytes: new TextEncoder().encode(text) }),
    holds: () => note('holds', undefined, text !== ''),
    keepText: (hash) => note(`keep ${hash}`, fault.keep, undefined),
  };
  const denyList: IngestDependencies['denyList'] = { find: async () => denials.shift() ?? null };
  return { asked, deps: { store, extractor, ledger, denyList } };
}

describe('ingestChange', () => {
  it('keeps the text before it records the claims, so that their offsets can always be followed', async () => {
    const { asked, deps } = parts('The mayor said no.');
    const hash = sha256('The mayor said no.');
    expect(await ingestChange(change, deps)).toMatchObject({ result: 'processed', write: 'recorded' });
    expect(asked).toEqual(['read', 'extract', `keep ${hash}`, `record ${hash}`]);
  });

  it('records an upload that can never work as refused, with its reason', async () => {
    const { asked, deps } = parts('');
    const outcome = await ingestChange(change, deps);
    expect(outcome).toMatchObject({ result: 'refused', reason: expect.stringContaining('empty') });
    expect(asked.at(-1)).toBe(`refuse ${outcome.reason}`);
  });

  it.each(['read', 'keep', 'record'] as const)(
    'passes on a passing fault of %s and records nothing',
    async (step) => {
      const { asked, deps } = parts('The mayor said no.', {
        [step]: new TransientError('test.busy', 'busy'),
      });
      await expect(ingestChange(change, deps)).rejects.toBeInstanceOf(TransientError);
      expect(asked.filter((call) => call.startsWith('refuse'))).toEqual([]);
    },
  );

  const denial: Denial = { kind: 'publisher', value: 'Post', since: '2026-11-22T09:00:00.000Z' };

  it('refuses a denied article before it is extracted, and keeps nothing of it', async () => {
    const { asked, deps } = parts('The mayor said no.', {}, [denial]);
    expect(await ingestChange(change, deps)).toMatchObject({ result: 'refused', reason: 'article.denied' });
    expect(asked).toEqual(['read', 'refuse article.denied']);
  });

  it('refuses an article that was denied while it was extracted', async () => {
    const { asked, deps } = parts('The mayor said no.', {}, [null, denial]);
    expect(await ingestChange(change, deps)).toMatchObject({ result: 'refused', reason: 'article.denied' });
    expect(asked).toEqual(['read', 'extract', 'refuse article.denied']);
  });

  it('leaves an object that is gone to the event of its removal', async () => {
    const { asked, deps } = parts('x', { read: new PermanentError('upload.missing', 'gone') });
    expect(await ingestChange(change, deps)).toMatchObject({ result: 'skipped', reason: 'object gone' });
    expect(asked).toEqual(['read']);
  });

  it('withdraws an article whose object was deleted', async () => {
    const { asked, deps } = parts('');
    expect(await ingestChange({ ...change, kind: 'removed' }, deps)).toMatchObject({ result: 'withdrawn' });
    expect(asked).toEqual(['holds', 'withdraw']);
  });

  it('keeps an article when only an old version of its object was deleted', async () => {
    const { asked, deps } = parts('still here');
    expect(await ingestChange({ ...change, kind: 'removed' }, deps)).toMatchObject({ result: 'skipped' });
    expect(asked).toEqual(['holds']);
  });

  it('skips the markers that consoles make for folders', async () => {
    const { asked, deps } = parts('');
    expect(await ingestChange({ ...change, key: 'news/' }, deps)).toMatchObject({ result: 'skipped' });
    expect(asked).toEqual([]);
  });
});
