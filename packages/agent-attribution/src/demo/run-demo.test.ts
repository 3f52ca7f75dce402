import { beforeAll, describe, expect, it } from 'vitest';
import { runDemo } from './run-demo.js';
import type { DemoRun } from './run-demo.js';
import { SCENARIOS } from './scenarios.js';

describe.each([...SCENARIOS.values()])('scenario $name', (scenario) => {
  let run: DemoRun;

  beforeAll(async () => {
    run = await runDemo(scenario);
  });

  it('gets its verdict', () => {
    const { verdict, rootCause } = run.report;
    const found = rootCause && {
      agent: rootCause.agent,
      category: rootCause.failureCategory,
      attribution: rootCause.failureAttribution,
    };
    expect({ verdict, found }).toEqual({
      verdict: scenario.expected === null ? 'healthy' : 'attributed',
      found: scenario.expected,
    });
  });

  it('counts every token that the model served', () => {
    const { input, output } = run.report.tokens;
    expect({ input, output }).toEqual(run.served);
  });

  it('leaves one whole trace, released because it was complete', () => {
    const { completion, orphanSpans, warnings, nodeTypes } = run.report;
    expect({ completion, orphanSpans, warnings }).toEqual({
      completion: 'complete',
      orphanSpans: 0,
      warnings: [],
    });
    expect(nodeTypes.unknown).toBeUndefined();
  });

  it('has the verdict on the root, for any backend to search', () => {
    const root = run.spans.find(({ parentSpanContext }) => parentSpanContext === undefined);
    expect(root?.attributes['attribution.verdict']).toBe(run.report.verdict);
    expect(root?.attributes['attribution.root_cause.agent']).toBe(scenario.expected?.agent);
  });
});
