export { TrackerError } from './tracker-error.js';
export type { TrackerErrorCode } from './tracker-error.js';
export { ingestTrace } from './ingest.js';
export type { IncomingTrace, IngestResult } from './ingest.js';
export type { ContributionRow, RunRecord, SpanRow, TraceRow } from './run-record.js';
export type * from './storage/tracker-store.js';
export { openSqliteStore } from './storage/sqlite/sqlite-store.js';
export type { SqliteStoreOptions } from './storage/sqlite/sqlite-store.js';
