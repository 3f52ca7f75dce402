import type { ExecutionLogRecord } from '@agent-attribution/core';
import type { ExecutionRow } from '../execution-row.js';
import { isoTime } from './views.js';

/** An execution in a list: `overheadMs` is what the agent took besides its model. */
export type ExecutionView = Omit<
  ExecutionRow,
  | 'tenantId'
  | 'createdAtMs'
  | 'logs'
  | 'llmRequest'
  | 'llmResponse'
  | 'rootExecutionId'
  | 'parentExecutionId'
  | 'depth'
  | 'sequence'
  | 'callReason'
  | 'spanCount'
> & {
  readonly startedAt: string;
  readonly overheadMs: number | null;
};

export function executionView(row: ExecutionRow): ExecutionView {
  const { durationMs, llmLatencyMs, createdAtMs, ...rest } = row;
  const {
    tenantId: _tenantId,
    logs: _logs,
    llmRequest: _llmRequest,
    llmResponse: _llmResponse,
    rootExecutionId: _root,
    parentExecutionId: _parent,
    depth: _depth,
    sequence: _sequence,
    callReason: _callReason,
    spanCount: _spanCount,
    ...shown
  } = rest;
  return {
    ...shown,
    durationMs,
    llmLatencyMs,
    startedAt: isoTime(createdAtMs * 1000),
    overheadMs: durationMs === null || llmLatencyMs === null ? null : durationMs - llmLatencyMs,
  };
}

export interface StageView {
  readonly executionId: string;
  readonly agent: string;
  readonly timestamp: string;
  readonly stage: string;
  readonly status: string;
  readonly durationMs: number | null;
  readonly level: string;
  readonly message: string;
}

export function stageView(agent: string, log: ExecutionLogRecord): StageView {
  const { executionId, timestampMs, stage, stageStatus, durationMs, level, message } = log;
  const timestamp = isoTime(timestampMs * 1000);
  return { executionId, agent, timestamp, stage, status: stageStatus, durationMs, level, message };
}
