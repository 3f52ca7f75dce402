import { ConfigurationError } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { OtlpBusyError } from '../../receiver/otlp-busy-error.js';
import { StoreError, StoreFullError } from '../../store/store-errors.js';
import { fromPlainError, toPlainError } from './plain-error.js';

const acrossThreads = (error: unknown): Error => fromPlainError(structuredClone(toPlainError(error)));

describe('an error that comes from another thread', () => {
  it.each([
    new OtlpBusyError({ retryAfterSeconds: 3 }),
    new StoreError('folder_in_use', 'Another process uses the folder.'),
    new ConfigurationError('tls.ca_file', 'a PEM file', 'nothing'),
    new Error('broken'),
  ])('is what it was: $name', (error) => {
    const came = acrossThreads(error);
    expect(came).toBeInstanceOf(error.constructor);
    expect([Object.entries(came), came.message]).toEqual([Object.entries(error), error.message]);
  });

  it('makes the sender of what did not fit come back when it would have', () => {
    const full = new StoreFullError();
    expect(acrossThreads(full)).toMatchObject({ retryAfterSeconds: full.retryAfterSeconds });
    expect(acrossThreads(full)).toBeInstanceOf(OtlpBusyError);
  });

  it('may be anything that was thrown', () => {
    expect(acrossThreads('broken').message).toBe('broken');
  });
});
