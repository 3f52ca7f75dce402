import { runEvidenceFrom } from '@agent-attribution/core';

/** Keeps what a run leaves behind from the first tool on, so that a run that fails keeps what it had found. */
export const evidenceRecorder = (runId) => {
  const transcript = [];
  let outcome = { outputText: '', finishReason: 'error' };
  return {
    runId,
    toolResult(toolName, content) {
      transcript.push({
        eventType: 'tool_result_recorded',
        role: 'tool',
        toolName,
        content: JSON.stringify(content),
      });
    },
    finish(outputText, finishReason) {
      outcome = { outputText, finishReason };
      return outcome;
    },
    evidence: () => runEvidenceFrom({ runId, ...outcome }, transcript),
  };
};
