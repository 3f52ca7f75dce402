import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, llm, spansOf, workflow } from '../testing/trace-builder.js';
import { attributeResult } from './attributed-result.js';

const report = attributeTrace(
  spansOf(
    workflow('report', [
      agent('researcher', [llm()]),
      agent('writer', [llm({ error: { message: 'refused' } })], { error: { message: 'refused' } }),
    ]),
  ),
);

describe('row 1: a result with its attribution', () => {
  it('keeps the result as it is, beside what each agent did', () => {
    const result = Object.freeze({ ok: false });
    const attributed = attributeResult(result, report, result.ok);
    expect(attributed.result).toBe(result);
    expect(attributed.contributions).toBe(report.contributions);
    expect(attributed).toMatchObject({ isSuccess: false, avgContributionScore: 0.5 });
  });

  it('cannot be changed', () => {
    const attributed = attributeResult('text', report, true);
    expect(() => Object.assign(attributed, { isSuccess: false })).toThrow(TypeError);
  });

  it('has a score of 0 when nobody contributed', () => {
    expect(attributeResult('text', { contributions: [] }, true).avgContributionScore).toBe(0);
  });
});
