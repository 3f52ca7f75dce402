import type { SpanView } from '@agent-attribution/core';
import { encodeMessage } from '../messages/encode-message.js';
import { isJsonObject } from '../messages/json-value.js';
import { parseJson } from '../messages/parse-json.js';
import type { RequestLayout } from '../split/request-layout.js';
import { type RequestVisitor, walkRequest } from '../split/walk-request.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { AttributeTable } from './attribute-table.js';
import { IdReader } from './id-reader.js';
import { readKnownText } from './known-texts.js';
import { OtlpSpanView, type SeenRequest } from './otlp-span-view.js';
import { SeenResource, type SeenScope } from './seen-resource.js';
import { SpanScanner } from './span-scanner.js';

/** A trace export request that has been checked, and its spans. */
export interface OtlpRequest {
  /** The request as protobuf. */
  readonly bytes: Uint8Array;
  /** In the order of the request. */
  readonly spans: readonly SpanView[];
  /** Spans left out of `spans` because an id of theirs has the wrong length or is all zero. */
  readonly rejectedSpans: number;
  /** @internal Where its parts are. */
  readonly layout: RequestLayout;
  /** @internal Of each span of the layout what is seen of it; undefined when its ids are invalid. */
  readonly views: readonly (OtlpSpanView | undefined)[];
}

/**
 * Reads an `ExportTraceServiceRequest`. The structure is checked to the bottom; values are decoded when a span is asked
 * for them, from `bytes`, which must not be changed afterwards.
 *
 * @param options.isChecked `scanRequest` or this function has read the same bytes, or those that they were copied from by
 *   `copySpans`: what is in attributes, events and links is not looked at again. Default false.
 * @throws MalformedOtlpError
 * @example
 * const { spans, rejectedSpans } = readOtlpProto(body);
 */
export function readOtlpProto(
  bytes: Uint8Array,
  options: { readonly isChecked?: boolean } = {},
): OtlpRequest {
  const buffer = asBuffer(bytes);
  const builder = new ViewBuilder(buffer, options.isChecked === true);
  const layout = walkRequest(buffer, builder);
  builder.finish();
  const { views, spans } = builder;
  return { bytes, spans, rejectedSpans: views.length - spans.length, layout, views };
}

/**
 * Reads a trace export request in OTLP/JSON by turning it into protobuf, so that whatever follows has one form to deal
 * with. Fields that are unknown here are ignored, as OTLP/JSON says. The names may also be those of the .proto files.
 *
 * @throws MalformedOtlpError
 */
export function readOtlpJson(bytes: Uint8Array): OtlpRequest {
  return readOtlpProto(otlpJsonBytesToProto(bytes));
}

/**
 * An OTLP/JSON trace export request as protobuf, for whoever reads that.
 *
 * @throws MalformedOtlpError
 */
export function otlpJsonBytesToProto(bytes: Uint8Array): Uint8Array {
  return otlpJsonToProto(parseJson(bytes));
}

/**
 * A parsed OTLP/JSON trace export request as protobuf.
 *
 * @throws MalformedOtlpError
 */
export function otlpJsonToProto(document: unknown): Uint8Array {
  const snakeCase = isJsonObject(document) && 'resource_spans' in document;
  return encodeMessage('ExportTraceServiceRequest', document, { snakeCase });
}

/** Makes a view of each span while the request is gone through. */
class ViewBuilder implements RequestVisitor {
  readonly scanner: SpanScanner;
  readonly views: (OtlpSpanView | undefined)[] = [];
  readonly spans: SpanView[] = [];
  readonly #request: SeenRequest;
  #resource: SeenResource;
  #scope: SeenScope = { name: '' };

  constructor(bytes: Buffer, isChecked: boolean) {
    this.scanner = new SpanScanner({ isChecked, keepsParts: true });
    this.#request = {
      bytes,
      ids: new IdReader(bytes, 'hex'),
      attributes: new AttributeTable(bytes, []),
    };
    this.#resource = new SeenResource(bytes);
  }

  finish(): void {
    const { bytes } = this.#request;
    this.#request.attributes = new AttributeTable(bytes, this.scanner.attributes.copyFrom(0));
  }

  enterResource(): void {
    this.#resource = new SeenResource(this.#request.bytes);
  }

  enterScope(): void {
    this.#scope = { name: '' };
  }

  resource(start: number, end: number): void {
    this.#resource.add(start, end);
  }

  scope(start: number, end: number): void {
    const reader = new WireReader(this.#request.bytes, start, end);
    while (reader.next()) {
      if (reader.fieldNumber === 1) this.#scope.name = readKnownText(reader);
      else reader.skip();
    }
  }

  span(): void {
    const { scanner } = this;
    const view = scanner.hasGoodIds
      ? new OtlpSpanView(this.#request, scanner, this.#resource, this.#scope)
      : undefined;
    this.views.push(view);
    if (view !== undefined) this.spans.push(view);
  }
}
