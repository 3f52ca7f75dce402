import { copySpans, type ScannedLogs } from '@agent-attribution/otlp';
import { workerOf } from './worker-of.js';

/** A request in parts: at the place of each worker what is for it, undefined where there is nothing. */
export type Parts = readonly (Uint8Array<ArrayBuffer> | undefined)[];

/**
 * Splits a request so that all of a trace goes to one worker. Each part is a request of its own, in memory that nobody else
 * uses: it can be handed to another thread.
 *
 * @param request - a scanned trace request, or log request. What has no trace id goes along with what stands before it.
 * @param first - the worker of what stands before the first trace id
 */
export function splitByTrace(request: ScannedLogs, workers: number, first = 0): Parts {
  const places = Array.from({ length: workers }, (): number[] => []);
  let lastTraceId = '';
  let worker = first;
  for (const [place, traceId] of request.traceIds.entries()) {
    if (traceId !== '' && traceId !== lastTraceId) {
      worker = workerOf(traceId, workers);
      lastTraceId = traceId;
    }
    places[worker]?.push(place);
  }
  const { bytes, layout } = request;
  return places.map((spans) => {
    if (spans.length === 0) return undefined;
    // A request for one worker alone is copied as well: it may lie in memory of whoever received it.
    if (spans.length === request.traceIds.length) return new Uint8Array(bytes);
    return ownBytes(copySpans([{ bytes, layout, spans }]));
  });
}

/** Small buffers share memory, which cannot be handed over. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}
