import { ConfigurationError } from '@agent-attribution/core';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import { StoreError, type StoreErrorCode } from '../../store/store-errors.js';

/** An error on its way between threads: classes do not survive it. */
export type PlainError = { readonly message: string } & (
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  | { readonly kind: 'store'; readonly code: StoreErrorCode }
  | { readonly kind: 'configuration'; readonly setting: string }
  | { readonly kind: 'other' }
);

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { kind: 'other', message: String(error) };
  const { message } = error;
  if (error instanceof OtlpBusyError) {
    return { kind: 'busy', message, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof StoreError) return { kind: 'store', message, code: error.code };
  if (error instanceof ConfigurationError) return { kind: 'configuration', message, setting: error.setting };
  return { kind: 'other', message };
}

export function fromPlainError(plain: PlainError): Error {
  if (plain.kind === 'busy') return new OtlpBusyError(plain);
  if (plain.kind === 'store') return new StoreError(plain.code, plain.message);
  if (plain.kind === 'other') return new Error(plain.message);
  const error = new ConfigurationError(plain.setting, '', '');
  error.message = plain.message;
  return error;
}
