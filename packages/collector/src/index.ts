export { CollectorPipeline } from './pipeline/collector-pipeline.js';
export type { CollectorPipelineOptions } from './pipeline/pipeline-options.js';
export type { OtlpPayload, OtlpSink } from './pipeline/otlp-sink.js';
export { OtlpBusyError } from './receiver/otlp-busy-error.js';
export {
  createOtlpHttpHandler,
  OTLP_HTTP_PATHS,
  type OtlpHttpHandler,
  type OtlpHttpHandlerOptions,
} from './receiver/otlp-http-handler.js';
export type { OtlpReceiverCounters, OtlpReceiverOptions, ReceivedLogs } from './receiver/otlp-intake.js';
export { BodyMemory } from './receiver/body-memory.js';
export type { ReceivedTraces } from './receiver/received-traces.js';
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
export type { DropReason, OtlpExporterCounters } from './exporter/exporter-counters.js';
export { createFanOut } from './exporter/fan-out.js';
export type { OtlpExporter } from './exporter/queued-exporter.js';
export type { CircuitOptions, CircuitState, RetryOptions } from './exporter/retry/delivery-gate.js';
export type { Scheduler } from './exporter/scheduler.js';
export {
  type OtlpExporterOptions,
  type QueueOptions,
  startOtlpExporter,
} from './exporter/start-otlp-exporter.js';
export type { OtlpTransportOptions } from './exporter/transport/otlp-transport.js';
export { createServiceLog } from './service/service-log.js';
export type { ServiceLog, ServiceLogOptions } from './service/service-log.js';
export { startCollector } from './service/start-collector.js';
export type { CollectorService, CollectorServiceOptions } from './service/start-collector.js';
export { AgentMetrics, type AgentMetricsOptions } from './agent-metrics/agent-metrics.js';
export {
  type AgentMetricsReporter,
  type AgentMetricsReporterOptions,
  startAgentMetricsReporter,
} from './agent-metrics/agent-metrics-reporter.js';
