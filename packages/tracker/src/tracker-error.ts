export type TrackerErrorCode =
  /** The data folder or file cannot be opened, written to or locked. */
  | 'storage_unavailable'
  /** The file is there, but is no database or a damaged one. */
  | 'storage_corrupt'
  /** The data was written by a newer version of the tracker. */
  | 'storage_newer'
  /** More runs wait to be written than the queue holds. */
  | 'storage_busy'
  /** The store was closed. */
  | 'storage_closed'
  | 'port_in_use'
  | 'cannot_listen'
  /** The address could be reached by others and no token was set. */
  | 'insecure_host'
  | 'invalid_option';

/** What goes wrong at the tracker's edges: `message` is one sentence for a person that says what to change. */
export class TrackerError extends Error {
  override readonly name: string = 'TrackerError';
  readonly code: TrackerErrorCode;

  constructor(code: TrackerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
