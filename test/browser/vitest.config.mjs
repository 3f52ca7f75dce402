import { defineConfig } from 'vitest/config';

/** Browsers are hungry: one file after the other. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.mjs'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
