import type { RunEvidence, TaskEvidencePacket } from '@agent-attribution/core';
import { cut, LIMITS } from './limits.js';

/**
 * The evidence as it is, as long as it fits. Beyond the limit what tools gave back is cut, the last first, and the run
 * says so in a warning: a validator must be able to tell a gap from a cut.
 */
export function limitEvidence(
  packet: TaskEvidencePacket,
  maxChars: number = LIMITS.evidenceChars,
): TaskEvidencePacket {
  let left = maxChars;
  const limitRun = (run: RunEvidence): RunEvidence => {
    let missing = 0;
    const fit = (text: string): string => {
      const kept = cut(text, Math.max(0, left));
      left -= kept.length;
      missing += text.length - kept.length;
      return kept;
    };
    const toolResults = run.toolResults.map((result) => ({ ...result, content: fit(result.content) }));
    const outputText = fit(run.outputText);
    // Tool results are kept once: the transcript of what was said goes without them.
    const transcript = run.transcript
      .filter(({ eventType }) => eventType !== 'tool_result_recorded')
      .map((entry) => (entry.content === undefined ? entry : { ...entry, content: fit(entry.content) }));
    const warnings =
      missing === 0 ? run.warnings : [...run.warnings, `evidence_cut=${missing} characters were not kept`];
    const { runId, sessionId, finishReason } = run;
    return { runId, sessionId, outputText, finishReason, transcript, toolResults, warnings };
  };
  return {
    ...packet,
    mainRun: packet.mainRun === null ? null : limitRun(packet.mainRun),
    teamRuns: packet.teamRuns.map(limitRun),
    finalOutput: cut(packet.finalOutput, maxChars),
  };
}
