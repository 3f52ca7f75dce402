import { defineConfig } from 'vitest/config';

/** Each file starts servers of its own and takes its time; one after another they do not starve each other. */
export default defineConfig({
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
