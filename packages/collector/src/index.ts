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
  type ReceivedTraces,
} from './receiver/otlp-http-handler.js';
export {
  type OtlpHttpServer,
  type OtlpHttpServerOptions,
  OtlpServerError,
  type OtlpServerErrorCode,
  startOtlpHttpServer,
} from './receiver/otlp-http-server.js';
export type { CollectorConfig } from './config/collector-config.js';
export { CollectorConfigurationError } from './config/configuration-problem.js';
export type { ConfigurationProblem } from './config/configuration-problem.js';
export { readCollectorConfig } from './config/read-config.js';
