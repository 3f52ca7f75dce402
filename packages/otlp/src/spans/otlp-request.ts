import type { SpanView } from '@agent-attribution/core';
import { checkField, checkMessage, knownField } from '../messages/check-message.js';
import { encodeMessage } from '../messages/encode-message.js';
import { isJsonObject } from '../messages/json-value.js';
import { parseJson } from '../messages/parse-json.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import { asBuffer, WireReader } from '../wire/wire-reader.js';
import { decodeText } from './any-value.js';
import { AttributeIndex } from './attribute-index.js';
import { hasWellFormedIds } from './events-and-links.js';
import { OtlpSpanView, type ScannedResource, type ScannedScope } from './otlp-span-view.js';
import { type ScannedSpan, scanSpan } from './scan-span.js';

/** A message in the request: where its tag, its body and its end are. */
export interface RequestNode {
  readonly tagStart: number;
  readonly start: number;
  readonly end: number;
}

export interface SpanNode extends RequestNode {
  readonly scanned: ScannedSpan;
  /** Undefined when the ids are invalid. */
  readonly view: SpanView | undefined;
}

export interface ScopeNode extends RequestNode {
  readonly children: readonly SpanNode[];
}

export interface ResourceNode extends RequestNode {
  readonly children: readonly ScopeNode[];
}

/** A trace export request that has been checked, and its spans. */
export interface OtlpRequest {
  /** The request as protobuf. */
  readonly bytes: Uint8Array;
  /** In the order of the request. */
  readonly spans: readonly SpanView[];
  /** Spans left out of `spans` because an id of theirs has the wrong length or is all zero. */
  readonly rejectedSpans: number;
  /** @internal */
  readonly resources: readonly ResourceNode[];
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
  const isChecked = options.isChecked === true;
  const buffer = asBuffer(bytes);
  const resources: ResourceNode[] = [];
  const reader = new WireReader(buffer, 0, buffer.length);
  while (reader.next()) {
    const field = knownField(reader, MESSAGE_TYPES.ExportTraceServiceRequest);
    if (field === undefined) reader.skip();
    else resources.push(scanResourceSpans(enter(reader), isChecked));
  }
  const spans: SpanView[] = [];
  let rejectedSpans = 0;
  for (const resource of resources) {
    for (const scope of resource.children) {
      for (const { view } of scope.children) {
        if (view === undefined) rejectedSpans += 1;
        else spans.push(view);
      }
    }
  }
  return { bytes, spans, rejectedSpans, resources };
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

type Entered = RequestNode & { readonly reader: WireReader };

/** Steps over the message that the reader has met and returns a reader for what is in it. */
function enter(parent: WireReader): Entered {
  const tagStart = parent.fieldStart;
  const end = parent.readLength();
  const start = parent.position;
  parent.position = end;
  return { tagStart, start, end, reader: new WireReader(parent.bytes, start, end) };
}

function scanResourceSpans({ reader, ...node }: Entered, isChecked: boolean): ResourceNode {
  const ranges: number[] = [];
  const resource: ScannedResource = { attributes: new AttributeIndex(reader.bytes, ranges) };
  const children: ScopeNode[] = [];
  while (reader.next()) {
    const field = knownField(reader, MESSAGE_TYPES.ResourceSpans);
    if (field?.name === 'scopeSpans') children.push(scanScopeSpans(enter(reader), resource, isChecked));
    else if (field?.name === 'resource') scanResource(enter(reader), ranges);
    else checkField(reader, field, 1);
  }
  return { ...node, children };
}

function scanResource({ reader, start, end }: Entered, attributes: number[]): void {
  checkMessage(reader.bytes, start, end, MESSAGE_TYPES.Resource, 2);
  while (reader.next()) {
    if (reader.fieldNumber === 1) {
      const attribute = enter(reader);
      attributes.push(attribute.start, attribute.end);
    } else reader.skip();
  }
}

function scanScopeSpans(
  { reader, ...node }: Entered,
  resource: ScannedResource,
  isChecked: boolean,
): ScopeNode {
  const scope: ScannedScope = { name: '' };
  const children: SpanNode[] = [];
  while (reader.next()) {
    const field = knownField(reader, MESSAGE_TYPES.ScopeSpans);
    if (field?.name === 'spans') {
      const { tagStart, start, end } = enter(reader);
      const scanned = scanSpan(reader.bytes, start, end, isChecked);
      children.push({ tagStart, start, end, scanned, view: viewOf(reader.bytes, scanned, resource, scope) });
    } else if (field?.name === 'scope') scanScope(enter(reader), scope);
    else checkField(reader, field, 2);
  }
  return { ...node, children };
}

function scanScope({ reader, start, end }: Entered, scope: ScannedScope): void {
  checkMessage(reader.bytes, start, end, MESSAGE_TYPES.InstrumentationScope, 3);
  while (reader.next()) {
    if (reader.fieldNumber === 1) scope.name = decodeText(reader, 'utf8');
    else reader.skip();
  }
}

/** Ids of a wrong length, also those of links, make the Collector refuse a whole request: such a span is left out. */
function viewOf(
  bytes: Buffer,
  scanned: ScannedSpan,
  resource: ScannedResource,
  scope: ScannedScope,
): SpanView | undefined {
  const { traceId, spanId, parentSpanId, links } = scanned;
  if (!traceId || !spanId || parentSpanId === undefined) return undefined;
  for (let at = 0; at < links.length; at += 2) {
    if (!hasWellFormedIds(bytes, links[at] ?? 0, links[at + 1] ?? 0)) return undefined;
  }
  return new OtlpSpanView(bytes, { traceId, spanId, parentSpanId }, scanned, resource, scope);
}
