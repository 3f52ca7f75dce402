import { runEvidenceFrom } from '@agent-attribution/core';
import { describe, expect, it } from 'vitest';
import { limitEvidence } from './evidence-limit.js';

const run = runEvidenceFrom({ runId: 'r', outputText: 'out' }, [
  { eventType: 'tool_result_recorded', content: '12345' },
  { eventType: 'tool_result_recorded', content: '67890' },
]);
const packet = {
  taskId: 't',
  attemptIndex: 1,
  mainRun: run,
  teamRuns: [],
  teamNodeResults: [],
  finalOutput: 'out',
};
const resultsOf = (maxChars: number) => limitEvidence(packet, maxChars).mainRun;

describe('limitEvidence', () => {
  it('leaves alone what fits, to the last character', () => {
    expect(resultsOf(13)?.toolResults.map(({ content }) => content)).toEqual(['12345', '67890']);
    expect(resultsOf(13)?.warnings).toEqual([]);
  });

  it('cuts the last results first, and says so', () => {
    expect(resultsOf(8)?.toolResults.map(({ content }) => content)).toEqual(['12345', '678']);
    expect(resultsOf(8)?.warnings).toEqual(['evidence_cut=5 characters were not kept']);
  });
});
