import {
  ATTRIBUTION_EVENT,
  ATTRIBUTION_EVENT_ATTRIBUTE as KEY,
  ATTRIBUTION_INPUT,
  GEN_AI,
} from '@agent-attribution/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { agent, spansOf, llm, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';
import { describeTrace } from './describe-trace.js';

const executionOf = (draft: SpanDraft) => describeTrace(spansOf(draft)).executions[0];
const stated = (outcome: string) => ({ attributes: { [ATTRIBUTION_INPUT.outcome]: outcome } });

const judged = (valid: boolean, score: number) =>
  llm({
    attributes: {
      [ATTRIBUTION_INPUT.responseValid]: valid,
      [ATTRIBUTION_INPUT.responseQualityScore]: score,
    },
  });

const stage = (name: string, status: string, timeMicros: number) => ({
  name: ATTRIBUTION_EVENT.stage,
  timeMicros,
  attributes: { [KEY.stageName]: name, [KEY.stageStatus]: status, [KEY.stageMessage]: 'told' },
});

describe('the executions of a trace', () => {
  it.each([
    ['success', agent('a', [llm()]), 'complete'],
    ['failed', agent('a', [llm()], { error: { message: 'boom' } }), 'post_process'],
    ['timeout', agent('a', [], { error: { message: 'timed out' } }), 'init'],
    ['timeout', agent('a', [], stated('timeout')), 'init'],
    ['skipped', agent('a', [], stated('skipped')), 'should_respond'],
    ['cancelled', agent('a', [llm()], stated('cancelled')), 'post_process'],
    [
      'cancelled',
      agent('a', [], { attributes: { [ATTRIBUTION_INPUT.terminationReason]: 'cancelled' } }),
      'init',
    ],
  ])('row 46: end as %s', (status, draft, currentStage) => {
    expect(executionOf(draft)).toMatchObject({ status, currentStage });
  });

  it('row 46: still run while their end is unknown, and have no duration then', () => {
    const spans = spansOf(agent('a', [])).map((span) => Object.assign({ ...span }, { endMicros: 0 }));
    expect(describeTrace(spans).executions).toMatchObject([{ status: 'running', durationMs: null }]);
  });

  it('know a stated stage, type of error and conversation', () => {
    const attributes = { [ATTRIBUTION_INPUT.stage]: 'llm_parse', [GEN_AI.conversationId]: 'talk' };
    const draft = agent('a', [llm()], { attributes, error: { type: 'ParseError', message: 'no JSON' } });
    expect(executionOf(draft)).toMatchObject({
      currentStage: 'llm_parse',
      errorType: 'ParseError',
      conversationId: 'talk',
    });
  });

  it('row 50: of several responses the worst counts', () => {
    expect(executionOf(agent('a', [judged(false, 0.2), judged(true, 0.9)]))).toMatchObject({
      responseValid: false,
      responseQualityScore: 0.2,
    });
    expect(executionOf(agent('a', [llm()]))).toMatchObject({
      responseValid: null,
      responseQualityScore: null,
    });
  });

  it('tell no secret and no more than a preview of what went in and out', () => {
    const says = `password=hunter2hunter2 ${'x'.repeat(1000)}`;
    const output = executionOf(agent('a', [llm({ says })]))?.outputData;
    expect(output).not.toContain('hunter2');
    expect(String(output).length).toBeLessThanOrEqual(500);
  });

  it('row 48: are linked by who called whom, in order', () => {
    const { links, executions } = describeTrace(
      spansOf(workflow('w', [agent('lead', [agent('one', [agent('deep', [])]), agent('two', [])])])),
    );
    const nameOf = (id: string | null) => executions.find(({ executionId }) => executionId === id)?.agentName;
    const seen = links.map((link) => [nameOf(link.childExecutionId), link.depth, link.sequence]);
    expect(new Set(seen)).toEqual(
      new Set([
        ['one', 1, 0],
        ['deep', 2, 0],
        ['two', 1, 1],
      ]),
    );
    expect(links.map(({ rootExecutionId }) => nameOf(rootExecutionId))).toEqual(['lead', 'lead', 'lead']);
  });

  it('row 47: have their stages in order, from their start to their end, however many there are', () => {
    const draft = agent(
      'a',
      Array.from({ length: 300 }, () => tool('t')),
      { error: { message: 'boom' } },
    );
    const { logs } = describeTrace(spansOf(draft));
    expect(logs).toHaveLength(200);
    expect(logs.map(({ timestampMs }) => timestampMs)).toEqual(
      logs.map(({ timestampMs }) => timestampMs).toSorted((a, b) => a - b),
    );
    expect(logs[0]).toMatchObject({ stage: 'init', stageStatus: 'started' });
    expect(logs.at(-1)).toMatchObject({ stage: 'complete', stageStatus: 'failed', message: 'Error: boom' });
  });

  it('row 47: are told by the program where it records them', () => {
    const events = [
      stage('init', 'started', 1),
      stage('nonsense', 'started', 2),
      stage('complete', 'failed', 3),
    ];
    const { logs } = describeTrace(spansOf(agent('a', [], { events })));
    expect(logs.map(({ stage: name, stageStatus, message }) => [name, stageStatus, message])).toEqual([
      ['init', 'started', 'told'],
      ['complete', 'failed', 'told'],
    ]);
  });
});
