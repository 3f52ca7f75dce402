import { TrackerError } from '../../tracker-error.js';

/** What the network says of a connection that is not there. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Worth trying again: connection exceptions, shutdown and start, two transactions in each other's way. */
const AGAIN = /^(08...|57P0[123]|40001|40P01|53300)$/;

/** The class of https://www.postgresql.org/docs/current/errcodes-appendix.html that says the data are at fault. */
const DATA = /^2[23]...$/;

export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return NETWORK_CODES.has(code) || AGAIN.test(code);
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect/i.test(error.message)
  );
}

export const isDataError = (error: unknown): boolean =>
  error instanceof TrackerError ? isDataError(error.cause) : DATA.test(codeOf(error) ?? '');

/** Any error of the database as the tracker's own. The address is told without its password. */
export function toTrackerError(error: unknown, url: string): TrackerError {
  if (error instanceof TrackerError) return error;
  const place = placeOf(url);
  const code = codeOf(error) ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (isConnectionLoss(error)) {
    return new TrackerError(
      'storage_unavailable',
      `The database at ${place} cannot be reached (${code || message}): check that it runs and that its address is right.`,
      { cause: error },
    );
  }
  if (/^(28...|3D000|42501)$/.test(code)) {
    return new TrackerError(
      'storage_unavailable',
      `The database at ${place} refuses the tracker (${message}): check user, password, name and rights.`,
      { cause: error },
    );
  }
  return new TrackerError('storage_unavailable', `The database at ${place} failed: ${message}.`, {
    cause: error,
  });
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the given address';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}${port === '' ? '' : `:${port}`}${pathname}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
