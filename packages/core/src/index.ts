export type * from './span-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
export { attributeTrace } from './attribute-trace.js';
export type { AttributeOptions } from './attribute-trace.js';
export { describeSpans } from './reporting/describe-spans.js';
export type { SpanDescription } from './reporting/describe-spans.js';
export { ASSEMBLY_DEFAULTS } from './assembly/assembly.js';
export type {
  AssembledTrace,
  AssemblyCounters,
  SpanArrival,
  TraceAssemblerOptions,
} from './assembly/assembly.js';
export { TraceAssembler } from './assembly/trace-assembler.js';
