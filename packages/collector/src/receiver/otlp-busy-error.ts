/**
 * Thrown by whoever takes the data when it cannot take more for now. The sender is told to come back: it keeps the data
 * and sends it again, where any other error makes it drop them.
 *
 * @example
 * if (store.isFull) throw new OtlpBusyError({ retryAfterSeconds: 5 });
 */
export class OtlpBusyError extends Error {
  override readonly name: string = 'OtlpBusyError';
  /** When the sender may come back, in whole seconds. */
  readonly retryAfterSeconds: number;

  /** @param options.retryAfterSeconds default 1; rounded up, at least 1. */
  constructor(options: { readonly retryAfterSeconds?: number } & ErrorOptions = {}) {
    const { retryAfterSeconds = 1, ...errorOptions } = options;
    super('the receiver is busy, send this again later', errorOptions);
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
  }
}
