import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.js';
import { parseReport } from './report-shape.js';
import { failing, healthy, runOf } from './testing/runs.js';

const { report } = runOf(failing);

describe('parseReport', () => {
  it.each([
    ['a failing run', report],
    ['a healthy run', runOf(healthy).report],
  ])('reads the report of %s as it is, from data and from JSON', (_, report) => {
    expect(parseReport(report)).toEqual(report);
    expect(parseReport(JSON.stringify(report))).toEqual(report);
  });

  it('leaves out what it does not know', () => {
    expect(parseReport({ ...report, extra: '<script>' })).toEqual(report);
  });

  it('keeps the check that raised a piece of evidence', () => {
    const evidence = [{ kind: 'observation', spanId: 'a', text: 'no answer', check: 'empty_answer' }];
    expect(parseReport({ ...report, evidence })?.evidence).toEqual(evidence);
  });

  it('cuts texts that are too long', () => {
    const long = 'x'.repeat(LIMITS.textChars + 1);
    expect(parseReport({ ...report, summary: long })?.summary).toHaveLength(LIMITS.textChars);
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['text that is no JSON', 'verdict: healthy'],
    ['a verdict nobody knows', { ...report, verdict: 'guilty' }],
    ['a revision below 1', { ...report, revision: 0 }],
    ['a trace id that is none', { ...report, traceId: '../../etc' }],
    ['a contribution without an agent', { ...report, contributions: [{}] }],
  ])('does not read %s', (_, value) => {
    expect(parseReport(value)).toBeUndefined();
  });
});
