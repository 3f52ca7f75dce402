/** A setting that cannot work. Thrown when the setting is read, never while data is processed. */
export class ConfigurationError extends Error {
  override readonly name: string = 'ConfigurationError';
  /** The setting, as the person who wrote it knows it: `windowSize`, `windows[1]`. */
  readonly setting: string;

  constructor(setting: string, expectation: string, actual: unknown) {
    super(`${setting} must be ${expectation}, but is ${String(actual)}`);
    this.setting = setting;
  }
}

/** Throws unless `value` is a number within both bounds (inclusive). */
export function requireInRange(setting: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) {
    const expectation = max === Infinity ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
    throw new ConfigurationError(setting, expectation, value);
  }
}

/** Throws unless `value` is a whole number within both bounds (inclusive). */
export function requireWholeNumber(setting: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    const expectation =
      max === Infinity ? `a whole number of at least ${min}` : `a whole number from ${min} to ${max}`;
    throw new ConfigurationError(setting, expectation, value);
  }
}
