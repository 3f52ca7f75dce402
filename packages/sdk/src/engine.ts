import { attributeAndPlace, attributeTrace, placeReport } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport, PlacedReport, SpanView } from '@agent-attribution/core';

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
