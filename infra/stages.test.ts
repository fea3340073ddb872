import { describe, expect, it } from 'vitest';
import { stageSettings } from './stages.ts';

describe('stages', () => {
  it('is dev when none is chosen', () => {
    expect(stageSettings(undefined)).toMatchObject({ name: 'dev', retainData: false });
  });

  it('keeps data in prod', () => {
    expect(stageSettings('prod')).toMatchObject({ name: 'prod', retainData: true });
  });

  it.each(['staging', '', 'toString', 7])('refuses %j and names the stages there are', (name) => {
    expect(() => stageSettings(name)).toThrow(/no stage .*dev, prod/);
  });

  it('lets no key ask for more than all keys together may', () => {
    for (const { perKey, allKeys } of [stageSettings('dev'), stageSettings('prod')]) {
      expect(perKey.requestsPerSecond).toBeLessThanOrEqual(allKeys.requestsPerSecond);
      expect(perKey.burst).toBeLessThanOrEqual(allKeys.burst);
    }
  });
});
