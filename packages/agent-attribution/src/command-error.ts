/**
 * Something a person has to change: one sentence on standard error, and the exit code of the contract. 1: cannot be
 * done here (a port in use, a folder that cannot be written). 2: the input or the command line is wrong.
 */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
