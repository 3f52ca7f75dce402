import { canonicalJson } from '../../plain/canonical-json.js';
import { limitText } from '../../redaction/limit-text.js';
import type { ExecutionRecord, ExecutionStatus } from './execution-record.js';

const PREVIEW_LENGTH = 200;

/** Why an agent did, or did not, answer in a conversation. */
export type AgentDiagnosis = {
  readonly message: string;
  readonly executionCount: number;
} & (
  | { readonly status: 'never_invoked'; readonly possibleReasons: readonly string[] }
  | {
      readonly status: 'skipped';
      readonly executions: readonly Pick<
        ExecutionRecord,
        'executionId' | 'relevanceScore' | 'relevanceReasoning' | 'inputData'
      >[];
    }
  | {
      readonly status: 'failed' | 'timeout' | 'cancelled';
      readonly executions: readonly Pick<
        ExecutionRecord,
        'executionId' | 'errorType' | 'errorMessage' | 'currentStage'
      >[];
    }
  | {
      readonly status: 'fired_successfully';
      readonly executions: readonly (Pick<ExecutionRecord, 'executionId' | 'durationMs'> & {
        readonly outputPreview: string;
      })[];
    }
  | {
      readonly status: 'in_progress';
      readonly executions: readonly Pick<ExecutionRecord, 'executionId' | 'status' | 'currentStage'>[];
    }
);

const POSSIBLE_REASONS: readonly string[] = [
  "Orchestrator didn't route to this agent",
  'Agent not registered in routing logic',
  "Query didn't match agent's domain",
];

/**
 * Why an agent did not fire. Asked in this order: was it ever called, did it decline, did it fail, did it time out, did
 * it succeed, was it cancelled, or is it still at work.
 *
 * @param records Executions of any agent and conversation.
 */
export function debugAgent(
  records: readonly ExecutionRecord[],
  {
    agentName,
    conversationId,
    tenantId,
  }: { readonly agentName: string; readonly conversationId: string; readonly tenantId?: string | undefined },
): AgentDiagnosis {
  const executions = records.filter(
    (record) =>
      record.agentName === agentName &&
      record.conversationId === conversationId &&
      (tenantId === undefined || record.tenantId === tenantId),
  );
  const of = (status: ExecutionStatus): ExecutionRecord[] =>
    executions.filter((record) => record.status === status);

  if (executions.length === 0) {
    return {
      status: 'never_invoked',
      message: `${agentName} was never invoked for this conversation`,
      executionCount: 0,
      possibleReasons: POSSIBLE_REASONS,
    };
  }
  const skipped = of('skipped');
  if (skipped.length > 0) {
    return {
      status: 'skipped',
      message: `${agentName} was invoked but skipped due to relevance check`,
      executionCount: skipped.length,
      executions: skipped.map(({ executionId, relevanceScore, relevanceReasoning, inputData }) => ({
        executionId,
        relevanceScore,
        relevanceReasoning,
        inputData,
      })),
    };
  }
  const failed = of('failed');
  if (failed.length > 0) return broken('failed', `${agentName} was invoked but failed`, failed);
  const timedOut = of('timeout');
  if (timedOut.length > 0) return broken('timeout', `${agentName} was invoked but timed out`, timedOut);
  const succeeded = of('success');
  if (succeeded.length > 0) {
    return {
      status: 'fired_successfully',
      message: `${agentName} executed successfully`,
      executionCount: succeeded.length,
      executions: succeeded.map(({ executionId, durationMs, outputData }) => ({
        executionId,
        durationMs,
        outputPreview: preview(outputData),
      })),
    };
  }
  const cancelled = of('cancelled');
  if (cancelled.length > 0) return broken('cancelled', `${agentName} was invoked but cancelled`, cancelled);
  return {
    status: 'in_progress',
    message: `${agentName} was invoked and is still at work`,
    executionCount: executions.length,
    executions: executions.map(({ executionId, status, currentStage }) => ({
      executionId,
      status,
      currentStage,
    })),
  };
}

function broken(
  status: 'failed' | 'timeout' | 'cancelled',
  message: string,
  executions: readonly ExecutionRecord[],
): AgentDiagnosis {
  return {
    status,
    message,
    executionCount: executions.length,
    executions: executions.map(({ executionId, errorType, errorMessage, currentStage }) => ({
      executionId,
      errorType,
      errorMessage,
      currentStage,
    })),
  };
}

function preview(output: unknown): string {
  if (output === null || output === undefined) return '';
  return limitText(typeof output === 'string' ? output : canonicalJson(output), PREVIEW_LENGTH);
}
