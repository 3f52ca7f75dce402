import type { ExecutionStage } from '../performance/executions/execution-record.js';

/** The stages of an execution, in order. */
export const STAGES: readonly ExecutionStage[] = [
  'init',
  'should_respond',
  'pre_process',
  'llm_prepare',
  'llm_call',
  'llm_parse',
  'post_process',
  'complete',
];
