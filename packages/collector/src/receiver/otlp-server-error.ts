export type OtlpServerErrorCode = 'port_in_use' | 'not_permitted' | 'address_unavailable' | 'cannot_listen';

/** The server cannot start. The message is one sentence that says what to change. */
export class OtlpServerError extends Error {
  override readonly name = 'OtlpServerError';
  readonly code: OtlpServerErrorCode;

  constructor(code: OtlpServerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the system said when it was asked to listen, in words that help. gRPC hides the code in its message. */
export function listenError(error: Error, host: string, port: number): OtlpServerError {
  const reason = 'code' in error ? String(error.code) : (/\bE[A-Z]{3,}\b/.exec(error.message)?.[0] ?? '');
  const [code, advice] = LISTEN_ERRORS.get(reason) ?? [
    'cannot_listen',
    `the system says ${reason || error.name}`,
  ];
  return new OtlpServerError(code, `Cannot listen on ${host}:${port}: ${advice}.`, { cause: error });
}

const LISTEN_ERRORS: ReadonlyMap<string, readonly [OtlpServerErrorCode, string]> = new Map([
  ['EADDRINUSE', ['port_in_use', 'the port is in use, stop what uses it or choose another port']],
  ['EACCES', ['not_permitted', 'this needs more rights, choose a port above 1023']],
  ['EADDRNOTAVAIL', ['address_unavailable', 'this machine has no such address, choose another host']],
  ['ENOTFOUND', ['address_unavailable', 'the host has no address, choose another host']],
]);
