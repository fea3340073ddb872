import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { reports } from '../reports.ts';

/** The file that destroys the stack comes last. */
class LifecycleLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLast = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('/lifecycle.localstack.ts'));
    return files.toSorted((a, b) => isLast(a) - isLast(b));
  }
}

export default defineConfig({
  test: {
    ...reports('localstack'),
    include: ['tests/localstack/**/*.localstack.ts'],
    globalSetup: ['tests/localstack/globalSetup.ts'],
    sequence: { sequencer: LifecycleLast },
    // One stack, and LocalStack works off one queue message at a time.
    fileParallelism: false,
    // A deployment takes half a minute on an idle machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
