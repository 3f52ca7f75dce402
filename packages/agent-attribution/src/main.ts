import { CommandError } from './command-error.js';
import type { Terminal } from './command-line.js';
import { COMMANDS } from './commands.js';
import { VERSION } from './version.js';

/**
 * Runs one command of `agent-attribution`.
 *
 * @returns the exit code: 0 done (for `analyze`: healthy), 1 a culprit was found or it cannot be done here, 2 the input
 *   is wrong or nothing can be told
 */
export async function main(args: readonly string[], terminal: Terminal = process): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    terminal.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) {
    terminal.stderr.write(
      `agent-attribution: there is no command "${name}"; agent-attribution --help lists them\n`,
    );
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.stdout.write(`${command.summary}\n\nUsage: agent-attribution ${command.usage}\n`);
    return 0;
  }
  try {
    const run = await command.load();
    return await run(rest, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    terminal.stderr.write(`agent-attribution: ${message}\n`);
    if (error instanceof CommandError) return error.exitCode;
    if (terminal.env['AGENT_ATTRIBUTION_DEBUG'] === 'true' && error instanceof Error) {
      terminal.stderr.write(`${error.stack ?? ''}\n`);
    }
    return 1;
  }
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const lines = COMMANDS.map(({ usage, summary }) =>
    width > 60 ? `  ${usage}\n      ${summary}` : `  ${usage.padEnd(width)}  ${summary}`,
  );
  return [
    'Which agent made a multi-agent run fail, and why: from its OpenTelemetry traces.',
    '',
    'Usage: agent-attribution <command> [options]',
    '',
    ...lines,
    '',
    'agent-attribution <command> --help tells more about one command; --version prints the version.',
    '',
  ].join('\n');
}
