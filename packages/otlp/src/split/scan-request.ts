import { ATTRIBUTION_SPAN_NAME } from '@agent-attribution/semantic-conventions';
import { IdReader } from '../spans/id-reader.js';
import { isAscii } from '../spans/known-texts.js';
import { SpanScanner } from '../spans/span-scanner.js';
import { asBuffer } from '../wire/wire-reader.js';
import type { RequestLayout } from './request-layout.js';
import { type RequestVisitor, walkRequest } from './walk-request.js';

/** A trace export request that has been checked: where its spans are and which trace each of them belongs to. */
export interface ScannedRequest {
  /** The request as protobuf. */
  readonly bytes: Uint8Array;
  readonly layout: RequestLayout;
  /** Of each span: 16 bytes as a latin1 string, which takes half of what hex does; empty when an id is invalid. */
  readonly traceIds: readonly string[];
  /** Of each span: 8 bytes as a latin1 string. */
  readonly spanIds: readonly string[];
  /** Of each span: 8 bytes as a latin1 string; empty for a root. */
  readonly parentSpanIds: readonly string[];
  /** Spans whose ids are invalid. */
  readonly rejectedSpans: number;
  /** Whether a span has the name of an attribution span: only then can a trace of the request bring a verdict. */
  readonly mayBringVerdict: boolean;
}

/**
 * Checks an `ExportTraceServiceRequest` to the bottom, as `readOtlpProto` does, and notes offsets and ids only: what is
 * needed to split it by trace.
 *
 * @throws MalformedOtlpError
 */
export function scanRequest(bytes: Uint8Array): ScannedRequest {
  const buffer = asBuffer(bytes);
  const ids = new IdCollector(buffer);
  const layout = walkRequest(buffer, ids);
  const { traceIds, spanIds, parentSpanIds, rejectedSpans, mayBringVerdict } = ids;
  return { bytes: buffer, layout, traceIds, spanIds, parentSpanIds, rejectedSpans, mayBringVerdict };
}

/** A latin1 id as the hex digits that reports and JSON have. */
export function hexId(id: string): string {
  return Buffer.from(id, 'latin1').toString('hex');
}

class IdCollector implements RequestVisitor {
  readonly scanner = new SpanScanner({ isChecked: false, keepsParts: false });
  readonly traceIds: string[] = [];
  readonly spanIds: string[] = [];
  readonly parentSpanIds: string[] = [];
  rejectedSpans = 0;
  mayBringVerdict = false;
  readonly #bytes: Buffer;
  readonly #ids: IdReader;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#ids = new IdReader(bytes, 'latin1');
  }

  span(): void {
    const { hasGoodIds, traceIdAt, spanIdAt, parentSpanIdAt, nameStart, nameEnd } = this.scanner;
    this.mayBringVerdict ||= isAscii(ATTRIBUTION_SPAN_NAME, this.#bytes, nameStart, nameEnd);
    if (!hasGoodIds) this.rejectedSpans += 1;
    this.traceIds.push(hasGoodIds ? this.#ids.traceId(traceIdAt) : '');
    this.spanIds.push(hasGoodIds ? this.#ids.spanId(spanIdAt) : '');
    this.parentSpanIds.push(hasGoodIds ? this.#ids.parentSpanId(parentSpanIdAt) : '');
  }
}
