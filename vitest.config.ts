import { defineConfig } from 'vitest/config';
import { reports } from './tests/reports.ts';

export default defineConfig({
  test: {
    ...reports('unit'),
    include: ['{shared,evaluate,lambdas,infra,cli,local,bench,tests}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
