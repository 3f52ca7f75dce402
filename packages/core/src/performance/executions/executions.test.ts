import { describe, expect, it } from 'vitest';

import { debugAgent, type AgentDiagnosis } from './debug-agent.js';
import { callChain, stageTimeline } from './execution-detail.js';
import { executionPerformance } from './execution-performance.js';
import type { ExecutionCallLink, ExecutionLogRecord, ExecutionRecord } from './execution-record.js';
import {
  failedExecutions,
  invalidResponses,
  poorResponses,
  recentExecutions,
  skippedExecutions,
  slowExecutions,
} from './find-executions.js';
import { responseQuality } from './response-quality.js';

const HOUR_MS = 3_600_000;
const NOW_MS = 1000 * HOUR_MS;

const execution = (executionId: string, fields: Partial<ExecutionRecord> = {}): ExecutionRecord => ({
  executionId,
  agentName: 'writer',
  method: 'run',
  tenantId: null,
  conversationId: 'c1',
  status: 'success',
  currentStage: 'complete',
  createdAtMs: NOW_MS,
  durationMs: 1000,
  inputData: null,
  outputData: null,
  llmModel: null,
  llmRequest: null,
  llmResponse: null,
  llmTokensUsed: null,
  llmLatencyMs: null,
  responseValid: null,
  responseQualityScore: null,
  responseErrors: [],
  responseWarnings: [],
  responseMetrics: null,
  errorType: null,
  errorMessage: null,
  relevanceScore: null,
  relevanceReasoning: null,
  ...fields,
});
const scored = (
  executionId: string,
  responseQualityScore: number | null,
  responseValid = true,
): ExecutionRecord => execution(executionId, { responseQualityScore, responseValid });
const many = (count: number, fields: Partial<ExecutionRecord> = {}): ExecutionRecord[] =>
  Array.from({ length: count }, (_, index) => execution(`${index}`, fields));
const now = { nowMs: NOW_MS };
const idsOf = (records: readonly { readonly executionId: string }[]): string[] =>
  records.map(({ executionId }) => executionId);

const log = (executionId: string, timestampMs: number): ExecutionLogRecord => ({
  executionId,
  timestampMs,
  stage: 'init',
  stageStatus: 'started',
  durationMs: null,
  level: 'info',
  message: '',
  data: null,
});
const link = (parent: string, child: string, depth: number, sequence: number): ExecutionCallLink => ({
  rootExecutionId: 'root',
  parentExecutionId: parent,
  childExecutionId: child,
  callReason: `to ${child}`,
  depth,
  sequence,
});
const diagnose = (...records: ExecutionRecord[]): AgentDiagnosis =>
  debugAgent(records, { agentName: 'writer', conversationId: 'c1' });

describe('finding executions', () => {
  it('row 51: analytics look back 24 hours, inclusive, unless told otherwise', () => {
    const records = [23.9, 24, 24.1].map((hours) =>
      execution(`${hours}`, { createdAtMs: NOW_MS - hours * HOUR_MS }),
    );
    expect(idsOf(recentExecutions(records, now))).toEqual(['23.9', '24']);
    expect(idsOf(recentExecutions(records, { ...now, hours: 48 }))).toHaveLength(3);
  });

  it('row 51: analytics of recent executions: newest first, 50 at most, by agent, tenant and status', () => {
    const records = [
      execution('old', { createdAtMs: NOW_MS - 2 }),
      execution('new', { createdAtMs: NOW_MS - 1, tenantId: 't' }),
      execution('other', { agentName: 'critic', status: 'failed' }),
    ];
    expect(idsOf(recentExecutions(records, now))).toEqual(['other', 'new', 'old']);
    expect(idsOf(recentExecutions(records, { ...now, agentName: 'writer' }))).toEqual(['new', 'old']);
    expect(idsOf(recentExecutions(records, { ...now, tenantId: 't' }))).toEqual(['new']);
    expect(idsOf(recentExecutions(records, { ...now, status: 'failed' }))).toEqual(['other']);
    expect(recentExecutions(many(51), now)).toHaveLength(50);
    expect(recentExecutions(many(5), { ...now, limit: 2 })).toHaveLength(2);
  });

  it('row 51: analytics of failed executions include timeouts, told apart, 100 at most', () => {
    const records = [
      execution('failed', { status: 'failed', createdAtMs: NOW_MS - 1 }),
      execution('late', { status: 'timeout' }),
      execution('fine'),
    ];
    expect(
      failedExecutions(records, now).map(({ execution, failure }) => [execution.executionId, failure]),
    ).toEqual([
      ['late', 'timeout'],
      ['failed', 'failed'],
    ]);
    expect(failedExecutions(many(101, { status: 'failed' }), now)).toHaveLength(100);
  });

  it('row 51: analytics of slow executions: 5000 ms or more, the slowest first', () => {
    const records = [4999, 5000, 9000, null].map((durationMs) =>
      execution(`${durationMs}`, { durationMs, llmLatencyMs: durationMs === 9000 ? 6000 : null }),
    );
    const slow = slowExecutions(records, now);
    expect(slow.map(({ durationMs, overheadMs }) => [durationMs, overheadMs])).toEqual([
      [9000, 3000],
      [5000, null],
    ]);
    expect(slowExecutions(records, { ...now, thresholdMs: 9001 })).toEqual([]);
  });

  it('row 56: relevance of skipped executions is kept', () => {
    const skipped = execution('s', {
      status: 'skipped',
      relevanceScore: 0.2,
      relevanceReasoning: 'off topic',
    });
    expect(skippedExecutions([skipped, execution('fine')], now)).toEqual([skipped]);
    expect(skippedExecutions(many(101, { status: 'skipped' }), now)).toHaveLength(100);
  });

  it('row 51: analytics of poor responses: strictly below 0.7, the worst first', () => {
    const records = [
      scored('edge', 0.7),
      scored('poor', 0.69),
      scored('worst', 0.1),
      scored('unscored', null),
    ];
    expect(idsOf(poorResponses(records, now))).toEqual(['worst', 'poor']);
    expect(idsOf(poorResponses(records, { ...now, threshold: 0.71, limit: 1 }))).toEqual(['worst']);
  });

  it('row 51: analytics of invalid responses leave out those that were not validated', () => {
    const records = [scored('bad', 0.2, false), scored('good', 1), execution('none')];
    expect(idsOf(invalidResponses(records, now))).toEqual(['bad']);
  });
});

describe('response quality', () => {
  it('row 51: analytics of the quality distribution, with its bounds', () => {
    const scores = [0.91, 0.9, 0.7, 0.699, 0.5, 0.499];
    const quality = responseQuality(
      [...scores.map((score) => scored(`${score}`, score)), execution('none')],
      now,
    );
    expect(quality?.qualityDistribution).toEqual({ excellent: 1, good: 2, fair: 2, poor: 1 });
    expect(quality?.avgQualityScore).toBeCloseTo(4.208 / 6, 9);
  });

  it('row 51: analytics of validity, errors and warnings', () => {
    const bad = { responseErrors: ['empty'], responseWarnings: ['short', 'refusal'] };
    const records = [
      { ...scored('1', null, false), ...bad },
      { ...scored('2', 0.2, false), ...bad, responseWarnings: ['short'] },
      scored('3', 1),
      scored('4', 1),
    ];
    expect(responseQuality(records, now)).toMatchObject({
      totalResponses: 4,
      validResponses: 2,
      invalidResponses: 2,
      validityRate: 0.5,
      commonErrors: [{ error: 'empty', count: 2 }],
      commonWarnings: [
        { warning: 'short', count: 2 },
        { warning: 'refusal', count: 1 },
      ],
    });
  });

  it('is null without responses', () => {
    expect(responseQuality([execution('none')], now)).toBeNull();
  });
});

describe('execution performance', () => {
  it('row 55: performance of an agent, timeouts and cancellations told apart', () => {
    const called = { llmRequest: {}, llmTokensUsed: 30, llmLatencyMs: 100 };
    const records = [
      execution('1', { durationMs: 100, ...called }),
      execution('2', { durationMs: 300, llmRequest: {} }),
      execution('3', { status: 'failed', durationMs: null, errorType: 'KeyError' }),
      execution('4', { status: 'timeout', durationMs: null, errorType: 'TimeoutError' }),
      execution('5', { status: 'skipped', durationMs: null }),
      execution('6', { status: 'cancelled', durationMs: null, errorType: 'KeyError' }),
      execution('7', { status: 'llm_request', durationMs: null }),
      execution('8', { status: 'pending', durationMs: null }),
      execution('9', { agentName: 'critic' }),
    ];
    expect(executionPerformance('writer', records, now)).toEqual({
      agentName: 'writer',
      totalExecutions: 8,
      successful: 2,
      failed: 1,
      timedOut: 1,
      skipped: 1,
      cancelled: 1,
      inProgress: 2,
      successRate: 0.25,
      errorRate: 0.25,
      avgDurationMs: 200,
      p50DurationMs: 200,
      p95DurationMs: 290,
      p99DurationMs: 298,
      llm: { totalCalls: 2, totalTokens: 30, avgTokensPerCall: 15, avgLatencyMs: 100 },
      commonErrors: [
        { errorType: 'KeyError', count: 2 },
        { errorType: 'TimeoutError', count: 1 },
      ],
    });
  });

  it('is null for an agent without executions', () => {
    expect(executionPerformance('nobody', [execution('1')], now)).toBeNull();
  });
});

describe('execution detail', () => {
  it('row 47: timeline of one execution in order of time', () => {
    expect(
      stageTimeline([log('a', 3), log('b', 1), log('a', 2)], 'a').map(({ timestampMs }) => timestampMs),
    ).toEqual([2, 3]);
  });

  it('row 48: call chain below the root, by depth and sequence, whoever asks', () => {
    const links = [link('a', 'deep', 2, 0), link('root', 'b', 1, 1), link('root', 'a', 1, 0)];
    const records = [
      execution('root', { agentName: 'lead' }),
      execution('a'),
      execution('b', { status: 'failed' }),
    ];
    expect(callChain(records, links, 'deep')).toEqual(callChain(records, links, 'root'));
    expect(callChain(records, links, 'root')).toMatchObject([
      {
        depth: 1,
        sequence: 0,
        parentAgent: 'lead',
        childAgent: 'writer',
        callReason: 'to a',
        status: 'success',
      },
      { depth: 1, sequence: 1, childExecutionId: 'b', status: 'failed' },
      { depth: 2, sequence: 0, parentAgent: 'writer', childAgent: null, status: null },
    ]);
    expect(callChain(records, [], 'root')).toEqual([]);
  });
});

describe('why an agent did not fire', () => {
  it('row 52: debug agent that was never invoked', () => {
    expect(
      diagnose(execution('1', { agentName: 'critic' }), execution('2', { conversationId: 'c2' })),
    ).toEqual({
      status: 'never_invoked',
      message: 'writer was never invoked for this conversation',
      executionCount: 0,
      possibleReasons: [
        "Orchestrator didn't route to this agent",
        'Agent not registered in routing logic',
        "Query didn't match agent's domain",
      ],
    });
  });

  const skipped = execution('s', { status: 'skipped', relevanceScore: 0.1, relevanceReasoning: 'no' });
  const failed = execution('f', { status: 'failed', errorType: 'KeyError', currentStage: 'llm_call' });
  const timedOut = execution('t', { status: 'timeout', errorType: 'TimeoutError' });
  const fired = execution('ok', { outputData: 'x'.repeat(201) });
  const cancelled = execution('c', { status: 'cancelled' });
  const running = execution('r', { status: 'running', currentStage: 'llm_call' });

  it.each([
    ['skipped', [running, cancelled, fired, timedOut, failed, skipped]],
    ['failed', [running, cancelled, fired, timedOut, failed]],
    ['timeout', [running, cancelled, fired, timedOut]],
    ['fired_successfully', [running, cancelled, fired]],
    ['cancelled', [running, cancelled]],
    ['in_progress', [running]],
  ] as const)('row 52: debug agent says %s', (status, records) => {
    expect(diagnose(...records)).toMatchObject({ status, executionCount: 1 });
  });

  it('row 52: debug agent shows what each answer rests on', () => {
    expect(diagnose(skipped)).toMatchObject({
      message: 'writer was invoked but skipped due to relevance check',
      executions: [{ executionId: 's', relevanceScore: 0.1, relevanceReasoning: 'no' }],
    });
    expect(diagnose(failed)).toMatchObject({
      message: 'writer was invoked but failed',
      executions: [{ executionId: 'f', errorType: 'KeyError', currentStage: 'llm_call' }],
    });
    expect(diagnose(fired)).toMatchObject({
      message: 'writer executed successfully',
      executions: [{ executionId: 'ok', durationMs: 1000, outputPreview: 'x'.repeat(200) }],
    });
    expect(diagnose(execution('o', { outputData: { b: 1, a: 2 } }))).toMatchObject({
      executions: [{ outputPreview: '{"a":2,"b":1}' }],
    });
  });

  it('asks one tenant when told to', () => {
    const records = [execution('1', { tenantId: 'a' })];
    const query = { agentName: 'writer', conversationId: 'c1', tenantId: 'b' };
    expect(debugAgent(records, query).status).toBe('never_invoked');
  });
});
