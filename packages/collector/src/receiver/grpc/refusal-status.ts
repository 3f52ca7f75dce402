import { Metadata, type StatusObject } from '@grpc/grpc-js';
import { encodeMessage } from '@agent-attribution/otlp';
import { type RequestRefusal, RPC_CODE } from '../request-refusal.js';

/** Carries a `google.rpc.Status` beside the plain code and message. */
export const STATUS_DETAILS_KEY = 'grpc-status-details-bin';

/**
 * The refusal as gRPC says it. One that the sender may come back from is RESOURCE_EXHAUSTED with a `RetryInfo`; without
 * that detail OTLP takes the same code for final, which is what a body over the limit means.
 */
export function refusalStatus(refusal: RequestRefusal): StatusObject {
  const { message, retryAfterSeconds } = refusal;
  const metadata = new Metadata();
  if (retryAfterSeconds === undefined) return { code: refusal.rpcCode, details: message, metadata };
  const code = RPC_CODE.resourceExhausted;
  const retryInfo = encodeMessage('RetryInfo', { retryDelay: { seconds: String(retryAfterSeconds) } });
  const detail = {
    typeUrl: 'type.googleapis.com/google.rpc.RetryInfo',
    value: Buffer.from(retryInfo).toString('base64'),
  };
  const status = encodeMessage('RpcStatus', { code, message, details: [detail] });
  metadata.set(STATUS_DETAILS_KEY, Buffer.from(status));
  return { code, details: message, metadata };
}
