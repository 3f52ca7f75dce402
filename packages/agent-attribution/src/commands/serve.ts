import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments, parseNumber } from '../command-line.js';
import { parseAge, parseSize } from '../retention-options.js';
import { readConfigFile } from '../server/read-config-file.js';
import { serveConfig } from '../server/serve-config.js';
import type { ServeFlags } from '../server/serve-config.js';
import { readServeSettings } from '../server/settings/serve-settings.js';
import { readWebhookSettings } from '../server/settings/webhook-settings.js';
import { startServer } from '../server/start-server.js';
import type { RunningServer } from '../server/start-server.js';
import { exitAtSecondSignal, untilStopped } from '../server/until-stopped.js';

const OPTIONS = {
  config: { type: 'string' },
  host: { type: 'string' },
  'otlp-http-port': { type: 'string' },
  'otlp-grpc-port': { type: 'string' },
  port: { type: 'string' },
  'allow-unauthenticated': { type: 'boolean', default: false },
  data: { type: 'string' },
  'database-url': { type: 'string' },
  keep: { type: 'string' },
  'max-size': { type: 'string' },
} as const;

const KEEP_ALL = 'all';

export async function serve(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('serve', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`serve takes no argument "${positionals[0]}"`, 2);
  const flags = readFlags(values);
  const file = values.config === undefined ? undefined : await readConfigFile(values.config, terminal.env);
  const config = serveConfig(file, flags);
  const server = await startServer({
    config,
    isGrpcOptional: file === undefined && flags.otlpGrpcPort === undefined,
    webhooks: await readWebhookSettings(terminal.env),
    access: {
      ...(await readServeSettings(terminal.env)),
      allowUnauthenticated: values['allow-unauthenticated'],
    },
    write: (text) => terminal.stderr.write(text),
  });
  // Before anything is said: who reads it may ask to stop at once.
  const stopped = untilStopped();
  terminal.stderr.write(introduce(server, config.tracker.data ?? 'PostgreSQL'));
  const failure = await Promise.race([stopped, server.failed]);
  exitAtSecondSignal();
  await server.close();
  return failure === undefined ? 0 : 1;
}

type Values = Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, 'allow-unauthenticated'>, string>>>;

function readFlags(values: Values): ServeFlags {
  const { data, keep, 'database-url': databaseUrl, 'max-size': maxSize } = values;
  if (data !== undefined && databaseUrl !== undefined)
    throw new CommandError('--data and --database-url cannot both be given: runs are kept in one place', 2);
  const port = (option: 'port' | 'otlp-http-port' | 'otlp-grpc-port'): number | undefined => {
    const text = values[option];
    return text === undefined ? undefined : parseNumber(option, text, 0, 65_535);
  };
  return {
    host: values.host,
    otlpHttpPort: port('otlp-http-port'),
    otlpGrpcPort: port('otlp-grpc-port'),
    port: port('port'),
    data,
    databaseUrl,
    keep: keep === undefined || keep === KEEP_ALL ? keep : parseAge('keep', keep),
    maxSize: maxSize === undefined ? undefined : parseSize('max-size', maxSize),
  };
}

function introduce({ url, otlpUrls }: RunningServer, data: string): string {
  const { http, grpc } = otlpUrls;
  const lines = [
    http === undefined ? undefined : `OTLP in   ${http}/v1/traces`,
    grpc === undefined ? undefined : `gRPC in   ${grpc}`,
    `Runs      ${url}`,
    `Data      ${data}`,
  ];
  return lines.flatMap((line) => (line === undefined ? [] : `${line}\n`)).join('');
}
