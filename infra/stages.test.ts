import { describe, expect, it } from 'vitest';
import { SHIPPED_MODELS } from '../shared/extract/modelFolder.ts';
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

  it('takes who is told of alarms and where the runbook is from whoever deploys', () => {
    const deployer = { alarmEmail: 'desk@example.org', runbook: 'https://example.org/operations' };
    expect(stageSettings('prod', deployer)).toMatchObject(deployer);
    expect(stageSettings('prod')).toMatchObject({ alarmEmail: null, runbook: 'docs/operations.md' });
  });

  it('reads with the default model unless whoever deploys names another that is there', () => {
    expect(stageSettings('prod').model).toBe(SHIPPED_MODELS.default);
    expect(stageSettings('prod', { model: '' }).model).toBe(SHIPPED_MODELS.default);
    expect(stageSettings('prod', { model: 'fast' }).model).toBe(SHIPPED_MODELS.fast);
    expect(() => stageSettings('prod', { model: 'infra' })).toThrow(
      /no model "infra": .*infra lacks model\.onnx, vocab\.txt, decoding\.json\. Choose one of default, fast/,
    );
  });

  it('takes silence for a fault after one hour to seven days, the most that CloudWatch looks back', () => {
    for (const { silentHours, watchedPublishers } of [stageSettings('dev'), stageSettings('prod')]) {
      for (const hours of [silentHours ?? 1, ...watchedPublishers.map((watched) => watched.silentHours)]) {
        expect(Number.isInteger(hours)).toBe(true);
        expect(hours).toBeGreaterThanOrEqual(1);
        expect(hours).toBeLessThanOrEqual(168);
      }
    }
  });

  it('lets no key ask for more than all keys together may', () => {
    for (const { perKey, allKeys } of [stageSettings('dev'), stageSettings('prod')]) {
      expect(perKey.requestsPerSecond).toBeLessThanOrEqual(allKeys.requestsPerSecond);
      expect(perKey.burst).toBeLessThanOrEqual(allKeys.burst);
    }
  });
});
