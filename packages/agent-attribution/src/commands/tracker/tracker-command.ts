import { CommandError } from '../../command-error.js';
import type { RunCommand } from '../../command-line.js';
import { parseArguments, parseNumber } from '../../command-line.js';
import { DATA_FOLDER } from '../../server/open-store.js';
import type { Palette } from '../../render/palette.js';
import { paletteFor } from '../../render/palette.js';
import type { TrackerClient, TrackerPlace } from './tracker-client.js';
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

/** Options that say where the tracker is. */
const PLACES = ['url', 'data', 'database-url'] as const;

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
  readonly place: TrackerPlace;
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
    'database-url': { type: 'string' },
    ...Object.fromEntries(Object.keys(options).map((option) => [option, { type: 'string' as const }])),
  });
  if (positionals.length !== takes.length) {
    const wanted = takes.length === 0 ? 'no argument' : takes.map((one) => `<${one}>`).join(' ');
    throw new CommandError(`${name} takes ${wanted} (see agent-attribution ${name} --help)`, 2);
  }
  const given = new Map<string, string>();
  for (const [option, value] of Object.entries(values))
    if (typeof value === 'string') given.set(option, value);
  const place = placeIn(given);
  for (const [option, { number, required }] of Object.entries(options)) {
    const value = given.get(option);
    if (value === undefined && required === true)
      throw new CommandError(`${name} needs --${option} (see agent-attribution ${name} --help)`, 2);
    if (value !== undefined && number !== undefined) parseNumber(option, value, number.min, number.max);
  }
  return {
    input: { names: positionals, option: (option) => given.get(option) ?? options[option]?.default },
    place: place ?? { url: undefined, store: { dataDirectory: DATA_FOLDER } },
    json: values['json'] === true,
  };
}

/** The tracker that options name; undefined when they name none. @throws CommandError (2) when they name two */
export function placeIn(given: ReadonlyMap<string, string>): TrackerPlace | undefined {
  const [one, other] = PLACES.filter((place) => given.has(place));
  if (one === undefined) return undefined;
  if (other !== undefined)
    throw new CommandError(`--${one} and --${other} cannot both be given: there is one tracker to ask`, 2);
  const databaseUrl = given.get('database-url');
  return {
    url: given.get('url'),
    store: databaseUrl === undefined ? { dataDirectory: given.get('data') ?? DATA_FOLDER } : { databaseUrl },
  };
}
