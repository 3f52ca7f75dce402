import { requireInRange } from '../../configuration-error.js';
import type { ExecutionRecord } from './execution-record.js';

const DEFAULT_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

/** Which executions to look at. */
export interface ExecutionQuery {
  /** Milliseconds since the epoch: now. */
  readonly nowMs: number;
  /** How far to look back, inclusive. Default 24. */
  readonly hours?: number | undefined;
  readonly tenantId?: string | undefined;
  readonly agentName?: string | undefined;
  /** Most rows to return; the default differs from one question to another. */
  readonly limit?: number | undefined;
}

/** The executions a query asks about, in the order given. */
export function executionsIn(records: readonly ExecutionRecord[], query: ExecutionQuery): ExecutionRecord[] {
  const { nowMs, hours = DEFAULT_HOURS, tenantId, agentName } = query;
  requireInRange('hours', hours, 0, Infinity);
  const fromMs = nowMs - hours * MS_PER_HOUR;
  return records.filter(
    (record) =>
      record.createdAtMs >= fromMs &&
      (tenantId === undefined || record.tenantId === tenantId) &&
      (agentName === undefined || record.agentName === agentName),
  );
}

/** Newest first; those of one moment in the order given. */
export function newestFirst(records: readonly ExecutionRecord[]): ExecutionRecord[] {
  return records.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
}
