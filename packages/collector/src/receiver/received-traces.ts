import type { SpanView } from '@agent-attribution/core';
import { type OtlpRequest, readOtlpProto, type ScannedRequest } from '@agent-attribution/otlp';
import type { PayloadType } from './payload-type.js';

/** A trace export request that has been let in; it has at least one span with valid ids. */
export class ReceivedTraces {
  /** The encoding that the sender used. */
  readonly contentType: PayloadType;
  /** The inflated request as protobuf, whatever the sender used. */
  readonly body: Uint8Array;
  /** Offsets and ids, for whoever works on bytes. */
  readonly scanned: ScannedRequest;
  #request: OtlpRequest | undefined;

  constructor(contentType: PayloadType, body: Uint8Array, scanned: ScannedRequest) {
    this.contentType = contentType;
    this.body = body;
    this.scanned = scanned;
  }

  /** Read when it is asked for. */
  get request(): OtlpRequest {
    this.#request ??= readOtlpProto(this.body);
    return this.#request;
  }

  /** Spans with invalid ids are left out, although they are in `body`. */
  get spans(): readonly SpanView[] {
    return this.request.spans;
  }
}
