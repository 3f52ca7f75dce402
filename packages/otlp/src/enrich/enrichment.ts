import type { AttributeMap, SpanView } from '@agent-attribution/core';
import type { SpanDocument } from '../document/span-document.js';

/** What is to be written onto the spans of one trace. */
export interface Enrichment {
  /** Only spans of this trace are touched; 32 lower-case hex digits. */
  readonly traceId: string;
  /** Attributes to set, by span id. An attribute that the span already has is replaced. */
  readonly attributes: ReadonlyMap<string, AttributeMap>;
  /**
   * Spans to add. One whose parent is in the request joins the parent's resource; any other gets a resource of its own,
   * the one in its document. A span of the request with the same id is replaced.
   */
  readonly extraSpans?: readonly SpanDocument[] | undefined;
  /** Which of the request's spans to emit. Default: all. */
  readonly select?: ((span: SpanView) => boolean) | undefined;
}
