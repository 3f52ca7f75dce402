import { describe, expect, it } from 'vitest';
import { attributeTrace } from './attribute-trace.js';
import { agent, check, handoff, llm, spansOf, tool, turn, workflow } from './testing/trace-builder.js';

const attribute = (...args: Parameters<typeof spansOf>) => attributeTrace(spansOf(...args));

const id = (n: number) => n.toString(16).padStart(16, '0');

const timeout = { type: 'TimeoutError', message: 'search timed out after 30 s' };

describe('attributeTrace', () => {
  it('finds nothing wrong with a healthy run', () => {
    const report = attribute(
      workflow('report', [
        agent('planner', [llm({ tokens: [100, 10] })]),
        agent('writer', [llm({ tokens: [200, 20] })]),
        check('quality_check', 'correct'),
      ]),
    );
    expect(report).toMatchObject({ outcome: 'success', verdict: 'healthy', rootCause: null, candidates: [] });
    expect(
      report.contributions.map(({ agentName, outcome, blameShare }) => [agentName, outcome, blameShare]),
    ).toEqual([
      ['planner', 'success', 0],
      ['writer', 'success', 0],
    ]);
    expect(report.tokens.total).toBe(330);
  });

  it('says unknown, not success, when nothing tells how the run went', () => {
    expect(attribute(agent('writer', [llm()]))).toMatchObject({ outcome: 'unknown', verdict: 'healthy' });
  });

  it('rows 5 and 6: blames the upstream agent whose bad result made another fail', () => {
    const report = attribute(
      workflow(
        'report',
        [
          agent('researcher', [llm(), tool('search', { result: '{"error":"no results"}' }), llm()]),
          agent('writer', [llm(), tool('render', { error: { message: 'cannot render: figures missing' } })], {
            error: { message: 'cannot render: figures missing' },
          }),
        ],
        { error: { message: 'cannot render: figures missing' } },
      ),
    );
    expect(report.outcome).toBe('failure');
    expect(report.rootCause).toMatchObject({
      agent: 'researcher',
      stepIndex: 0,
      nodeType: 'tool_invocation',
      failureCategory: 'tool_failure',
      failureAttribution: 'upstream_contamination',
    });
    expect(report.summary).toMatch(/^researcher made the run fail .* writer failed because of it/);
    const [researcher, writer] = report.contributions;
    expect(researcher?.blameShare).toBeGreaterThan(0.9);
    expect(writer).toMatchObject({ outcome: 'failure', failureAttribution: 'upstream_contamination' });
  });

  it('row 6: keeps the blame where a failure was raised for reasons of its own', () => {
    const report = attribute(
      workflow('report', [
        agent('researcher', [llm(), tool('search', { result: '{"error":"no results"}' }), llm()]),
        agent('writer', [llm(), tool('publish', { error: timeout })], { error: timeout }),
      ]),
    );
    expect(report.rootCause).toMatchObject({
      agent: 'writer',
      failureCategory: 'timeout',
      failureAttribution: 'direct',
    });
  });

  it('does not fail a run for an error that was retried and worked', () => {
    const report = attribute(
      workflow('report', [
        agent('researcher', [
          llm(),
          tool('search', { error: timeout }),
          tool('search', { result: 'rows' }),
          llm(),
        ]),
        check('quality_check', 'correct'),
      ]),
    );
    expect(report).toMatchObject({ outcome: 'success', verdict: 'healthy' });
    expect(report.contributions[0]).toMatchObject({ outcome: 'success', errors: 1, retries: 1 });
  });

  it('row 6: names the gate when the last quality check rejects the work of the agent before it', () => {
    const report = attribute(
      workflow('report', [
        agent('researcher', [llm()]),
        agent('writer', [llm()]),
        check('quality_check', 'incorrect', { 'attribution.check.reason': 'no sources given' }),
      ]),
    );
    expect(report.rootCause).toMatchObject({
      agent: 'writer',
      failureCategory: 'quality_gate_failed',
      failureAttribution: 'quality_gate',
    });
    expect(report.evidence[0]).toMatchObject({ kind: 'quality_check', text: 'incorrect: no sources given' });
  });

  it('takes the last check of the same work: a rejected draft that was mended is mended', () => {
    const report = attribute(
      agent('writer', [llm(), check('quality_check', 'incorrect'), llm(), check('quality_check', 'correct')]),
    );
    expect(report.outcome).toBe('success');
  });

  it('row 6: gives an exhausted budget to coordination, at the step that spent most', () => {
    const report = attribute(
      workflow('report', [
        agent('planner', [llm({ tokens: [10, 10] })]),
        agent('researcher', [llm({ tokens: [10, 10] }), llm({ tokens: [4000, 900] })]),
        check('budget_check', 'exhausted', {
          'attribution.check.limit': 4000,
          'attribution.check.used': 4930,
          'attribution.check.unit': 'tokens',
        }),
      ]),
    );
    expect(report.rootCause).toMatchObject({
      agent: 'researcher',
      stepIndex: 2,
      failureCategory: 'budget_exceeded',
      failureAttribution: 'coordination_overhead',
    });
  });

  it('row 28: finds the step where a loop began, and calls the run stuck', () => {
    const again = [llm(), tool('search', { args: '{"q":"rates"}', result: 'nothing new' })];
    const report = attribute(
      agent('researcher', [
        llm(),
        tool('open', { args: '{}', result: 'page' }),
        ...again,
        ...again,
        ...again,
        check('stagnation_check', 'terminate', { 'attribution.check.repetition_ratio': 0.8 }),
      ]),
    );
    expect(report.rootCause).toMatchObject({
      stepIndex: 1,
      failureCategory: 'stagnation',
      failureAttribution: 'direct',
    });
    expect(report.run.status).toBe('stuck');
  });

  it('calls a run partial when an agent failed and the one that worked last did not', () => {
    const report = attribute(
      workflow('report', [
        agent('illustrator', [llm()], { error: { message: 'no image model' } }),
        agent('writer', [llm()]),
      ]),
    );
    expect(report.outcome).toBe('partial');
    expect(report.rootCause?.agent).toBe('illustrator');
  });

  it('folds the tools of a turn into its step and counts steps by turn', () => {
    const report = attribute(
      agent('a', [turn(1, [llm(), tool('x', {})]), turn(2, [llm(), tool('y', { error: timeout })])], {
        error: timeout,
      }),
    );
    expect(report.rootCause).toMatchObject({ stepIndex: 1, nodeType: 'tool_invocation' });
  });

  it('reads a handoff between siblings as a dependency', () => {
    const report = attribute(
      workflow('support', [
        agent('triage', [llm({ finishReason: 'length' }), handoff('billing')]),
        agent('billing', [llm()], { error: { message: 'order id missing' } }),
      ]),
    );
    expect(report.rootCause).toMatchObject({ agent: 'triage', failureAttribution: 'upstream_contamination' });
  });

  it('sums blame and credit to one', () => {
    const report = attribute(
      workflow('report', [
        agent('a', [llm(), llm()]),
        agent('b', [llm()], { error: timeout }),
        agent('c', [llm()]),
      ]),
    );
    const sum = (key: 'blameShare' | 'creditShare') =>
      report.contributions.reduce((all, one) => all + one[key], 0);
    expect(sum('blameShare')).toBeCloseTo(1, 9);
    expect(sum('creditShare')).toBeCloseTo(1, 9);
  });

  it('counts no token twice: aggregates and repeated responses are set apart', () => {
    const report = attribute(
      agent(
        'a',
        [
          llm({
            tokens: [100, 10],
            responseId: 'r1',
            children: [llm({ tokens: [100, 10], responseId: 'r1' })],
          }),
          llm({ tokens: [50, 5], responseId: 'r2' }),
          llm({ tokens: [50, 5], responseId: 'r2' }),
        ],
        { attributes: { 'gen_ai.usage.input_tokens': 150, 'gen_ai.usage.output_tokens': 15 } },
      ),
    );
    expect(report.tokens).toMatchObject({ input: 150, output: 15, total: 165, doubleCountedExcluded: 330 });
  });

  it('takes an unnamed invoke_agent around one model call for a wrapper, and one with tools for an agent', () => {
    const unnamed = { 'gen_ai.agent.name': '' };
    const report = attribute(
      agent('outer', [
        agent('', [llm()], { attributes: unnamed }),
        agent('', [llm(), tool('x')], { attributes: unnamed }),
      ]),
    );
    expect(report.contributions.map(({ agentName }) => agentName)).toEqual(['outer', 'test-service']);
  });

  it.each([
    ['no spans', []],
    [
      'a span that is its own parent',
      spansOf(agent('a', [llm()])).map((span) => ({ ...span, parentSpanId: span.spanId })),
    ],
  ])('is total: %s', (_, spans) => {
    expect(attributeTrace(spans).warnings).not.toEqual([]);
  });

  it('survives a chain of 100,000 spans, and circles', () => {
    const [one] = spansOf(agent('a', []));
    if (one === undefined) throw new Error('no span');
    const chain = Array.from({ length: 100_000 }, (_, n) => ({
      ...one,
      spanId: id(n + 1),
      parentSpanId: n === 0 ? id(100_000) : id(n),
    }));
    const report = attributeTrace(chain);
    expect(report.spanCount).toBe(100_000);
    expect(report.warnings).toEqual(['1 circles of parents were cut at their earliest span']);
  });
});
