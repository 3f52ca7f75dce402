/** Codes of `google.rpc.Status`. */
export const RPC_CODE = {
  invalidArgument: 3,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A request that is answered with an error. The message goes to the sender. */
export class RequestRefusal extends Error {
  override readonly name = 'RequestRefusal';
  readonly status: number;
  readonly rpcCode: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    rpcCode: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.rpcCode = rpcCode;
    this.headers = headers;
  }
}

export function badRequest(message: string): RequestRefusal {
  return new RequestRefusal(400, RPC_CODE.invalidArgument, message);
}

export function tooLarge(maxBytes: number): RequestRefusal {
  return new RequestRefusal(413, RPC_CODE.resourceExhausted, `the body is larger than ${maxBytes} bytes`);
}
