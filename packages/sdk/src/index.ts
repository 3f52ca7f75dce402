export { AttributionSpanExporter, endpointsOf } from './attribution-span-exporter.js';
export type { AttributionSpanExporterOptions } from './attribution-span-exporter.js';
export { AttributionSpanProcessor } from './attribution-span-processor.js';
export type { ProcessorCounters } from './processor-counters.js';
export { ConfigurationError } from '@agent-attribution/core';
export type { ContentPolicyName } from '@agent-attribution/core';
export type { EndpointCounters, EndpointOptions } from './endpoint.js';
export { defaultEngine } from './engine.js';
export type { TraceEngine } from './engine.js';
export { readEnvironment } from './environment.js';
export type { AttributionEnvironment } from './environment.js';
export type { AttributionSpanProcessorOptions } from './processor-options.js';
export type {
  ExportResult,
  InstrumentationScope,
  ReadableSpan,
  Resource,
  SpanExporter,
  SpanProcessor,
  StartedSpan,
  TimedEvent,
} from './sdk-types.js';
