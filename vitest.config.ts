import { defineConfig } from 'vitest/config';

const sourceOf = (find: RegExp, replacement: string) => ({
  find,
  replacement: new URL(replacement, import.meta.url).pathname,
});

/** Unit tests read the packages' sources; `test/` reads what was built, as users do. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve: {
          alias: [
            sourceOf(
              /^@agent-attribution\/instrumentation\/(.+)$/,
              './packages/instrumentation/src/$1/index.ts',
            ),
            sourceOf(/^@agent-attribution\/([^/]+)$/, './packages/$1/src/index.ts'),
          ],
        },
        // Property tests run hundreds of cases: seconds on a slow machine.
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/tracker/ui/src/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/compat/**',
            'test/e2e/**',
            'test/postgres/**',
            'test/collector/service/**',
            '**/node_modules/**',
          ],
          testTimeout: 30_000,
        },
      },
      // The whole service under load, killed and starved, in more than a minute: `npm run test:service`.
      {
        test: { name: 'service', include: ['test/collector/service/**/*.test.ts'], testTimeout: 30_000 },
      },
      // Needs a PostgreSQL server on this machine: `npm run test:postgres`, not part of `npm test`.
      {
        test: {
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts'],
          globalSetup: ['test/postgres/global-setup.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
