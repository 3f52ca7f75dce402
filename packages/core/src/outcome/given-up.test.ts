import { describe, expect, it } from 'vitest';
import { attributeTrace } from '../attribute-trace.js';
import { agent, check, llm, spansOf, tool, workflow } from '../testing/trace-builder.js';
import type { SpanDraft } from '../testing/trace-builder.js';

const fails = tool('search', { error: { message: 'connection refused' } });
const works = tool('search', { result: 'rows' });
const sorry = llm({ says: 'Es tut mir leid, das kann ich gerade nicht sagen.' });

const verdictOn = (...children: readonly SpanDraft[]) => {
  const { outcome, rootCause } = attributeTrace(spansOf(workflow('report', children)), {
    metadataOnly: true,
  });
  return [outcome, rootCause?.agent, rootCause?.failureCategory];
};

describe('a tool that failed and was given up', () => {
  it('fails a run that answers all the same, when no tool gave anything', () => {
    expect(verdictOn(agent('researcher', [llm(), fails, sorry]))).toEqual([
      'failure',
      'researcher',
      'tool_failure',
    ]);
    const silent = tool('search', { result: '{"isError":true,"content":[{"type":"text","text":"no"}]}' });
    expect(verdictOn(agent('researcher', [llm(), silent, sorry]))[0]).toBe('failure');
  });

  it('leaves a run partly done when others wrote the answer without it', () => {
    const [outcome, culprit] = verdictOn(
      agent('researcher', [llm(), fails, llm()]),
      agent('writer', [llm()]),
    );
    expect([outcome, culprit]).toEqual(['partial', 'researcher']);
  });

  it('says nothing where a tool worked for the agent, before or after, or for somebody afterwards', () => {
    for (const children of [
      [agent('researcher', [llm(), works, fails, llm()])],
      [agent('researcher', [llm(), fails, works, llm()])],
      [agent('researcher', [llm(), fails, llm()]), agent('writer', [llm(), tool('lookup'), llm()])],
    ]) {
      expect(verdictOn(...children)).toEqual(['unknown', undefined, undefined]);
    }
  });

  it('says nothing of a result that may be the log which was asked for', () => {
    const log = tool('read_log', { result: 'Error: connect ECONNREFUSED 10.0.0.8:5432' });
    expect(verdictOn(agent('reader', [llm(), log, llm()]))[0]).toBe('unknown');
    const runtime = tool('read_log', {
      result: 'An error occurred while running the tool. Error: no such file',
    });
    expect(verdictOn(agent('reader', [llm(), runtime, llm()]))[0]).toBe('failure');
  });

  it('does not overrule who judged the run', () => {
    const run = [agent('researcher', [llm(), fails, sorry]), check('quality_check', 'correct')];
    expect(verdictOn(...run)[0]).toBe('success');
  });
});
