import { decodeMessage, isJsonObject } from '@agent-attribution/otlp';
import type { SendResult } from './otlp-transport.js';

/**
 * What a successful answer says. The responses of all signals have the same numbers, so one type reads them; an answer
 * that cannot be read is a success that says nothing.
 */
export function deliveredResult(response: Uint8Array): SendResult & { readonly outcome: 'delivered' } {
  try {
    const { partialSuccess } = decodeMessage('ExportTraceServiceResponse', response);
    if (isJsonObject(partialSuccess)) {
      const { rejectedSpans, errorMessage } = partialSuccess;
      const message = typeof errorMessage === 'string' ? errorMessage : '';
      return { outcome: 'delivered', rejectedSpans: Number(rejectedSpans ?? 0), message };
    }
  } catch {
    // Some proxies answer in words of their own.
  }
  return { outcome: 'delivered', rejectedSpans: 0, message: '' };
}
