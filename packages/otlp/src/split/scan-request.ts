import { checkField, knownField } from '../messages/check-message.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import { hasWellFormedIds } from '../spans/events-and-links.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { LayoutBuilder, type RequestLayout } from './request-layout.js';

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
}

const NO_TRACE = '\0'.repeat(16);
const NO_SPAN = '\0'.repeat(8);

/**
 * Checks an `ExportTraceServiceRequest` to the bottom, as `readOtlpProto` does, and notes offsets and ids only: what is
 * needed to split it by trace.
 *
 * @throws MalformedOtlpError
 */
export function scanRequest(bytes: Uint8Array): ScannedRequest {
  return new RequestScanner(asBuffer(bytes)).scan();
}

/** A latin1 id as the hex digits that reports and JSON have. */
export function hexId(id: string): string {
  return Buffer.from(id, 'latin1').toString('hex');
}

class RequestScanner {
  readonly #bytes: Buffer;
  readonly #layout = new LayoutBuilder();
  readonly #traceIds: string[] = [];
  readonly #spanIds: string[] = [];
  readonly #parentSpanIds: string[] = [];
  #rejected = 0;
  /** Spans of one trace often stand together, and then share one string. */
  #lastTraceId = '';

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  scan(): ScannedRequest {
    const reader = new WireReader(this.#bytes, 0, this.#bytes.length);
    while (reader.next()) {
      if (knownField(reader, MESSAGE_TYPES.ExportTraceServiceRequest) === undefined) reader.skip();
      else this.#scanResource(reader);
    }
    return {
      bytes: this.#bytes,
      layout: this.#layout.finish(),
      traceIds: this.#traceIds,
      spanIds: this.#spanIds,
      parentSpanIds: this.#parentSpanIds,
      rejectedSpans: this.#rejected,
    };
  }

  #scanResource(reader: WireReader): void {
    const outerEnd = enter(reader, (...node) => this.#layout.resource(...node));
    while (reader.next()) {
      const field = knownField(reader, MESSAGE_TYPES.ResourceSpans);
      if (field?.name === 'scopeSpans') this.#scanScope(reader);
      else checkField(reader, field, 1);
    }
    reader.end = outerEnd;
  }

  #scanScope(reader: WireReader): void {
    const outerEnd = enter(reader, (...node) => this.#layout.scope(...node));
    while (reader.next()) {
      const field = knownField(reader, MESSAGE_TYPES.ScopeSpans);
      if (field?.name === 'spans') this.#scanSpan(reader);
      else checkField(reader, field, 2);
    }
    reader.end = outerEnd;
  }

  #scanSpan(reader: WireReader): void {
    const outerEnd = enter(reader, (tagStart, _, end) => this.#layout.span(tagStart, end));
    let traceId: string | undefined = '';
    let spanId: string | undefined = '';
    let parentSpanId: string | undefined = '';
    let linksAreGood = true;
    while (reader.next()) {
      const field = knownField(reader, MESSAGE_TYPES.Span);
      switch (field?.name) {
        case 'traceId':
          traceId = readId(reader, NO_TRACE);
          break;
        case 'spanId':
          spanId = readId(reader, NO_SPAN);
          break;
        case 'parentSpanId':
          parentSpanId = readId(reader, NO_SPAN);
          break;
        case 'links': {
          const start = reader.position;
          checkField(reader, field, SPAN_DEPTH);
          linksAreGood &&= hasWellFormedIds(this.#bytes, afterLength(this.#bytes, start), reader.position);
          break;
        }
        default:
          checkField(reader, field, SPAN_DEPTH);
      }
    }
    reader.end = outerEnd;
    if (traceId && spanId && parentSpanId !== undefined && linksAreGood) {
      this.#keep(traceId, spanId, parentSpanId);
    } else {
      this.#rejected += 1;
      this.#keep('', '', '');
    }
  }

  #keep(traceId: string, spanId: string, parentSpanId: string): void {
    if (traceId !== this.#lastTraceId) this.#lastTraceId = traceId;
    this.#traceIds.push(this.#lastTraceId);
    this.#spanIds.push(spanId);
    this.#parentSpanIds.push(parentSpanId);
  }
}

/** Messages that enclose a span's fields: the request, its resource, its scope, the span. */
const SPAN_DEPTH = 3;

/** Goes into the message that the reader has met; returns the end to go back to. */
function enter(reader: WireReader, note: (tagStart: number, start: number, end: number) => void): number {
  const end = reader.readLength();
  note(reader.fieldStart, reader.position, end);
  const outerEnd = reader.end;
  reader.end = end;
  return outerEnd;
}

/** Empty when it is absent, empty or all zero; undefined when its length is wrong. */
function readId(reader: WireReader, zero: string): string | undefined {
  const end = reader.readLength();
  const { position: start } = reader;
  reader.position = end;
  if (start === end) return '';
  if (end - start !== zero.length) return undefined;
  const id = reader.bytes.toString('latin1', start, end);
  return id === zero ? '' : id;
}

function afterLength(bytes: Buffer, position: number): number {
  let at = position;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  return at + 1;
}
