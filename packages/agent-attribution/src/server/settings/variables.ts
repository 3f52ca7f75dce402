import { readFile } from 'node:fs/promises';
import { CommandError } from '../../command-error.js';
import type { Terminal } from '../../command-line.js';

export type Env = Terminal['env'];

/** The values of a variable, which are written with commas between them. */
export function listIn(env: Env, name: string): readonly string[] {
  return partsOf(env[name] ?? '', ',');
}

/**
 * The secrets of a variable, and those of the file that the variable with `_FILE` behind its name points at, one a line.
 *
 * @throws CommandError (2) that names the variable and shows no secret
 */
export async function secretsIn(env: Env, name: string): Promise<readonly string[]> {
  const file = env[`${name}_FILE`];
  const inFile = file === undefined || file === '' ? [] : partsOf(await readSecrets(name, file), '\n');
  const secrets = [...listIn(env, name), ...inFile];
  if (secrets.some((secret) => !VISIBLE.test(secret)))
    throw new CommandError(`${name} must be made of visible ASCII characters without blanks`, 2);
  return secrets;
}

/** A switch: unset, empty and `false` are off. @throws CommandError (2) */
export function isOn(env: Env, name: string): boolean {
  const value = env[name] ?? '';
  if (value === 'true') return true;
  if (value === '' || value === 'false') return false;
  throw new CommandError(`${name} is true or false, not "${value}"`, 2);
}

async function readSecrets(name: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CommandError(`${name}_FILE: cannot read ${file} (${reason})`, 2);
  }
}

const VISIBLE = /^[!-~]+$/;

const partsOf = (text: string, separator: string): readonly string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
