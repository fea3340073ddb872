import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { hostPython } from './host/startHost.ts';
import { deployment, describeOnLocalStack } from './stack.ts';

describeOnLocalStack("the plugin's own tests", () => {
  it('pass on the LocalStack that it is installed in', async (test) => {
    test.skip(deployment().kind !== 'host', 'only where LocalStack is installed on this machine');
    const folder = join(import.meta.dirname, 'host/plugin/test');
    const { stderr } = await promisify(execFile)(hostPython(), [
      '-B',
      '-m',
      'unittest',
      'discover',
      '-s',
      folder,
    ]);
    expect(stderr).toMatch(/^OK$/m);
  });
});
