import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeMessage } from '@agent-attribution/otlp';
import { exportResponse, type PartialSuccess } from './export-response.js';
import { MEDIA_TYPES, type PayloadType } from './payload-type.js';
import type { RequestRefusal } from './request-refusal.js';

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export function successReply(type: PayloadType, partialSuccess?: PartialSuccess): HttpReply {
  const message = exportResponse(partialSuccess);
  const body =
    type === 'json' ? JSON.stringify(message) : encodeMessage('ExportTraceServiceResponse', message);
  return { status: 200, headers: { 'Content-Type': MEDIA_TYPES[type] }, body };
}

/** A `google.rpc.Status` in the encoding of the request, or plain text when the request had none that is known. */
export function refusalReply(refusal: RequestRefusal, type: PayloadType | undefined): HttpReply {
  const status = { code: refusal.rpcCode, message: refusal.message };
  const [mediaType, body] =
    type === undefined
      ? ['text/plain; charset=utf-8', refusal.message]
      : [MEDIA_TYPES[type], type === 'json' ? JSON.stringify(status) : encodeMessage('RpcStatus', status)];
  const { status: httpStatus, headers, retryAfterSeconds } = refusal;
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return { status: httpStatus, headers: { ...headers, ...retryAfter, 'Content-Type': mediaType }, body };
}

/** Sends the reply. A connection on which the request has not come to its end is closed: the rest is not waited for. */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: HttpReply): void {
  if (response.headersSent || response.destroyed) return;
  const length = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.length;
  response.writeHead(reply.status, {
    ...reply.headers,
    'Content-Length': length,
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(reply.body);
  if (!request.complete) request.resume();
}
