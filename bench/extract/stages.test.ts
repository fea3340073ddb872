import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../shared/article/articleFromText.ts';
import { createExtractor } from '../../shared/extract/createExtractor.ts';
import { STAGES, timeStages } from './stages.ts';

describe('timeStages', () => {
  it('finds time in every stage of an extraction, most of it in the model', async () => {
    const text = '“The weir will hold,” said Anna Brook, who had built it in May for Tarn Water. '.repeat(
      200,
    );
    const extractor = await createExtractor({
      modelDir: join(import.meta.dirname, '..', '..', 'model'),
      threads: 1,
    });
    const times = await timeStages(async () => {
      for (let i = 0; i < 2; i++) await extractor.extract(articleFromText(text));
    });
    for (const stage of Object.keys(STAGES)) expect(times[stage], stage).toBeGreaterThan(0);
    const all = Object.values(times).reduce((sum, ms) => sum + ms, 0);
    expect(times.model).toBeGreaterThan(all / 2);
  });
});
