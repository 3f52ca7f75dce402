import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, spansOf, tool } from '../testing/trace-builder.js';
import { NOT_SHOWN, withoutContent } from './without-content.js';

const TOLD = 'the rates of quarter seven are unobtainable';

const run = (result: string | undefined) =>
  attributeTrace(spansOf(agent('researcher', [tool('fetch_rates', result === undefined ? {} : { result })])));

describe('withoutContent', () => {
  it('says nothing that cannot be said without content, and leaves the verdict as it is', () => {
    const report = run(JSON.stringify({ error: TOLD }));
    expect(JSON.stringify(report)).toContain(TOLD);
    const told = withoutContent(report, run(undefined));
    expect(JSON.stringify(told)).not.toContain(TOLD);
    expect(told.evidence[0]?.text).toBe(NOT_SHOWN);
    for (const key of ['verdict', 'rootCause', 'candidates', 'outcome', 'summary'] as const)
      expect(told[key]).toEqual(report[key]);
  });

  it('keeps texts that rest on something else', () => {
    const report = run(undefined);
    expect(withoutContent(report, report)).toEqual(report);
  });
});
