export { TracePipeline } from './pipeline/trace-pipeline.js';
export type { AttributedTrace, TracePipelineOptions } from './pipeline/trace-pipeline.js';
export { OtlpBusyError } from './receiver/otlp-busy-error.js';
export {
  createOtlpHttpHandler,
  OTLP_HTTP_PATHS,
  type OtlpHttpHandler,
  type OtlpHttpHandlerOptions,
} from './receiver/otlp-http-handler.js';
export type {
  OtlpReceiverCounters,
  OtlpReceiverOptions,
  ReceivedLogs,
  ReceivedTraces,
} from './receiver/otlp-intake.js';
export {
  type OtlpHttpServer,
  type OtlpHttpServerOptions,
  startOtlpHttpServer,
} from './receiver/otlp-http-server.js';
export type { CollectorConfig } from './config/collector-config.js';
export { CollectorConfigurationError } from './config/configuration-problem.js';
export type { ConfigurationProblem } from './config/configuration-problem.js';
export { readCollectorConfig } from './config/read-config.js';
export { OtlpServerError, type OtlpServerErrorCode } from './receiver/otlp-server-error.js';
export {
  type OtlpGrpcServer,
  type OtlpGrpcServerOptions,
  startOtlpGrpcServer,
} from './receiver/grpc/otlp-grpc-server.js';
export type { TlsClientOptions, TlsServerOptions, TlsVersion } from './tls/tls-files.js';
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
