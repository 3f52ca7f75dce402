import { readFile } from 'node:fs/promises';
import { CollectorConfigurationError, readCollectorConfig } from '@agent-attribution/collector';
import type { CollectorConfig } from '@agent-attribution/collector';
import { CommandError } from '../command-error.js';
import type { Terminal } from '../command-line.js';

/** @throws CommandError (2) that says what is wrong: the file cannot be read, or what stands in it. */
export async function readConfigFile(file: string, env: Terminal['env']): Promise<CollectorConfig> {
  try {
    return readCollectorConfig(await readFile(file, 'utf8'), env);
  } catch (error) {
    if (error instanceof CollectorConfigurationError) {
      throw new CommandError(`${file}: ${error.message.replaceAll('\n', `\n  ${file}: `)}`, 2);
    }
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CommandError(`cannot read the configuration ${file}: ${reason}`, 2);
  }
}
