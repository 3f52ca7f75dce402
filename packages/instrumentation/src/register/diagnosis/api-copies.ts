import * as ownApi from '@opentelemetry/api';
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { AppPackages } from './app-packages.js';
import { findAbove, requireFrom } from './app-packages.js';

export type Api = typeof ownApi;

/** One copy of `@opentelemetry/api` that the process may load. */
export interface ApiCopy {
  readonly owner: 'app' | 'register';
  readonly version: string;
  readonly directory: string;
}

const NAME = '@opentelemetry/api';

/** The copy that we use and, when it is another one, the copy that the app finds. */
export const apiCopiesOf = (app: AppPackages): readonly ApiCopy[] => {
  const ownPath = createRequire(import.meta.url).resolve(NAME);
  const own = findAbove(dirname(ownPath), NAME);
  const found = app.find(NAME);
  const copies: ApiCopy[] = [];
  if (own !== undefined) copies.push({ owner: 'register', version: own.version, directory: own.directory });
  const isSame = found !== undefined && ownPath.startsWith(realpathSync(found.directory) + sep);
  if (found !== undefined && !isSame)
    copies.push({ owner: 'app', version: found.version, directory: found.directory });
  return copies;
};

/**
 * The newest copy, to register through: a copy of the API reads what an equally new or newer one has registered, and
 * silently nothing that an older one has.
 */
export const newestApi = (copies: readonly ApiCopy[]): Api => {
  const newest = copies.toSorted((a, b) => compareVersions(b.version, a.version))[0];
  if (newest === undefined || newest.owner === 'register') return ownApi;
  return requireFrom(newest.directory)(NAME) as Api;
};

/** Positive when the first is newer; what follows the three numbers does not count. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const numbersOf = (version: string): readonly number[] =>
  version.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);
