import { CommandError } from '../../command-error.js';
import type { RunCommand } from '../../command-line.js';
import { parseArguments, parseNumber } from '../../command-line.js';
import type { Palette } from '../../render/palette.js';
import { paletteFor } from '../../render/palette.js';
import type { TrackerClient } from './tracker-client.js';
import { openTracker } from './tracker-client.js';

/** What a command was given, once it is checked. */
export interface CommandInput {
  readonly names: readonly string[];
  /** The value of an option; undefined when it is neither given nor has a default. */
  readonly option: (name: string) => string | undefined;
}

/** An option with a value: its default, and its bounds where it is a number. */
export interface ValueOption {
  readonly default?: string;
  readonly number?: { readonly min: number; readonly max: number };
  readonly required?: boolean;
}

/** A command that asks the tracker and shows the answer. */
export interface TrackerCommand {
  readonly name: string;
  /** What it is called with, in order. */
  readonly takes?: readonly string[];
  readonly options?: Readonly<Record<string, ValueOption>>;
  ask(tracker: TrackerClient, input: CommandInput): Promise<unknown>;
  show(answer: unknown, palette: Palette, input: CommandInput): readonly string[];
}

/** Where `serve` keeps its runs unless it is told otherwise. */
export const DATA_FOLDER = '.agent-attribution';

export function runTrackerCommand(command: TrackerCommand): RunCommand {
  return async (args, terminal) => {
    const { input, place, json } = readInput(command, args);
    const tracker = await openTracker(place, terminal);
    try {
      const answer = await command.ask(tracker, input);
      const text = json
        ? JSON.stringify(answer, null, 2)
        : command.show(answer, paletteFor(terminal.stdout, terminal.env), input).join('\n');
      terminal.stdout.write(`${text}\n`);
      return 0;
    } finally {
      await tracker.close();
    }
  };
}

export interface ReadInput {
  readonly input: CommandInput;
  readonly place: { readonly url: string | undefined; readonly data: string };
  readonly json: boolean;
}

/** @throws CommandError (2) that names what is missing, too much or wrong */
export function readInput(
  { name, takes = [], options = {} }: Pick<TrackerCommand, 'name' | 'takes' | 'options'>,
  args: readonly string[],
): ReadInput {
  const { values, positionals } = parseArguments(name, args, {
    json: { type: 'boolean' },
    url: { type: 'string' },
    data: { type: 'string' },
    ...Object.fromEntries(Object.keys(options).map((option) => [option, { type: 'string' as const }])),
  });
  if (positionals.length !== takes.length) {
    const wanted = takes.length === 0 ? 'no argument' : takes.map((one) => `<${one}>`).join(' ');
    throw new CommandError(`${name} takes ${wanted} (see agent-attribution ${name} --help)`, 2);
  }
  const given = new Map<string, string>();
  for (const [option, value] of Object.entries(values))
    if (typeof value === 'string') given.set(option, value);
  if (given.has('url') && given.has('data'))
    throw new CommandError('--url and --data cannot both be given: there is one tracker to ask', 2);
  for (const [option, { number, required }] of Object.entries(options)) {
    const value = given.get(option);
    if (value === undefined && required === true)
      throw new CommandError(`${name} needs --${option} (see agent-attribution ${name} --help)`, 2);
    if (value !== undefined && number !== undefined) parseNumber(option, value, number.min, number.max);
  }
  return {
    input: { names: positionals, option: (option) => given.get(option) ?? options[option]?.default },
    place: { url: given.get('url'), data: given.get('data') ?? DATA_FOLDER },
    json: values['json'] === true,
  };
}
