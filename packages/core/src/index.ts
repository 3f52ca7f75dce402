export type * from './span-view.js';
export type * from './log-view.js';
export type * from './report.js';
export type * from './conventions/node-facts.js';
export type * from './graph/step.js';
export { attributeTrace } from './attribute-trace.js';
export { isAttributionSpan } from './conventions/attribution.js';
export type { AttributeOptions } from './attribute-trace.js';
export { withLogs } from './conventions/with-logs.js';
export { tallyConventions } from './tally-conventions.js';
export type { ConventionTally } from './tally-conventions.js';
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
export * from './write-back/index.js';
export { detectStagnation } from './checks/stagnation.js';
export type { FingerprintedTurn } from './checks/stagnation.js';
export { toolFingerprint } from './checks/tool-fingerprint.js';
export { INFORMATION_SEEKING } from './blame/profiles/information-seeking.js';
export { TRANSACTIONAL } from './blame/profiles/transactional.js';
export { BLAME_PROFILES } from './blame/choose-profile.js';
export type { BlameProfile, BlameProfiles, EvidenceGrade } from './blame/profile.js';
export type { FeatureName } from './blame/feature.js';
export type { BlameOptions } from './blame/attribute-failure.js';
export { actionSignatures, buildSpectrum } from './blame/spectrum.js';
export type { Spectrum, SpectrumRun } from './blame/spectrum.js';
export { CALIBRATION, CONFIDENCE_FLOOR, calibrate } from './blame/confidence.js';
export type { CalibrationPoint } from './blame/confidence.js';
export { softErrorOf } from './outcome/soft-error.js';
