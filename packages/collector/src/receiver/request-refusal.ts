/** Codes of `google.rpc.Status`. */
export const RPC_CODE = {
  invalidArgument: 3,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

interface RefusalDetails {
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterSeconds?: number;
}

/** A request that is answered with an error. The message goes to the sender. */
export class RequestRefusal extends Error {
  override readonly name = 'RequestRefusal';
  readonly status: number;
  readonly rpcCode: number;
  /** What an answer over HTTP says besides. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the sender may come back, in whole seconds; undefined when the same request would be refused again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, rpcCode: number, message: string, more: RefusalDetails = {}) {
    super(message);
    this.status = status;
    this.rpcCode = rpcCode;
    this.headers = more.headers ?? {};
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

export function badRequest(message: string): RequestRefusal {
  return new RequestRefusal(400, RPC_CODE.invalidArgument, message);
}

export function tooLarge(maxBytes: number): RequestRefusal {
  return new RequestRefusal(413, RPC_CODE.resourceExhausted, `the body is larger than ${maxBytes} bytes`);
}
