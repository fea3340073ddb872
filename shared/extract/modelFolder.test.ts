import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModel } from './loadModel.ts';
import { MODEL_FILES, modelFolder, SHIPPED_MODELS } from './modelFolder.ts';

const root = resolve(import.meta.dirname, '..', '..');

describe('modelFolder', () => {
  it('finds models that ship by their names, wherever it is asked', () => {
    expect(modelFolder('default')).toBe(join(root, 'model'));
    expect(modelFolder('fast')).toBe(join(root, 'model', 'fast'));
  });

  it('takes anything else for a path from the folder it is asked in', () => {
    expect(modelFolder('/srv/models/own')).toBe('/srv/models/own');
    for (const path of ['./fast', 'fast/', 'runs/own', '', 'toString']) {
      expect(modelFolder(path)).toBe(resolve(path));
    }
  });
});

describe('the models that ship', () => {
  it.each(Object.entries(SHIPPED_MODELS))('have their files: %s', (_, folder) => {
    expect(MODEL_FILES.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  it('can be loaded, and their records be told from each other', async () => {
    const hashes = await Promise.all(
      Object.values(SHIPPED_MODELS).map(async (folder) => (await loadModel(folder)).hash),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
