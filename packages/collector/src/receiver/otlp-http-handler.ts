import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  MalformedOtlpError,
  type OtlpLogsRequest,
  readOtlpJson,
  readOtlpLogsJson,
  readOtlpLogsProto,
  scanRequest,
} from '@agent-attribution/otlp';
import { bearerTokenCheck } from './bearer-token.js';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.js';
import { type HttpReply, refusalReply, sendReply, successReply } from './http-reply.js';
import { inflate } from './inflate.js';
import { OtlpBusyError } from './otlp-busy-error.js';
import { type PayloadType, payloadTypeOf } from './payload-type.js';
import { readBody, SenderGoneError } from './read-body.js';
import { ReceivedTraces } from './received-traces.js';
import { badRequest, RequestRefusal, RPC_CODE } from './request-refusal.js';

/** The paths that the handler answers; others get 404. */
export const OTLP_HTTP_PATHS = { traces: '/v1/traces', logs: '/v1/logs' } as const;

/** A log export request that has been let in. */
export interface ReceivedLogs {
  readonly contentType: PayloadType;
  /** The inflated request as protobuf, whatever the sender used. */
  readonly body: Uint8Array;
  /** At least one. */
  readonly logRecords: number;
}

export interface OtlpHttpHandlerOptions {
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
  /** Origins whose pages may send, such as `https://app.example`; `*` for all. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Senders must bring it as `Authorization: Bearer …`. Default: everybody may send. */
  readonly bearerToken?: string | undefined;
}

export interface OtlpHttpCounters {
  /** Requests for a known path, preflights not counted. */
  requests: number;
  acceptedSpans: number;
  /** Spans left out because of an invalid id. */
  rejectedSpans: number;
  acceptedLogRecords: number;
  /** Requests answered with 4xx. */
  refusedRequests: number;
  /** Requests answered with 5xx. */
  failedRequests: number;
}

/** A listener for `node:http` servers, and what it has counted. */
export interface OtlpHttpHandler {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly counters: Readonly<OtlpHttpCounters>;
}

const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * An OTLP/HTTP receiver as a request listener: for a server of its own, or for the paths of `OTLP_HTTP_PATHS` on another.
 *
 * @example
 * const handler = createOtlpHttpHandler({ onTraces: ({ body, scanned }) => pipeline.acceptTraces(body, scanned) });
 * http.createServer(handler).listen(4318);
 */
export function createOtlpHttpHandler(options: OtlpHttpHandlerOptions): OtlpHttpHandler {
  const receiver = new OtlpHttpReceiver(options);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A host whose `onError` throws costs the sender its answer, not the process its life.
    receiver.handle(request, response).catch(() => response.destroy());
  };
  return Object.assign(listener, { counters: receiver.counters });
}

class OtlpHttpReceiver {
  readonly counters: OtlpHttpCounters = {
    requests: 0,
    acceptedSpans: 0,
    rejectedSpans: 0,
    acceptedLogRecords: 0,
    refusedRequests: 0,
    failedRequests: 0,
  };
  readonly #options: OtlpHttpHandlerOptions;
  readonly #maxBodyBytes: number;
  readonly #isAuthorized: (authorization: string | undefined) => boolean;

  constructor(options: OtlpHttpHandlerOptions) {
    this.#options = options;
    this.#maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
    this.#isAuthorized =
      options.bearerToken === undefined ? () => true : bearerTokenCheck(options.bearerToken);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = payloadTypeOf(request.headers['content-type']);
    let reply: HttpReply;
    try {
      reply = await this.#answer(request, type);
    } catch (error) {
      if (error instanceof SenderGoneError) return;
      reply = this.#refuse(error, type);
    }
    const cors = corsHeaders(request, this.#options.allowedOrigins ?? []);
    sendReply(request, response, { ...reply, headers: { ...reply.headers, ...cors } });
  }

  async #answer(request: IncomingMessage, type: PayloadType | undefined): Promise<HttpReply> {
    const path = request.url?.split('?', 1)[0];
    if (path !== OTLP_HTTP_PATHS.traces && path !== OTLP_HTTP_PATHS.logs) {
      throw new RequestRefusal(404, RPC_CODE.invalidArgument, 'not found; POST to /v1/traces or /v1/logs');
    }
    if (isPreflight(request) && this.#options.allowedOrigins !== undefined) {
      return { status: 204, headers: preflightHeaders(request), body: '' };
    }
    this.counters.requests += 1;
    const payloadType = this.#admit(request, type);
    const { headers } = request;
    const raw = await readBody(request, this.#maxBodyBytes);
    const body = await inflate(raw, headers['content-encoding'], this.#maxBodyBytes);
    if (body.length === 0) return successReply(payloadType);
    return path === OTLP_HTTP_PATHS.traces
      ? this.#takeTraces(body, payloadType)
      : this.#takeLogs(body, payloadType);
  }

  /** Refuses what can be refused before the body is read. */
  #admit(request: IncomingMessage, type: PayloadType | undefined): PayloadType {
    if (request.method !== 'POST') {
      throw new RequestRefusal(405, RPC_CODE.invalidArgument, 'method not allowed; use POST', {
        Allow: 'POST',
      });
    }
    if (!this.#isAuthorized(request.headers.authorization)) {
      throw new RequestRefusal(401, RPC_CODE.unauthenticated, 'a valid bearer token is required', {
        'WWW-Authenticate': 'Bearer',
      });
    }
    if (type === undefined) {
      throw new RequestRefusal(
        415,
        RPC_CODE.invalidArgument,
        'unsupported Content-Type; use application/x-protobuf or application/json',
      );
    }
    return type;
  }

  async #takeTraces(bytes: Uint8Array, contentType: PayloadType): Promise<HttpReply> {
    const body = contentType === 'json' ? readOtlpJson(bytes).bytes : bytes;
    const scanned = scanRequest(body);
    const { rejectedSpans } = scanned;
    const spans = scanned.spanIds.length - rejectedSpans;
    if (spans > 0) await this.#options.onTraces(new ReceivedTraces(contentType, body, scanned));
    this.counters.acceptedSpans += spans;
    this.counters.rejectedSpans += rejectedSpans;
    if (rejectedSpans === 0) return successReply(contentType);
    return successReply(contentType, {
      rejectedSpans,
      errorMessage: 'spans with an invalid trace, span, parent or link id were left out',
    });
  }

  async #takeLogs(bytes: Uint8Array, contentType: PayloadType): Promise<HttpReply> {
    const request: OtlpLogsRequest =
      contentType === 'json' ? readOtlpLogsJson(bytes) : readOtlpLogsProto(bytes);
    const { bytes: body, logRecords } = request;
    if (logRecords > 0) await this.#options.onLogs?.({ contentType, body, logRecords });
    this.counters.acceptedLogRecords += logRecords;
    return successReply(contentType);
  }

  #refuse(error: unknown, type: PayloadType | undefined): HttpReply {
    const refusal = this.#refusalFor(error);
    if (refusal.status < 500) this.counters.refusedRequests += 1;
    else this.counters.failedRequests += 1;
    return refusalReply(refusal, PLAIN_TEXT_STATUSES.has(refusal.status) ? undefined : type);
  }

  #refusalFor(error: unknown): RequestRefusal {
    if (error instanceof RequestRefusal) return error;
    if (error instanceof MalformedOtlpError) return badRequest(error.message);
    if (error instanceof OtlpBusyError) {
      return new RequestRefusal(503, RPC_CODE.unavailable, error.message, {
        'Retry-After': String(error.retryAfterSeconds),
      });
    }
    this.#options.onError?.(error);
    return new RequestRefusal(500, RPC_CODE.internal, 'internal error');
  }
}

/** What is no OTLP request yet is answered in words, as the Collector does. */
const PLAIN_TEXT_STATUSES: ReadonlySet<number> = new Set([404, 405, 415]);
