import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { startServer } from '../server/start-server.js';
import { readServeSettings } from '../server/settings/serve-settings.js';
import { readWebhookSettings } from '../server/settings/webhook-settings.js';
import { untilStopped } from '../server/until-stopped.js';

const OPTIONS = {
  host: { type: 'string', default: '127.0.0.1' },
  'otlp-http-port': { type: 'string', default: '4318' },
  port: { type: 'string', default: '4319' },
  'allow-unauthenticated': { type: 'boolean', default: false },
  data: { type: 'string', default: '.agent-attribution' },
} as const;

export async function serve(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('serve', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`serve takes no argument "${positionals[0]}"`, 2);
  const settings = await readServeSettings(terminal.env);
  const server = await startServer({
    host: values.host,
    otlpHttpPort: parseNumber('otlp-http-port', values['otlp-http-port'], 0, 65_535),
    port: parseNumber('port', values.port, 0, 65_535),
    dataDirectory: values.data,
    webhooks: await readWebhookSettings(terminal.env),
    access: { ...settings, allowUnauthenticated: values['allow-unauthenticated'] },
    log: (line) => terminal.stderr.write(`${line}\n`),
  });
  terminal.stderr.write(
    `OTLP in   ${server.otlpUrl}/v1/traces\nRuns      ${server.url}\nData      ${values.data}\n`,
  );
  await untilStopped();
  await server.close();
  return 0;
}
