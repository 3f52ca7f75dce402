export { AgentsTracingProcessor } from './tracing-processor.js';
export type { AgentsTracingOptions } from './tracing-processor.js';
export type { AgentsSpan, AgentsSpanData, AgentsSpanError, AgentsTrace } from './agents-sdk.js';
