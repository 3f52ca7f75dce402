import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { CommandError } from './command-error.js';

/** Where a command reads and writes: a process, or a test. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Runs a command with its arguments. @returns the exit code */
export type RunCommand = (args: readonly string[], terminal: Terminal) => Promise<number>;

type Options = NonNullable<ParseArgsConfig['options']>;

/** The arguments of one command. @throws CommandError (2) that names the option */
export function parseArguments<O extends Options>(
  command: string,
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true; args: string[] }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error);
    throw new CommandError(`${lowerFirst(reason)} (see agent-attribution ${command} --help)`, 2);
  }
}

/** A number within bounds. @throws CommandError (2) that names the option, what was given and what is allowed */
export function parseNumber(option: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= min && number <= max)) {
    throw new CommandError(`--${option} takes a number from ${min} to ${max}, not "${text}"`, 2);
  }
  return number;
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
