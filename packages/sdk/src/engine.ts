import { attributeAndPlace, attributeTrace, placeReport, withoutContent } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport, PlacedReport, SpanView } from '@agent-attribution/core';
import { BareSpanView } from './bare-span-view.js';

/** What attributes a released trace. Handed in by tests, and by whoever adds a judge of their own. */
export interface TraceEngine {
  attribute(spans: readonly SpanView[], options: AttributeOptions): AttributionReport;
  /** The same with the places of the report, from an engine that knows them. Default: spans are read again for them. */
  attributeAndPlace?(spans: readonly SpanView[], options: AttributeOptions): PlacedReport;
}

export const defaultEngine: TraceEngine = { attribute: attributeTrace, attributeAndPlace };

export const attributeWith = (
  engine: TraceEngine,
  spans: readonly SpanView[],
  options: AttributeOptions,
): PlacedReport => {
  if (engine.attributeAndPlace !== undefined) return engine.attributeAndPlace(spans, options);
  const report = engine.attribute(spans, options);
  return { report, places: placeReport(report, spans) };
};

/** The same where content must not leave: the verdict draws on it, and the report's texts say nothing that rests on it. */
export const attributeWithoutQuoting = (
  engine: TraceEngine,
  spans: readonly SpanView[],
  options: AttributeOptions,
): PlacedReport => {
  const { report, places } = attributeWith(engine, spans, options);
  const bare = attributeTrace(
    spans.map((span) => new BareSpanView(span)),
    options,
  );
  return { report: withoutContent(report, bare), places };
};
