import { attributeAndPlace } from '@agent-attribution/core';
import type { AttributeOptions, AttributionReport, PlacedReport, SpanView } from '@agent-attribution/core';
import type { AttributionConfig } from '../../config/attribution-config.js';

/** Attributes with a profile, and tells of each run that has agents once: not again when late spans revise its verdict. */
export const recordingAttribute =
  (profile: AttributionConfig['profile'], onRun: (report: AttributionReport) => void) =>
  (spans: readonly SpanView[], options: AttributeOptions = {}): PlacedReport => {
    const placed = attributeAndPlace(spans, profile === 'auto' ? options : { ...options, profile });
    const { report } = placed;
    if (report.revision === 1 && report.contributions.length > 0) onRun(report);
    return placed;
  };
