import * as v from 'valibot';
import { ATTRIBUTION_SECTION } from './attribution-config.js';
import type { AttributionConfig } from './attribution-config.js';
import type { ExporterConfig } from './exporter-config.js';
import { section } from './fields.js';
import type { Field } from './fields.js';
import { OTLP_RECEIVER_SECTION } from './receiver-config.js';
import type { OtlpReceiverConfig } from './receiver-config.js';
import { EXTENSIONS_SECTION, SERVICE_SECTION } from './service-config.js';
import type { ExtensionsConfig, ServiceConfig } from './service-config.js';
import { TRACKER_SECTION } from './tracker-config.js';
import type { TrackerConfig } from './tracker-config.js';

/** An exporter under its name in the file, such as `otlp/jaeger`. */
export interface NamedExporterConfig extends ExporterConfig {
  readonly name: string;
  readonly protocol: 'grpc' | 'http';
}

/** A configuration file, read and checked. Keys are those of the file; durations are ms, sizes are bytes. */
export interface CollectorConfig {
  readonly receivers: { readonly otlp: OtlpReceiverConfig };
  readonly processors: { readonly attribution: AttributionConfig };
  readonly exporters: readonly NamedExporterConfig[];
  readonly extensions: ExtensionsConfig;
  readonly service: ServiceConfig;
  /** For `serve` only: the service has no tracker. */
  readonly tracker?: TrackerConfig | undefined;
}

/** What a file says before its exporters are read: which keys they have depends on their names. */
export interface FileSections extends Omit<CollectorConfig, 'exporters'> {
  readonly exporters: Readonly<Record<string, unknown>>;
}

export const FILE_SECTION: Field<FileSections> = section(
  v.strictObject({
    receivers: section(v.strictObject({ otlp: section(OTLP_RECEIVER_SECTION) })),
    processors: section(v.strictObject({ attribution: section(ATTRIBUTION_SECTION) })),
    exporters: section(v.record(v.string(), v.unknown())),
    extensions: v.optional(section(EXTENSIONS_SECTION), {}),
    service: section(SERVICE_SECTION),
    tracker: v.exactOptional(section(TRACKER_SECTION)),
  }),
);
