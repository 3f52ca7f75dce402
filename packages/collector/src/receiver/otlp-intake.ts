import {
  MalformedOtlpError,
  type OtlpLogsRequest,
  otlpJsonBytesToProto,
  readOtlpLogsJson,
  readOtlpLogsProto,
  scanRequest,
} from '@agent-attribution/otlp';
import { bearerTokenCheck } from './bearer-token.js';
import type { PartialSuccess } from './export-response.js';
import { OtlpBusyError } from './otlp-busy-error.js';
import type { PayloadType } from './payload-type.js';
import { ReceivedTraces } from './received-traces.js';
import { badRequest, RequestRefusal, RPC_CODE } from './request-refusal.js';

/** A log export request that has been let in. */
export interface ReceivedLogs {
  readonly contentType: PayloadType;
  /** The inflated request as protobuf, whatever the sender used. */
  readonly body: Uint8Array;
  /** At least one. */
  readonly logRecords: number;
}

/** What every receiver is told, over whatever it listens. */
export interface OtlpReceiverOptions {
  /**
   * Takes the spans. The sender is told that they are safe when this returns or resolves; `OtlpBusyError` makes it come
   * back with them, any other error makes it drop them.
   */
  readonly onTraces: (request: ReceivedTraces) => Promise<void> | void;
  /** Takes log records, under the same rules. Default: they are counted and otherwise left alone. */
  readonly onLogs?: ((request: ReceivedLogs) => Promise<void> | void) | undefined;
  /** Told of errors that the sender gets no details of. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Limit of a body, before and after inflating. Default 64 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** Senders must bring it, or one of several, as `Authorization: Bearer …`. Default: everybody may send. */
  readonly bearerToken?: string | readonly string[] | undefined;
}

export interface OtlpReceiverCounters {
  /** Requests for a known path or method, preflights not counted. */
  requests: number;
  acceptedSpans: number;
  /** Spans left out because of an invalid id. */
  rejectedSpans: number;
  acceptedLogRecords: number;
  /** Requests answered with an error that is the sender's. */
  refusedRequests: number;
  /** Requests answered with an error that is ours, being busy included. */
  failedRequests: number;
}

const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;

/** What all receivers do with a request once its bytes are there: check it, hand it over, count, and word refusals. */
export class OtlpIntake {
  readonly counters: OtlpReceiverCounters = {
    requests: 0,
    acceptedSpans: 0,
    rejectedSpans: 0,
    acceptedLogRecords: 0,
    refusedRequests: 0,
    failedRequests: 0,
  };
  readonly maxBodyBytes: number;
  readonly #options: OtlpReceiverOptions;
  readonly #isAuthorized: (authorization: string | undefined) => boolean;

  constructor(options: OtlpReceiverOptions) {
    this.#options = options;
    this.maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
    this.#isAuthorized =
      options.bearerToken === undefined ? () => true : bearerTokenCheck(options.bearerToken);
  }

  /** @throws RequestRefusal 401 */
  authorize(authorization: string | undefined): void {
    if (this.#isAuthorized(authorization)) return;
    throw new RequestRefusal(401, RPC_CODE.unauthenticated, 'a valid bearer token is required', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }

  /** @returns what was left out, if anything. */
  async takeTraces(bytes: Uint8Array, contentType: PayloadType): Promise<PartialSuccess | undefined> {
    const body = contentType === 'json' ? otlpJsonBytesToProto(bytes) : bytes;
    const scanned = scanRequest(body);
    const { rejectedSpans } = scanned;
    const spans = scanned.spanIds.length - rejectedSpans;
    if (spans > 0) await this.#options.onTraces(new ReceivedTraces(contentType, body, scanned));
    this.counters.acceptedSpans += spans;
    this.counters.rejectedSpans += rejectedSpans;
    if (rejectedSpans === 0) return undefined;
    return {
      rejectedSpans,
      errorMessage: 'spans with an invalid trace, span, parent or link id were left out',
    };
  }

  async takeLogs(bytes: Uint8Array, contentType: PayloadType): Promise<undefined> {
    const request: OtlpLogsRequest =
      contentType === 'json' ? readOtlpLogsJson(bytes) : readOtlpLogsProto(bytes);
    const { bytes: body, logRecords } = request;
    if (logRecords > 0) await this.#options.onLogs?.({ contentType, body, logRecords });
    this.counters.acceptedLogRecords += logRecords;
    return undefined;
  }

  /** Counts the failure and says what the sender is told of it. */
  refuse(error: unknown): RequestRefusal {
    const refusal = this.#refusalFor(error);
    if (refusal.status < 500) this.counters.refusedRequests += 1;
    else this.counters.failedRequests += 1;
    return refusal;
  }

  #refusalFor(error: unknown): RequestRefusal {
    if (error instanceof RequestRefusal) return error;
    if (error instanceof MalformedOtlpError) return badRequest(error.message);
    if (error instanceof OtlpBusyError) {
      const { retryAfterSeconds } = error;
      return new RequestRefusal(503, RPC_CODE.unavailable, error.message, { retryAfterSeconds });
    }
    this.#options.onError?.(error);
    return new RequestRefusal(500, RPC_CODE.internal, 'internal error');
  }
}
