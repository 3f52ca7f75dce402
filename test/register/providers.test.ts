import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { AppFolder } from '../helpers/app-folder.js';
import type { AppResult } from '../helpers/app-folder.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const run = async (app: string, options: Parameters<AppFolder['run']>[0]): Promise<AppResult> => {
  const folder = await AppFolder.create(new URL(`apps/${app}`, import.meta.url), {
    '@opentelemetry': at('node_modules/@opentelemetry'),
    '@agent-attribution/instrumentation': at('packages/instrumentation'),
  });
  try {
    return await folder.run(options);
  } finally {
    await folder.remove();
  }
};

it('leaves the tracing that an app sets up itself as it is, and says how to join it', async () => {
  const { stdout, stderr } = await run('own-provider.mjs', { registered: true });
  expect(stdout).toBe('exported work\n');
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
    /^agent-attribution: off: a tracer provider is registered already.*; fix: add new AttributionSpanProcessor/,
  );
});

it.each([
  [
    'sentry',
    /^agent-attribution: off: Sentry's .*; fix: set enableOpenTelemetrySetup: false in Sentry.init\n$/,
  ],
  ['sdk', /^agent-attribution: off: .*; fix: add new AttributionSpanProcessor\(.*\n$/],
])('says in one line what to change when there is a provider of kind %s', async (kind, line) => {
  const { stdout, stderr, ended } = await run('foreign-provider.mjs', {
    registered: false,
    env: { PROVIDER: kind },
  });
  expect({ stdout, ended }).toEqual({ stdout: 'done\n', ended: 0 });
  expect(stderr).toMatch(line);
});
