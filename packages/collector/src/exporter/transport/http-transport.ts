import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as SecureAgent, request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readClientTls } from '../../tls/tls-files.js';
import { retryAfterMs } from '../retry/retry-after.js';
import {
  DEFAULT_TIMEOUT_MS,
  MAX_RESPONSE_BYTES,
  type OtlpTransport,
  type OtlpTransportOptions,
  type SendResult,
  type Signal,
} from './otlp-transport.js';
import { deliveredResult } from './partial-success.js';
import { readEndpoint } from './read-endpoint.js';

const gzipAsync = promisify(gzip);

/** Spans compress well at once: the higher levels of gzip take three times the time for some percent. */
const GZIP_LEVEL = 1;

const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * OTLP over HTTP, as protobuf, on connections that are kept. Redirects are not followed: they would carry the headers to
 * whoever answers.
 *
 * @throws ConfigurationError when the endpoint or the certificates cannot be used.
 */
export function createHttpTransport(options: OtlpTransportOptions): OtlpTransport {
  return new HttpTransport(options);
}

interface Answer {
  readonly response: IncomingMessage;
  readonly body: Uint8Array;
}

class HttpTransport implements OtlpTransport {
  readonly #options: OtlpTransportOptions;
  readonly #base: URL;
  readonly #agent: Agent;
  readonly #underWay = new Set<ClientRequest>();
  #isClosed = false;

  constructor(options: OtlpTransportOptions) {
    this.#options = options;
    this.#base = readEndpoint(options.endpoint);
    this.#agent =
      this.#base.protocol === 'https:'
        ? new SecureAgent({ keepAlive: true, ...readClientTls(options.tls ?? {}) })
        : new Agent({ keepAlive: true });
  }

  async send(signal: Signal, body: Uint8Array): Promise<SendResult> {
    try {
      const isGzip = this.#options.compression !== 'none';
      const sent = isGzip ? await gzipAsync(body, { level: GZIP_LEVEL }) : body;
      return resultOf(await this.#postOverIdle(signal, sent, isGzip));
    } catch (error) {
      return { outcome: 'retry', reason: reasonOf(error), afterMs: 0 };
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const request of this.#underWay) request.destroy(closing());
    this.#agent.destroy();
  }

  /**
   * Who answers may close an idle connection at the moment at which it is used again: that says nothing of the destination,
   * so the request is made once more, over a new one. The others that are idle are most likely closed as well.
   */
  async #postOverIdle(signal: Signal, sent: Uint8Array, isGzip: boolean): Promise<Answer> {
    try {
      return await this.#post(signal, sent, isGzip);
    } catch (error) {
      if (!(error instanceof IdleConnectionError)) throw error;
    }
    for (const idle of Object.values(this.#agent.freeSockets).flat()) idle?.destroy();
    return await this.#post(signal, sent, isGzip);
  }

  #post(signal: Signal, sent: Uint8Array, isGzip: boolean): Promise<Answer> {
    const url = new URL(this.#base);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/${signal}`;
    const headers = {
      'User-Agent': 'agent-attribution',
      ...this.#options.headers,
      'Content-Type': 'application/x-protobuf',
      ...(isGzip ? { 'Content-Encoding': 'gzip' } : {}),
      'Content-Length': sent.length,
    };
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw closing();
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const request = send(url, { method: 'POST', agent: this.#agent, headers });
      const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const timer = setTimeout(() => request.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      this.#underWay.add(request);
      request
        .once('close', () => {
          clearTimeout(timer);
          this.#underWay.delete(request);
        })
        .once('error', (error) =>
          reject(request.reusedSocket && isReset(error) ? new IdleConnectionError(error) : error),
        )
        .once('response', (response) => {
          readAnswer(response).then((body) => resolve({ response, body }), reject);
        })
        .end(sent);
    });
  }
}

/** A connection that was kept turned out to be closed. */
class IdleConnectionError extends Error {
  override readonly name = 'IdleConnectionError';
  readonly code: string;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.code = reasonOf(cause);
  }
}

const isReset = (error: Error): boolean => ['ECONNRESET', 'EPIPE'].includes(reasonOf(error));

function closing(): Error {
  return new Error('the exporter is closing');
}

async function readAnswer(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > MAX_RESPONSE_BYTES) return new Uint8Array();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function resultOf({ response, body }: Answer): SendResult {
  const { statusCode: status = 0, headers } = response;
  if (status >= 200 && status < 300) return deliveredResult(body);
  const reason = `HTTP ${status}`;
  if (RETRYABLE_STATUSES.has(status)) {
    return { outcome: 'retry', reason, afterMs: retryAfterMs(headers['retry-after'], Date.now()) ?? 0 };
  }
  const isRedirect = status >= 300 && status < 400;
  return { outcome: 'refused', reason: isRedirect ? `${reason}, redirects are not followed` : reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
