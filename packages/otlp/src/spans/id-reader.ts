import { hexOf8, isSameId, latin1Of8, SPAN_ID_BYTES, TRACE_ID_BYTES } from './span-ids.js';

/**
 * Ids of a request as text. Spans of one trace often stand together, and siblings do: they then share one string, which
 * saves making it and makes looking it up cheaper.
 */
export class IdReader {
  readonly #bytes: Buffer;
  readonly #encoding: 'hex' | 'latin1';
  #traceId = '';
  #traceIdAt = -1;
  #parentSpanId = '';
  #parentSpanIdAt = -1;

  constructor(bytes: Buffer, encoding: 'hex' | 'latin1') {
    this.#bytes = bytes;
    this.#encoding = encoding;
  }

  traceId(at: number): string {
    if (!isSameId(this.#bytes, at, this.#traceIdAt, TRACE_ID_BYTES)) {
      this.#traceId = this.#bytes.toString(this.#encoding, at, at + TRACE_ID_BYTES);
    }
    this.#traceIdAt = at;
    return this.#traceId;
  }

  spanId(at: number): string {
    return this.#encoding === 'hex' ? hexOf8(this.#bytes, at) : latin1Of8(this.#bytes, at);
  }

  /** @param at negative when there is none, which gives an empty text */
  parentSpanId(at: number): string {
    if (at < 0) return '';
    if (!isSameId(this.#bytes, at, this.#parentSpanIdAt, SPAN_ID_BYTES)) {
      this.#parentSpanId = this.spanId(at);
    }
    this.#parentSpanIdAt = at;
    return this.#parentSpanId;
  }
}
