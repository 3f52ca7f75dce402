import type { ExecutionStatus } from '@agent-attribution/core';
import type { StatedOutcome } from '@agent-attribution/semantic-conventions';
import { errorTypeOf } from '../error-type.js';

/** Statuses that an execution ends with, and the outcome that each of them states. */
export const OUTCOME_OF_STATUS: Readonly<Partial<Record<ExecutionStatus, StatedOutcome>>> = {
  success: 'success',
  failed: 'failure',
  timeout: 'timeout',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

const TIMEOUT_TYPE = /Timeout(?:Error|Exception)?$/;
const TIMEOUT_CODES: ReadonlySet<unknown> = new Set([
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);
const CANCELLED_TYPES: ReadonlySet<string> = new Set(['AbortError', 'CanceledError', 'APIUserAbortError']);

/**
 * How an execution ended that threw: by its type and code, and by the signal that stopped it, whose reason may be an
 * error of any type.
 */
export const statusOfError = (error: unknown, signal?: AbortSignal): ExecutionStatus => {
  const type = errorTypeOf(error);
  if (TIMEOUT_TYPE.test(type) || (error instanceof Error && 'code' in error && TIMEOUT_CODES.has(error.code)))
    return 'timeout';
  if (CANCELLED_TYPES.has(type)) return isTimeout(signal) ? 'timeout' : 'cancelled';
  return signal?.aborted === true && signal.reason === error ? 'cancelled' : 'failed';
};

/** Some clients throw their own abort error, though it was a timeout that aborted them. */
const isTimeout = (signal: AbortSignal | undefined): boolean =>
  signal?.aborted === true && TIMEOUT_TYPE.test(errorTypeOf(signal.reason));
