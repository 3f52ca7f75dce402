import type { JsonObject } from '@agent-attribution/otlp';

/** Why a part of a request was left out. Its absence says that all was taken. */
export interface PartialSuccess {
  readonly rejectedSpans: number;
  readonly errorMessage: string;
}

/** An `ExportTraceServiceResponse`; without a partial success it is also an `ExportLogsServiceResponse`. */
export function exportResponse(partialSuccess: PartialSuccess | undefined): JsonObject {
  if (partialSuccess === undefined) return {};
  return { partialSuccess: { ...partialSuccess, rejectedSpans: String(partialSuccess.rejectedSpans) } };
}
