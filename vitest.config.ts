import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,lambdas,infra,cli,local,bench,tests}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
