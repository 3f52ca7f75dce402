import { attributeTrace } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport, SpanView } from '@agent-attribution/core';

/** What attributes a released trace. Handed in by tests, and by whoever adds a judge of their own. */
export interface TraceEngine {
  attribute(spans: readonly SpanView[], options: AttributeOptions): AttributionReport;
}

export const defaultEngine: TraceEngine = { attribute: attributeTrace };
