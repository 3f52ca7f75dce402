import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeMessage } from '@agent-attribution/otlp';
import { MEDIA_TYPES, type PayloadType } from './payload-type.js';
import type { RequestRefusal } from './request-refusal.js';

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** Why a part of a request was left out. Its absence says that all was taken. */
export interface PartialSuccess {
  readonly rejectedSpans: number;
  readonly errorMessage: string;
}

/** An `ExportTraceServiceResponse`; without a partial success it is also an `ExportLogsServiceResponse`. */
export function successReply(type: PayloadType, partialSuccess?: PartialSuccess): HttpReply {
  const message =
    partialSuccess === undefined
      ? {}
      : { partialSuccess: { ...partialSuccess, rejectedSpans: String(partialSuccess.rejectedSpans) } };
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
  return { status: refusal.status, headers: { ...refusal.headers, 'Content-Type': mediaType }, body };
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
