import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyMemory } from './body-memory.js';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.js';
import { type HttpReply, refusalReply, sendReply, successReply } from './http-reply.js';
import { inflate } from './inflate.js';
import { OtlpIntake, type OtlpReceiverCounters, type OtlpReceiverOptions } from './otlp-intake.js';
import { type PayloadType, payloadTypeOf } from './payload-type.js';
import { readBody, SenderGoneError } from './read-body.js';
import { RequestRefusal, RPC_CODE } from './request-refusal.js';

/** The paths that the handler answers; others get 404. */
export const OTLP_HTTP_PATHS = { traces: '/v1/traces', logs: '/v1/logs' } as const;

export interface OtlpHttpHandlerOptions extends OtlpReceiverOptions {
  /** Origins whose pages may send, such as `https://app.example`; `*` for all. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** What bodies are read into: whoever takes them may give them back to it. Default: new memory for each. */
  readonly bodyMemory?: BodyMemory | undefined;
}

/** A listener for `node:http` servers, and what it has counted. */
export interface OtlpHttpHandler {
  (request: IncomingMessage, response: ServerResponse): void;
  readonly counters: Readonly<OtlpReceiverCounters>;
}

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
  readonly #options: OtlpHttpHandlerOptions;
  readonly #intake: OtlpIntake;
  readonly #memory: BodyMemory;

  constructor(options: OtlpHttpHandlerOptions) {
    this.#memory = options.bodyMemory ?? new BodyMemory(0);
    this.#options = options;
    this.#intake = new OtlpIntake(options);
  }

  get counters(): Readonly<OtlpReceiverCounters> {
    return this.#intake.counters;
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
    this.#intake.counters.requests += 1;
    const payloadType = this.#admit(request, type);
    const { headers } = request;
    const { maxBodyBytes } = this.#intake;
    const raw = await readBody(request, maxBodyBytes, this.#memory);
    const body = await inflate(raw, headers['content-encoding'], maxBodyBytes);
    if (body !== raw) this.#memory.giveBack(raw);
    if (body.length === 0) return successReply(payloadType);
    const leftOut =
      path === OTLP_HTTP_PATHS.traces
        ? await this.#intake.takeTraces(body, payloadType)
        : await this.#intake.takeLogs(body, payloadType);
    return successReply(payloadType, leftOut);
  }

  /** Refuses what can be refused before the body is read. */
  #admit(request: IncomingMessage, type: PayloadType | undefined): PayloadType {
    if (request.method !== 'POST') {
      throw new RequestRefusal(405, RPC_CODE.invalidArgument, 'method not allowed; use POST', {
        headers: { Allow: 'POST' },
      });
    }
    this.#intake.authorize(request.headers.authorization);
    if (type === undefined) {
      throw new RequestRefusal(
        415,
        RPC_CODE.invalidArgument,
        'unsupported Content-Type; use application/x-protobuf or application/json',
      );
    }
    return type;
  }

  #refuse(error: unknown, type: PayloadType | undefined): HttpReply {
    const refusal = this.#intake.refuse(error);
    return refusalReply(refusal, PLAIN_TEXT_STATUSES.has(refusal.status) ? undefined : type);
  }
}

/** What is no OTLP request yet is answered in words, as the Collector does. */
const PLAIN_TEXT_STATUSES: ReadonlySet<number> = new Set([404, 405, 415]);
