import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { parseAge, parseSize } from '../retention-options.js';
import { DATA_FOLDER } from '../server/open-store.js';
import { startServer } from '../server/start-server.js';
import { readServeSettings } from '../server/settings/serve-settings.js';
import { readWebhookSettings } from '../server/settings/webhook-settings.js';
import { untilStopped } from '../server/until-stopped.js';

const OPTIONS = {
  host: { type: 'string', default: '127.0.0.1' },
  'otlp-http-port': { type: 'string', default: '4318' },
  port: { type: 'string', default: '4319' },
  'allow-unauthenticated': { type: 'boolean', default: false },
  data: { type: 'string' },
  'database-url': { type: 'string' },
  keep: { type: 'string', default: '90d' },
  'max-size': { type: 'string' },
} as const;

const KEEP_ALL = 'all';

export async function serve(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('serve', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`serve takes no argument "${positionals[0]}"`, 2);
  const { data, keep, 'database-url': databaseUrl, 'max-size': maxSize } = values;
  if (data !== undefined && databaseUrl !== undefined)
    throw new CommandError('--data and --database-url cannot both be given: runs are kept in one place', 2);
  if (maxSize !== undefined && databaseUrl !== undefined) {
    throw new CommandError(
      '--max-size works with --data only: a database keeps the space of what was deleted, so limit its age with --keep',
      2,
    );
  }
  const server = await startServer({
    host: values.host,
    otlpHttpPort: parseNumber('otlp-http-port', values['otlp-http-port'], 0, 65_535),
    port: parseNumber('port', values.port, 0, 65_535),
    store: databaseUrl === undefined ? { dataDirectory: data ?? DATA_FOLDER } : { databaseUrl },
    retention: {
      ...(keep !== KEEP_ALL && { maxAgeMs: parseAge('keep', keep) }),
      ...(maxSize !== undefined && { maxBytes: parseSize('max-size', maxSize) }),
    },
    webhooks: await readWebhookSettings(terminal.env),
    access: {
      ...(await readServeSettings(terminal.env)),
      allowUnauthenticated: values['allow-unauthenticated'],
    },
    log: (line) => terminal.stderr.write(`${line}\n`),
  });
  // Before anything is said: who reads it may ask to stop at once.
  const stopped = untilStopped();
  terminal.stderr.write(
    `OTLP in   ${server.otlpUrl}/v1/traces\nRuns      ${server.url}\nData      ${databaseUrl === undefined ? (data ?? DATA_FOLDER) : 'PostgreSQL'}\n`,
  );
  await stopped;
  await server.close();
  return 0;
}
