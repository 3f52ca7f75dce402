export type * from './span-view.js';
export type * from './log-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
export { attributeTrace } from './attribute-trace.js';
export type { AttributeOptions } from './attribute-trace.js';
export { withLogs } from './conventions/with-logs.js';
export { tallyConventions } from './tally-conventions.js';
export type { ConventionTally } from './tally-conventions.js';
export { ASSEMBLY_DEFAULTS } from './assembly/assembly.js';
export type {
  AssembledTrace,
  AssemblyCounters,
  SpanArrival,
  TraceAssemblerOptions,
} from './assembly/assembly.js';
export { TraceAssembler } from './assembly/trace-assembler.js';
