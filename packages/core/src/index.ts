export type * from './span-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
export { attributeTrace } from './attribute-trace.js';
export { isAttributionSpan } from './conventions/attribution.js';
export type { AttributeOptions } from './attribute-trace.js';
export { ASSEMBLY_DEFAULTS } from './assembly/assembly.js';
export type {
  AssembledTrace,
  AssemblyCounters,
  SpanArrival,
  TraceAssemblerOptions,
} from './assembly/assembly.js';
export { TraceAssembler } from './assembly/trace-assembler.js';
export * from './write-back/index.js';
export { detectStagnation } from './checks/stagnation.js';
export type { FingerprintedTurn } from './checks/stagnation.js';
export { toolFingerprint } from './checks/tool-fingerprint.js';
