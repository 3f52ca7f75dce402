import { checkField, knownField } from '../messages/check-message.js';
import { MESSAGE_TYPES } from '../messages/message-types.js';
import type { SpanScanner } from '../spans/span-scanner.js';
import { WireReader } from '../wire/wire-reader.js';
import { beginLayout, type LayoutBuilder, type RequestLayout } from './request-layout.js';

/** Whoever goes through a request; all offsets are those of bodies. */
export interface RequestVisitor {
  /** Notes what is in a span. */
  readonly scanner: SpanScanner;
  /** The span that the scanner has gone through. */
  span(): void;
  /** What follows is of another ResourceSpans. */
  enterResource?(): void;
  /** What follows is of another ScopeSpans. */
  enterScope?(): void;
  /** The resource, which may stand behind its spans and be given in parts. */
  resource?(start: number, end: number): void;
  /** The scope, likewise. */
  scope?(start: number, end: number): void;
}

/** Messages around a resource and around a scope. */
const RESOURCE_DEPTH = 1;
const SCOPE_DEPTH = 2;

/**
 * Goes through an `ExportTraceServiceRequest` once, checks it to the bottom and notes where its parts are.
 *
 * @throws MalformedOtlpError
 */
export function walkRequest(bytes: Buffer, visitor: RequestVisitor): RequestLayout {
  const layout = beginLayout();
  const reader = new WireReader(bytes, 0, bytes.length);
  while (reader.next()) {
    if (knownField(reader, MESSAGE_TYPES.ExportTraceServiceRequest) === undefined) reader.skip();
    else walkResourceSpans(reader, layout, visitor);
  }
  return layout.finish();
}

function walkResourceSpans(reader: WireReader, layout: LayoutBuilder, visitor: RequestVisitor): void {
  const { fieldStart, end: outerEnd } = reader;
  reader.end = reader.readLength();
  layout.resource(fieldStart, reader.position, reader.end);
  visitor.enterResource?.();
  while (reader.next()) {
    const field = knownField(reader, MESSAGE_TYPES.ResourceSpans);
    if (field?.name === 'scopeSpans') walkScopeSpans(reader, layout, visitor);
    else {
      const tagEnd = reader.position;
      checkField(reader, field, RESOURCE_DEPTH);
      if (field?.name === 'resource') visitor.resource?.(bodyAt(reader, tagEnd), reader.position);
    }
  }
  reader.end = outerEnd;
}

function walkScopeSpans(reader: WireReader, layout: LayoutBuilder, visitor: RequestVisitor): void {
  const { fieldStart, end: outerEnd } = reader;
  reader.end = reader.readLength();
  layout.scope(fieldStart, reader.position, reader.end);
  visitor.enterScope?.();
  while (reader.next()) {
    const field = knownField(reader, MESSAGE_TYPES.ScopeSpans);
    if (field?.name === 'spans') walkSpan(reader, layout, visitor);
    else {
      const tagEnd = reader.position;
      checkField(reader, field, SCOPE_DEPTH);
      if (field?.name === 'scope') visitor.scope?.(bodyAt(reader, tagEnd), reader.position);
    }
  }
  layout.endScope(reader.end);
  reader.end = outerEnd;
}

function walkSpan(reader: WireReader, layout: LayoutBuilder, visitor: RequestVisitor): void {
  const { fieldStart, end: outerEnd } = reader;
  reader.end = reader.readLength();
  layout.span(fieldStart, reader.position, reader.end);
  visitor.scanner.scan(reader);
  visitor.span();
  reader.end = outerEnd;
}

/** Where the body begins whose length stands at `at`, in bytes that have been checked. */
function bodyAt(reader: WireReader, at: number): number {
  const { position } = reader;
  reader.position = at;
  reader.readLength();
  const start = reader.position;
  reader.position = position;
  return start;
}
