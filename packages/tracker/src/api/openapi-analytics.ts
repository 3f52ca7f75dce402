import { VALIDATION_STATUSES } from '@agent-attribution/semantic-conventions';
import { PARAMETERS } from './analytics-parameters.js';
import type { Operation } from './openapi-operation.js';
import { inPath } from './openapi-operation.js';
import { describeParameters } from './parameters.js';
import { list, oneOf, text } from './schemas/schema-building.js';

const traceId = inPath('traceId', '32 hex digits.');
const agentName = inPath('name', 'Name of the agent.');
const goalId = inPath('id', 'Id of the goal; `*` for the runs of all goals.');
const taskId = inPath('id', 'Id of a task or of a trace.');
const query = (name: keyof typeof PARAMETERS) => describeParameters(PARAMETERS[name]);

/** Paths of the analytics. */
export const ANALYTIC_OPERATIONS: Readonly<Record<string, Operation>> = {
  '/api/tasks/{id}/validation': {
    method: 'post',
    summary: 'Records what a validator says of the newest run of a task, and moves the task on',
    parameters: [taskId],
    body: {
      type: 'object',
      properties: {
        status: oneOf(VALIDATION_STATUSES),
        score: { type: 'number' },
        passed: { type: 'boolean' },
        validator: text,
        issues: list(text),
        missingRequirements: list(text),
        evidenceGaps: list(text),
        recommendedRevisionPrompt: text,
        attempt: { type: 'integer', minimum: 1 },
      },
    },
    returns: 'TaskDecision',
    problems: [400, 404, 413, 415],
  },
  '/api/tasks/{id}/feedback': {
    method: 'post',
    summary: 'Records what a person says of a task, and moves the task on',
    parameters: [taskId],
    body: {
      type: 'object',
      required: ['feedback'],
      properties: { feedback: oneOf(['satisfied', 'revise', 'abandon']), comment: text },
    },
    returns: 'TaskDecision',
    problems: [400, 404, 413, 415],
  },
  '/api/traces/{traceId}/evidence': {
    summary: 'What a validator may look at: tool results in full and in order, failed runs included',
    parameters: [traceId, ...query('format')],
    returns: 'Evidence',
    problems: [400, 404],
  },
  '/api/traces/{traceId}/timeline': {
    summary: 'What happened, stage by stage, in order of time',
    parameters: [traceId],
    returns: 'Timeline',
    problems: [400, 404],
  },
  '/api/traces/{traceId}/call-chain': {
    summary: 'Which agent called which, with depth, order and reason',
    parameters: [traceId],
    returns: 'CallChain',
    problems: [400, 404],
  },
  '/api/traces/{traceId}/failure-analysis': {
    summary: 'Where a run failed by its own records, beside the verdict',
    parameters: [traceId, ...query('format')],
    returns: 'FailureAnalysis',
    problems: [400, 404],
  },
  '/api/agents/{name}/performance': {
    summary: 'How the executions of an agent went, in all and by day; quantiles within 1 %',
    parameters: [agentName, ...query('window')],
    returns: 'Performance',
    problems: [400, 404],
  },
  '/api/agents/{name}/series': {
    summary:
      'How the runs of one agent went over time, of each day the newest 200; steps without a run are left out',
    parameters: [agentName, ...query('window')],
    returns: 'Series',
    problems: [400, 404],
  },
  '/api/agents/{name}/trends': {
    summary: 'Windows and Theil-Sen trends of an agent',
    parameters: [agentName],
    returns: 'Trends',
    problems: [400, 404],
  },
  '/api/agents/{name}/inflections': {
    summary: 'When a trend of an agent changed its direction, newest first',
    parameters: [agentName, ...query('window')],
    returns: 'Inflections',
    problems: [400],
  },
  '/api/executions': {
    summary: 'Executions, newest first',
    parameters: query('executions'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/failed': {
    summary: 'Executions that failed or timed out, newest first',
    parameters: query('failed'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/skipped': {
    summary: 'Executions that their agent declined, newest first',
    parameters: query('skipped'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/slow': {
    summary: 'Executions that took long, the slowest first',
    parameters: query('slow'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/poor-responses': {
    summary: 'Responses that scored low, the worst first',
    parameters: query('poor'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/invalid-responses': {
    summary: 'Responses that were found invalid, newest first',
    parameters: query('invalid'),
    returns: 'ExecutionList',
    problems: [400],
  },
  '/api/executions/quality': {
    summary: 'How good the responses were; of the newest 10,000 that were judged',
    parameters: query('quality'),
    returns: 'ResponseQuality',
    problems: [400],
  },
  '/api/executions/{id}': {
    summary: 'An execution with its stages and the calls of its run',
    parameters: [inPath('id', 'Id of the execution.')],
    returns: 'ExecutionDetail',
    problems: [400, 404],
  },
  '/api/debug/agents/{name}': {
    summary: 'Why an agent did, or did not, fire in a conversation',
    parameters: [agentName, ...query('debug')],
    returns: 'Diagnosis',
    problems: [400],
  },
  '/api/goals/{id}/patterns': {
    summary: 'What the newest 1,000 runs of a goal have in common',
    parameters: [goalId],
    returns: 'Patterns',
    problems: [400],
  },
  '/api/tasks/{id}/suspicious-actions': {
    summary:
      'Which actions the failed runs of a task have in common and the successful ones have not (Ochiai)',
    parameters: [inPath('id', 'Id of the task.')],
    returns: 'SuspiciousActions',
    problems: [400],
  },
  '/api/goals/{id}/suggestions': {
    summary: 'What to change, from what the runs of a goal have in common',
    parameters: [goalId],
    returns: 'Suggestions',
    problems: [400],
  },
  '/api/compare': {
    summary: 'In what two runs differ, and where they first went different ways',
    parameters: query('compare'),
    returns: 'Comparison',
    problems: [400, 404],
  },
  '/api/events': {
    summary: 'What happens, as it happens; `Last-Event-ID` continues where a client left off',
    returns: 'events',
    problems: [400],
  },
  '/metrics': { summary: 'Metrics for Prometheus', returns: 'metrics', problems: [400] },
};
