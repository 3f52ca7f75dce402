import type { PackedRun } from '../sql/packed-run.js';
import type { TrackerErrorCode } from '../../tracker-error.js';
import type { AnalyticsWrite } from '../sql/analytics-write.js';
import type { WriteResult } from './run-writer.js';

/** What the store asks of the writer's thread; answered in order, one answer each. */
export type WriterRequest =
  | { readonly kind: 'migrate'; readonly nowMicros: number }
  | { readonly kind: 'write'; readonly runs: readonly PackedRun[]; readonly nowMicros: number }
  | { readonly kind: 'purge'; readonly beforeMicros: number; readonly limit: number }
  | { readonly kind: 'record'; readonly write: AnalyticsWrite; readonly nowMicros: number }
  | { readonly kind: 'close' };

/** Errors lose their class between threads, so they travel as data. */
export type WriterAnswer =
  | { readonly ok: true; readonly results: readonly WriteResult[]; readonly purged: number }
  | { readonly ok: false; readonly code: TrackerErrorCode; readonly message: string };

export interface WriterWorkerData {
  readonly path: string;
}
