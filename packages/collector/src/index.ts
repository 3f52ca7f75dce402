export { CollectorPipeline } from './pipeline/collector-pipeline.js';
export type { CollectorPipelineOptions } from './pipeline/collector-pipeline.js';
export type { OtlpPayload, OtlpSink } from './pipeline/otlp-sink.js';
export { TracePipeline } from './pipeline/trace-pipeline.js';
export type { AttributedTrace, TracePipelineOptions } from './pipeline/trace-pipeline.js';
export { OtlpBusyError } from './receiver/otlp-busy-error.js';
export {
  createOtlpHttpHandler,
  OTLP_HTTP_PATHS,
  type OtlpHttpCounters,
  type OtlpHttpHandler,
  type OtlpHttpHandlerOptions,
  type ReceivedLogs,
} from './receiver/otlp-http-handler.js';
export type { ReceivedTraces } from './receiver/received-traces.js';
export {
  type OtlpHttpServer,
  type OtlpHttpServerOptions,
  OtlpServerError,
  type OtlpServerErrorCode,
  startOtlpHttpServer,
} from './receiver/otlp-http-server.js';
export type {
  Durability,
  InFlightRecord,
  InFlightSignal,
  InFlightStore,
  InFlightStoreCounters,
  RecoveredRecord,
} from './store/in-flight-store.js';
export { type InFlightStoreOptions, openInFlightStore } from './store/open-store.js';
export { StoreError, type StoreErrorCode, StoreFullError } from './store/store-errors.js';
