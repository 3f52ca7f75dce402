import { createServiceLog, startCollector } from '@agent-attribution/collector';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments } from '../command-line.js';
import { readConfigFile } from '../server/read-config-file.js';
import { startError } from '../server/start-error.js';
import { exitAtSecondSignal, untilStopped } from '../server/until-stopped.js';
import { VERSION } from '../version.js';

const OPTIONS = {
  config: { type: 'string' },
  validate: { type: 'boolean', default: false },
} as const;

export async function collector(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments('collector', args, OPTIONS);
  if (positionals.length > 0) throw new CommandError(`collector takes no argument "${positionals[0]}"`, 2);
  if (values.config === undefined) {
    throw new CommandError('collector needs --config FILE (see docs/configuration.md)', 2);
  }
  const config = await readConfigFile(values.config, terminal.env);
  if (config.tracker !== undefined) {
    throw new CommandError(
      `${values.config}: tracker: the collector has none; remove it, or start agent-attribution serve --config ${values.config}`,
      2,
    );
  }
  if (values.validate) {
    terminal.stdout.write('ok\n');
    return 0;
  }
  const log = createServiceLog({
    ...config.service.telemetry.logs,
    write: (line) => terminal.stderr.write(line),
  });
  const service = await startCollector(config, { log, version: VERSION }).catch((error: unknown) => {
    throw startError(error);
  });
  log.info('ready', { version: VERSION, takes: service.addresses.join(', ') });
  const failure = await Promise.race([untilStopped(), service.failed]);
  log.info('stopping');
  exitAtSecondSignal();
  await service.close();
  log.info('stopped');
  return failure === undefined ? 0 : 1;
}
