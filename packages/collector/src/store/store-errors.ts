import { OtlpBusyError } from '../receiver/otlp-busy-error.js';

/** When a sender may come back to a store that has no room: about what it takes to deliver some of it. */
const RETRY_AFTER_SECONDS = 5;

/** The store, or the disk that it lies on, has no room for another record. The sender keeps the data. */
export class StoreFullError extends OtlpBusyError {
  override readonly name = 'StoreFullError';

  constructor(options: ErrorOptions = {}) {
    super({ retryAfterSeconds: RETRY_AFTER_SECONDS, ...options });
  }
}

export type StoreErrorCode = 'folder_unusable' | 'folder_in_use';

/** The store cannot be opened. The message is one sentence that says what to change. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
