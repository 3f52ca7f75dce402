/** One thing that is wrong in a configuration file. */
export interface ConfigurationProblem {
  /** Where, as keys joined by dots: `processors.attribution.quiet_period`. Empty: the file as a whole. */
  readonly path: string;
  /** What was found there and what was expected. Never holds a secret. */
  readonly message: string;
}

/** The configuration cannot be used. The message has one sentence for each problem, a line each. */
export class CollectorConfigurationError extends Error {
  override readonly name = 'CollectorConfigurationError';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'));
    this.problems = problems;
  }
}
