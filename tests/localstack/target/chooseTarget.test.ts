import { describe, expect, it } from 'vitest';
import { chooseTarget, type Means } from './chooseTarget.ts';

const bare: Means = {
  endpoint: undefined,
  ci: false,
  platform: 'linux x64',
  dockerRuns: () => false,
  hostInstalled: () => false,
};

describe('chooseTarget', () => {
  it('takes the LocalStack that AWS_ENDPOINT_URL names before all others', () => {
    const means = { ...bare, endpoint: 'http://127.0.0.1:4566', dockerRuns: () => true };
    expect(chooseTarget(means)).toEqual({ kind: 'endpoint', endpoint: 'http://127.0.0.1:4566' });
  });

  it('takes Docker before the installed package', () => {
    expect(chooseTarget({ ...bare, dockerRuns: () => true, hostInstalled: () => true })).toEqual({
      kind: 'docker',
    });
  });

  it('takes the installed package where Docker does not run', () => {
    expect(chooseTarget({ ...bare, hostInstalled: () => true })).toEqual({ kind: 'host' });
  });

  it('installs the package on a CI machine', () => {
    expect(chooseTarget({ ...bare, ci: true })).toEqual({ kind: 'host' });
  });

  it('leaves the suite out elsewhere, and says how to enable it', () => {
    expect(chooseTarget(bare)).toMatchObject({ kind: 'none', reason: expect.stringContaining('setup.sh') });
  });

  it('leaves the suite out without Docker on a platform that the bundles are not made for', () => {
    expect(chooseTarget({ ...bare, platform: 'darwin arm64', ci: true, hostInstalled: () => true })).toEqual({
      kind: 'none',
      reason: 'Docker does not run; without it only linux x64 will do',
    });
  });
});
