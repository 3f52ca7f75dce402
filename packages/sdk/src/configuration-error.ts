/** Wrong configuration, found at start: the message says in one sentence what to change. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** The option or the environment variable that is wrong. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}
