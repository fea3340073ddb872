import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import { parseS3Event } from './parseS3Event.ts';

const record = (eventName: string, key: string, object: object = {}) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  eventName,
  eventTime: '2026-11-22T10:00:00.123Z',
  s3: { bucket: { name: 'articles' }, object: { key, sequencer: '0055aed6dcd90281e5', ...object } },
});
const body = (...records: object[]) => JSON.stringify({ Records: records });

describe('parseS3Event', () => {
  it('gives each change of a notification, in order', () => {
    expect(
      parseS3Event(
        body(
          record('ObjectCreated:Put', 'a.txt', { versionId: 'v1' }),
          record('ObjectRemoved:DeleteMarkerCreated', 'b.txt'),
        ),
      ),
    ).toEqual([
      {
        kind: 'created',
        bucket: 'articles',
        key: 'a.txt',
        versionId: 'v1',
        sequencer: '0055AED6DCD90281E5',
        time: '2026-11-22T10:00:00.123Z',
      },
      {
        kind: 'removed',
        bucket: 'articles',
        key: 'b.txt',
        versionId: null,
        sequencer: '0055AED6DCD90281E5',
        time: '2026-11-22T10:00:00.123Z',
      },
    ]);
  });

  it.each([
    ['a+b.txt', 'a b.txt'],
    ['a%2Bb.txt', 'a+b.txt'],
    ['%C3%A9t%C3%A9/%E2%80%9Cx%E2%80%9D.txt', 'été/“x”.txt'],
    ['100%25.txt', '100%.txt'],
  ])('decodes the key %s to %s', (encoded, key) => {
    expect(parseS3Event(body(record('ObjectCreated:Put', encoded)))[0]?.key).toBe(key);
  });

  it('takes nothing from the test event S3 sends when notifications are set up', () => {
    expect(
      parseS3Event(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'articles' })),
    ).toEqual([]);
  });

  it('takes nothing from events about tags or restores', () => {
    expect(parseS3Event(body(record('ObjectTagging:Put', 'a.txt')))).toEqual([]);
  });

  it.each([
    ['text that is not JSON', 'not json'],
    ['JSON that is no notification', '{"hello":"world"}'],
    [
      'a record without a sequencer',
      JSON.stringify({ Records: [{ ...record('ObjectCreated:Put', 'a'), s3: {} }] }),
    ],
    ['a key that is not URL-encoded', body(record('ObjectCreated:Put', '%zz'))],
  ])('refuses %s', (_, text) => {
    expect(() => parseS3Event(text)).toThrow(PermanentError);
  });

  it('quotes nothing of a message that is no event: somebody may have sent an article', () => {
    for (const text of ['{"text": "The mayor said so" no comma', 'The mayor said so.']) {
      const refusal = caught(() => parseS3Event(text));
      expect(refusal.cause).toBeUndefined();
      expect(refusal.message).not.toContain('mayor');
    }
  });

  it('says where a message is wrong, in a few words however long it is', () => {
    const many = caught(() => parseS3Event(JSON.stringify({ Records: Array(20_000).fill(0) })));
    expect(many.message).toContain('Records.0');
    expect(many.message).toContain('19995 more');
    expect(many.message.length).toBeLessThan(1_000);
    const long = caught(() => parseS3Event(body(record('ObjectCreated:Put', '%'.repeat(100_000)))));
    expect(long.message.length).toBeLessThan(5_000);
  });
});

function caught(act: () => unknown): PermanentError {
  try {
    act();
  } catch (error) {
    if (error instanceof PermanentError) return error;
  }
  throw new Error('No refusal.');
}
