import type {
  ExecutionCallLink,
  ExecutionLogRecord,
  ExecutionRecord,
  ExecutionStatus,
} from './execution-record.js';

/** What happened in one execution, in order of time. */
export function stageTimeline(
  logs: readonly ExecutionLogRecord[],
  executionId: string,
): ExecutionLogRecord[] {
  return logs.filter((log) => log.executionId === executionId).sort((a, b) => a.timestampMs - b.timestampMs);
}

export interface CallChainItem {
  readonly depth: number;
  readonly sequence: number;
  /** Null when the caller is unknown. */
  readonly parentAgent: string | null;
  readonly childAgent: string | null;
  readonly childExecutionId: string;
  readonly callReason: string | null;
  readonly status: ExecutionStatus | null;
}

/** Every call below the root of an execution, by depth, then by order; the root itself was called by nobody. */
export function callChain(
  records: readonly ExecutionRecord[],
  links: readonly ExecutionCallLink[],
  executionId: string,
): CallChainItem[] {
  const own = links.find(({ childExecutionId }) => childExecutionId === executionId);
  const root = own?.rootExecutionId ?? executionId;
  const byId = new Map(records.map((record) => [record.executionId, record]));
  return links
    .filter(({ rootExecutionId }) => rootExecutionId === root)
    .sort((a, b) => a.depth - b.depth || a.sequence - b.sequence)
    .map(({ depth, sequence, parentExecutionId, childExecutionId, callReason }) => ({
      depth,
      sequence,
      parentAgent: byId.get(parentExecutionId ?? '')?.agentName ?? null,
      childAgent: byId.get(childExecutionId)?.agentName ?? null,
      childExecutionId,
      callReason,
      status: byId.get(childExecutionId)?.status ?? null,
    }));
}
