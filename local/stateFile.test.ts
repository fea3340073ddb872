import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readState, removeState, writeState } from './stateFile.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwire-state-'));
});
afterAll(() => rm(folder, { recursive: true }));

const state = {
  pid: process.pid,
  apiUrl: 'http://127.0.0.1:1',
  s3Endpoint: 'http://127.0.0.1:2',
  dynamodbEndpoint: 'http://127.0.0.1:3',
  bucket: 'b',
  inbox: null,
};

describe('the state file', () => {
  it('tells where the running stack is, until it is removed', () => {
    writeState(folder, state);
    expect(readState(folder)).toEqual(state);
    removeState(folder);
    expect(readState(folder)).toBeNull();
  });

  it('tells nothing when the process that wrote it is gone', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeState(folder, { ...state, pid });
    expect(readState(folder)).toBeNull();
  });

  it('tells nothing when it holds something else', async () => {
    await writeFile(join(folder, 'embedded.json'), '{"pid":1}');
    expect(readState(folder)).toBeNull();
  });
});
