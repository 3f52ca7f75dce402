/** How an input is encoded; `auto` finds out from its content. */
export const TRACE_FORMATS = ['auto', 'otlp-json', 'otlp-proto', 'jsonl', 'jaeger'] as const;

export type TraceFormat = (typeof TRACE_FORMATS)[number];
