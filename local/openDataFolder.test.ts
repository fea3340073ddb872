import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDataFolder } from './openDataFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'claimwire-data-')), 'not', 'there yet');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(join(folder, '..', '..'), { recursive: true });
});

describe('openDataFolder', () => {
  it('gives sequencers that rise as text, also after a restart with the clock set back', () => {
    const given: string[] = [];
    for (const day of ['2026-11-22', '2026-11-22', '2001-01-01', '2026-11-23']) {
      vi.setSystemTime(new Date(day));
      const data = openDataFolder(folder);
      for (let count = 0; count < 100; count += 1) given.push(data.nextSequencer());
      data.close();
    }
    expect(given).toEqual([...new Set(given)].sort());
    for (const sequencer of given) expect(sequencer).toMatch(/^[0-9A-F]{18}$/);
  });

  it('is open once at a time, and again when it was closed', () => {
    const first = openDataFolder(folder);
    expect(() => openDataFolder(folder)).toThrow(expect.objectContaining({ code: 'data.locked' }));
    first.close();
    openDataFolder(folder).close();
  });

  it('keeps one secret, which only its user may read', async () => {
    const first = openDataFolder(folder);
    first.close();
    const second = openDataFolder(folder);
    second.close();
    expect(second.cursorSecret).toBe(first.cursorSecret);
    expect(Buffer.from(first.cursorSecret, 'base64url')).toHaveLength(32);
    expect((await stat(join(folder, 'cursor-secret'))).mode & 0o777).toBe(0o600);
  });

  it('says so when there can be no folder of that name', () => {
    openDataFolder(folder).close();
    const inFile = join(folder, 'cursor-secret', 'data');
    expect(() => openDataFolder(inFile)).toThrow(expect.objectContaining({ code: 'data.unusable' }));
  });
});
