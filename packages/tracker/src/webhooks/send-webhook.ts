import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/** One attempt to deliver. */
export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the whole attempt. */
  readonly timeoutMs: number;
  /** Default: the system's. */
  readonly lookup?: LookupFunction | undefined;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

export interface WebhookAnswer {
  readonly status: number;
  /** What the receiver asks for; undefined when it asks for nothing, or for something else than seconds. */
  readonly retryAfterMs: number | undefined;
}

/** POSTs, and waits for the status alone: a redirect is an answer like any other, and no body is read. Rejects without one. */
export function sendWebhook(options: WebhookRequest): Promise<WebhookAnswer> {
  const { url, headers, body, timeoutMs, lookup, signal } = options;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'agent-attribution',
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(lookup !== undefined && { lookup }),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const seconds = response.headers['retry-after'] ?? '';
      resolve({
        status: response.statusCode ?? 0,
        retryAfterMs: /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : undefined,
      });
      response.destroy();
    });
    request.end(body);
  });
}
