import { CommandError } from './command-error.js';

const AGE_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const SIZE_BYTES: Readonly<Record<string, number>> = { M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** `90d`, `12h`, `4w` in milliseconds. @throws CommandError (2) that names the option */
export function parseAge(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([hdw])$/.exec(text) ?? [];
  const unitMs = AGE_MS[unit];
  if (count === undefined || unitMs === undefined)
    throw new CommandError(`--${option} takes a time such as 90d, 12h or 4w, not "${text}"`, 2);
  return Number(count) * unitMs;
}

/** `500M`, `20G`, `1T` in bytes. @throws CommandError (2) that names the option */
export function parseSize(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([MGT])$/.exec(text) ?? [];
  const unitBytes = SIZE_BYTES[unit];
  if (count === undefined || unitBytes === undefined || Number(count) === 0)
    throw new CommandError(`--${option} takes a size such as 500M, 20G or 1T, not "${text}"`, 2);
  return Number(count) * unitBytes;
}
