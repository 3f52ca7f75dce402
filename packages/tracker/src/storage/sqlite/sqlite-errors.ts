import { TrackerError } from '../../tracker-error.js';
import type { TrackerErrorCode } from '../../tracker-error.js';

interface Explanation {
  readonly code: TrackerErrorCode;
  readonly explain: (path: string) => string;
}

const UNWRITABLE: Explanation = {
  code: 'storage_unavailable',
  explain: (path) =>
    `The tracker cannot write to ${path}: give this user the right to write, or choose another data folder.`,
};
const UNOPENABLE: Explanation = {
  code: 'storage_unavailable',
  explain: (path) =>
    `The tracker cannot open ${path}: check that its folder exists and can be written to, or choose another data folder.`,
};
const CORRUPT: Explanation = {
  code: 'storage_corrupt',
  explain: (path) =>
    `${path} is damaged or is not a tracker database: move it away (a new one is made) or restore a copy.`,
};

/** By SQLite's primary result code, https://sqlite.org/rescode.html. */
const BY_RESULT_CODE: Readonly<Record<number, Explanation>> = {
  3: UNWRITABLE,
  5: {
    code: 'storage_unavailable',
    explain: (path) => `${path} is locked by another process: stop it, or choose another data folder.`,
  },
  8: UNWRITABLE,
  10: {
    code: 'storage_unavailable',
    explain: (path) => `The disk failed while the tracker used ${path}: check the disk and its free space.`,
  },
  11: CORRUPT,
  13: {
    code: 'storage_unavailable',
    explain: (path) => `The disk that holds ${path} is full: free some space or purge old runs.`,
  },
  14: UNOPENABLE,
  26: CORRUPT,
};

/** Any error of either SQLite as the tracker's own, with one sentence that says what to do. */
export function toTrackerError(error: unknown, path: string): TrackerError {
  if (error instanceof TrackerError) return error;
  const { code, explain } = BY_RESULT_CODE[resultCodeOf(error) & 0xff] ?? {
    code: 'storage_unavailable' as const,
    explain: () =>
      `The tracker's storage at ${path} failed: ${error instanceof Error ? error.message : String(error)}.`,
  };
  return new TrackerError(code, explain(path), { cause: error });
}

/** Whether a statement failed for what was written, and not for the file or the disk. */
export const isDataError = (error: unknown): boolean =>
  BY_RESULT_CODE[resultCodeOf(error) & 0xff] === undefined;

function resultCodeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 0;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  // The bundled library reports a failure to open as text that ends with the code.
  const failedOpen = error instanceof Error ? /^ConnectionFailed\(.*: (\d+)"\)$/.exec(error.message) : null;
  return Number(failedOpen?.[1] ?? 0);
}
