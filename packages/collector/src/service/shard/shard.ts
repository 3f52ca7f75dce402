import type { RunCounters } from '@agent-attribution/core';
import type { ScannedRequest } from '@agent-attribution/otlp';
import type { OtlpExporterCounters } from '../../exporter/exporter-counters.js';
import type { InFlightStoreCounters } from '../../store/in-flight-store.js';

/** What stands behind the receivers: traces with a verdict leave it. One in this thread, or one in each of several. */
export interface Shard {
  /**
   * Resolves when the request is as safe as the durability says.
   *
   * @param body - must not be changed afterwards, unless the answer says so
   * @returns whether the memory of `body` may be used again
   * @throws OtlpBusyError when it cannot be taken now
   */
  acceptTraces(body: Uint8Array, scanned: ScannedRequest): Promise<boolean>;
  acceptLogs(body: Uint8Array): Promise<void>;
  readonly snapshot: ShardSnapshot;
  /** Delivers what is due, for at most `service.shutdown_timeout`, and lets go of its folders. */
  close(): Promise<void>;
}

/** What was counted; plain data, so that a thread can tell another. */
export interface ShardSnapshot {
  /** By name, as the pipeline counts. */
  readonly pipeline: Readonly<Record<string, number>>;
  readonly store: InFlightStoreCounters;
  /** By name. */
  readonly exporters: Readonly<Record<string, OtlpExporterCounters>>;
  readonly runs: RunCounts;
}

export type RunCounts = Pick<RunCounters, 'runs' | 'failures' | 'agents'>;
