import { type ServiceError, status } from '@grpc/grpc-js';
import { decodeMessage, isJsonObject, type JsonObject } from '@agent-attribution/otlp';
import type { SendResult } from './otlp-transport.js';

/** OTLP's table; RESOURCE_EXHAUSTED joins it when it says when to come back. */
const RETRYABLE_CODES: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.ABORTED,
  status.OUT_OF_RANGE,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

export function failedResult(error: ServiceError): SendResult {
  const reason = `gRPC ${status[error.code] ?? String(error.code)}: ${error.details}`;
  const afterMs = retryInfoMs(error.metadata.get('grpc-status-details-bin')[0]);
  const isThrottled = error.code === status.RESOURCE_EXHAUSTED && afterMs !== undefined;
  if (isThrottled || RETRYABLE_CODES.has(error.code)) {
    return { outcome: 'retry', reason, afterMs: afterMs ?? 0 };
  }
  return { outcome: 'refused', reason };
}

/** The delay of the `google.rpc.RetryInfo` among the details, ms. */
function retryInfoMs(details: string | Buffer | undefined): number | undefined {
  if (!Buffer.isBuffer(details)) return undefined;
  try {
    const list = decodeMessage('RpcStatus', details)['details'];
    const info = (Array.isArray(list) ? list : []).filter(isJsonObject).find(isRetryInfo);
    if (typeof info?.['value'] !== 'string') return undefined;
    const { retryDelay } = decodeMessage('RetryInfo', Buffer.from(info['value'], 'base64'));
    const { seconds = 0, nanos = 0 } = isJsonObject(retryDelay) ? retryDelay : {};
    return Math.max(0, Number(seconds) * 1000 + Number(nanos) / 1_000_000);
  } catch {
    return undefined;
  }
}

function isRetryInfo({ typeUrl }: JsonObject): boolean {
  return typeof typeUrl === 'string' && typeUrl.endsWith('/google.rpc.RetryInfo');
}
