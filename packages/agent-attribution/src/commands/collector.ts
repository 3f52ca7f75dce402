import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';
import { parseArguments } from '../command-line.js';
import { readConfigFile } from '../server/read-config-file.js';

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
  if (values.validate) {
    terminal.stdout.write('ok\n');
    return 0;
  }
  return 0;
}
